"""Tables of the desk: who is reading what just now, and the log of decisions."""

from typing import NoReturn

from django.db import models

from alongside.door.models import Message
from alongside.ground.models import Row
from alongside.passage.states import State
from alongside.people.models import Person
from alongside.spaces.models import Space


class Claim(Row):
    """Someone is reading a held text, until a certain time: it tells the others, it locks nothing."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="claim")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()


class OnlyAddedTo(Exception):
    """A line of the log cannot be changed or taken out; another line can be added."""


class Decisions(models.QuerySet["Decision"]):
    """The log: it is read and added to, nothing else."""

    def update(self, **changes: object) -> NoReturn:
        """Never: raises `OnlyAddedTo`."""
        raise OnlyAddedTo

    def delete(self) -> NoReturn:
        """Never: raises `OnlyAddedTo`."""
        raise OnlyAddedTo


class Decision(Row):
    """A line of the log: who moved which text from where to where, when, why, and which version of it they saw."""

    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="decisions")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    to = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    reason = models.CharField(max_length=500)
    seen_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    objects = Decisions.as_manager()

    class Meta:
        constraints = (
            # A decision is about one version, and there can be one about each.
            models.UniqueConstraint(fields=("message", "seen_version"), name="one_decision_a_version"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_decision_has_a_reason"),
        )
        indexes = (models.Index(fields=("at", "id"), name="decisions_by_time"),)
