"""The one table."""

from django.db import models


class Message(models.Model):
    """What somebody wrote."""

    space = models.CharField(max_length=60, db_index=True)
    name = models.CharField(max_length=200)
    words = models.TextField()
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
