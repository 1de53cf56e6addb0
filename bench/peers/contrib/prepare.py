"""Make the tables; the last line printed is what a browser would find in the form, as JSON."""

import json
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contrib.settings")

import django

django.setup()

from django.contrib.sites.models import Site
from django.core.management import call_command

call_command("migrate", verbosity=0)

from django_comments.forms import CommentForm

print(json.dumps(CommentForm(Site.objects.get(pk=1)).initial))  # the security fields
