"""What every table has in common."""

from django.db import models

from alongside.ground import ids


class Row(models.Model):
    """A row named by a time-ordered UUID that can be made before the database is asked."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)

    class Meta:
        abstract = True
