"""What the gate is told about a space before it reads: the family's names, words and wishes, and the host's own rules."""

from uuid import UUID

from django.conf import settings

from alongside.door.models import Message
from alongside.gate import Surroundings
from alongside.spaces import queries


class Known:
    """The surroundings of every space met in one pass, looked up once each."""

    def __init__(self) -> None:
        self._known: dict[UUID, Surroundings] = {}

    def of(self, message: Message) -> Surroundings:
        """The surroundings of the space that a message was written to."""
        if message.space_id not in self._known:
            self._known[message.space_id] = of_space(message.space_id)
        return self._known[message.space_id]


def of_nobody() -> Surroundings:
    """What the gate may know when nothing of a family may show in what it says: the host's own rules alone."""
    return Surroundings(off=settings.GATE_OFF, rules=settings.GATE_RULES)


def of_space(space_id: UUID) -> Surroundings:
    """What the gate needs to know of one space."""
    told = queries.for_gate(space_id=space_id)
    held = frozenset(told.held)
    return Surroundings(
        child_words=told.child_words,
        images=frozenset(told.images) if told.images else None,
        faith=told.faith,
        remembered=told.remembered,
        family=told.family,
        shown=frozenset(told.shown),
        held=held,
        off=settings.GATE_OFF
        - held,  # what a family asks to have set apart is looked for, whatever the host thinks of it
        rules=settings.GATE_RULES,
    )
