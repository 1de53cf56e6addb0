"""Settling: what waits at the door crosses the gate. The only module that moves a message to a lane."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from alongside.door import finding, surroundings
from alongside.door.models import Message
from alongside.ground import store
from alongside.passage import crossing, states
from alongside.passage.crossing import Crossed
from alongside.passage.states import Mover, State
from alongside.spaces.models import Space

BATCH = 500
READ = ("space_id", "words", "name", "relation", "state", "lease", "version")  # nothing else is needed, and each costs


def settle_waiting(*, limit: int = BATCH, now: datetime) -> Crossed:
    """Screen and settle up to `limit` waiting messages. Safe to call from several processes at once.

    One core settles about 2,000 messages a second (`make bench`, beside the rounds); most of the time is the gate's.
    """
    around = surroundings.Known()
    return crossing.cross(
        Message.objects.waiting().only(*READ),
        limit=limit,
        now=now,
        text_of=finding.read_aloud,
        surroundings_of=around.of,
        beside=finding.entering,
    )


def is_anything_waiting() -> bool:
    """Whether any message has not been read by the gate yet, also one that another process is reading now."""
    return Message.objects.waiting().exists()


def move(*, space: Space, message_id: UUID, to: State, seen_version: int) -> bool:
    """Move a message to a lane by a person's decision; false when it is not what the person saw, or not in `space`.

    The caller (the desk) holds the proof and writes the log in the same transaction.
    """
    seen = Message.objects.filter(
        space=space, pk=message_id, version=seen_version, state__in=states.sources(Mover.PERSON, after=to)
    )
    with store.write():
        if not seen.update(state=to, decided=True, version=F("version") + 1, lease=""):
            return False
        finding.enter([(Message.objects.get(pk=message_id), to)])
        return True
