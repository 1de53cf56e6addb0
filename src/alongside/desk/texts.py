"""Which texts are at the desk: the one definition that the list, the single page and every verb share."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.desk.duty import Duty
from alongside.door.models import Message
from alongside.ground.errors import NotThere
from alongside.passage.states import HELD, State

TOO_LONG = timedelta(minutes=10)  # the rounds come every second: what waits longer, the gate could not read


def waiting_for(duty: Duty, *, now: datetime) -> QuerySet[Message]:
    """What waits for a decision: held by the gate, or not read by it for too long."""
    return Message.objects.undecided().filter(duty.spaces, duty.lanes, _held_or_unread(now))


def waiting_in(duty: Duty, lane: State, *, now: datetime) -> QuerySet[Message]:
    """What waits for a decision in one lane."""
    if lane == State.WAITING:
        return Message.objects.waiting().filter(duty.spaces, _unread(now), decided=False)
    return held().filter(duty.spaces, duty.lanes, state=lane)


def held() -> QuerySet[Message]:
    """What the gate held back and nobody has decided about: in the words of the index over exactly these."""
    return Message.objects.undecided().exclude(state=State.WAITING)


def find(duty: Duty, message_id: UUID, *, now: datetime) -> Message:
    """One text for a closer look: it waits for a decision, or the desk had the last word about it. Raises `NotThere`.

    Whatever else a family receives is not for the desk to read.
    """
    seen = Message.objects.select_related("space", "claim__person").filter(duty.spaces, duty.lanes, pk=message_id)
    found = seen.filter(_held_or_unread(now) | Q(decided=True)).exclude(state=State.WITHDRAWN).first()
    if found is None:
        raise NotThere
    return found


def _held_or_unread(now: datetime) -> Q:
    return Q(state__in=HELD) | (Q(state=State.WAITING) & _unread(now))


def _unread(now: datetime) -> Q:
    long_ago = now - TOO_LONG
    return Q(arrived_at__lte=long_ago) & (Q(mended_at=None) | Q(mended_at__lte=long_ago))
