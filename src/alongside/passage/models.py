"""The columns that everything which crosses the gate has in common."""

from django.db import models

from alongside.ground.models import Row
from alongside.passage.states import State


class Crossing(Row):
    """A text on its way. `version` grows with every change of words or lane, so a decision can name what it saw."""

    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], default=State.WAITING
    )
    verdict = models.JSONField(null=True)  # gate.verdict_as_dict of the last screening
    version = models.PositiveIntegerField(default=1)
    try_after = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)

    class Meta:
        abstract = True
