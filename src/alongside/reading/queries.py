"""What pages read in the reading room: frozen, plain answers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from alongside.door.models import Message
from alongside.passage.states import State
from alongside.reading.models import Thanks, ThankedMessage, ThankedWhom
from alongside.spaces.models import Space


@dataclass(frozen=True, slots=True)
class ThanksShown:
    """The family's thanks, as the one who is thanked sees it."""

    words: str
    by: str
    given_on: date
    language: str


def thanks_for(*, message_id: UUID) -> tuple[ThanksShown, ...]:
    """Every word of thanks that is meant for a message's writer, newest first; none once they have taken it back.

    A message that is held back is thanked like any other: its writer must not learn from its absence that it is.
    """
    message = Message.objects.select_related("space").exclude(state=State.WITHDRAWN).filter(pk=message_id).first()
    if message is None:
        return ()
    named = ThankedMessage.objects.filter(thanks=OuterRef("pk"), message=message)
    meant = Q(to=ThankedWhom.ALL, given_at__gte=message.arrived_at) | Q(Exists(named))
    found = Thanks.objects.filter(meant, space=message.space).order_by("-given_at", "-id")
    return tuple(_thanks(one, message.space) for one in found)


def _thanks(thanks: Thanks, space: Space) -> ThanksShown:
    return ThanksShown(
        words=thanks.words, by=thanks.signed, given_on=day(thanks.given_at, space), language=space.language
    )


def day(at: datetime, space: Space) -> date:
    """The day on which something happened, where the family lives."""
    return at.astimezone(ZoneInfo(space.time_zone)).date()
