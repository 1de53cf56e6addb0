"""Make the tables, and as many messages as asked for (`python -m plain.prepare N`)."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plain.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from plain.models import Message

WORDS = "We remember a quiet morning by the river and a song that nobody knew the end of. " * 4

with connection.schema_editor() as editor:
    editor.create_model(Message)
call_command("migrate", verbosity=0)
many = int(sys.argv[1])
Message.objects.bulk_create(
    (Message(space="lina", name=f"Guest {n}", words=f"{n}: {WORDS[:290]}") for n in range(many)), batch_size=1000
)
