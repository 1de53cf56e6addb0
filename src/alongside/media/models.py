"""The table of the media room: a picture that is kept."""

from django.db import models

from alongside.ground.models import Row
from alongside.spaces.models import Space


class Picture(Row):
    """A picture of a space. Its files lie on the shelf under `name`, which is random and tells nothing."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=32, unique=True)
    width = models.PositiveIntegerField()  # pixels, of the original as it is kept
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField()
