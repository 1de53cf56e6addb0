"""Claiming a held text for a while, so that two people do not read the same one. It tells the others; it locks nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.desk import texts
from alongside.desk.duty import Duty
from alongside.desk.models import Claim
from alongside.door.models import Message
from alongside.ground import store
from alongside.ground.errors import Refused

LASTS = timedelta(minutes=10)


class WithAnother(Refused):
    """Somebody else is reading this text."""

    status = 409


@dataclass(frozen=True, slots=True)
class Claimed:
    """A text is with this person until then."""

    message_id: UUID
    until: datetime


def claim(*, duty: Duty, message_id: UUID, now: datetime) -> Claimed:
    """Take a text for ten minutes; taking it again takes it anew. Raises `WithAnother`, or `NotThere`."""
    message = texts.find(duty, message_id, now=now)
    claimed = Claimed(message.pk, now + LASTS)
    try:
        _put(duty, message, claimed, now)
    except IntegrityError:
        raise WithAnother(_("Someone else has just taken this one. You can still read it and decide.")) from None
    return claimed


def _put(duty: Duty, message: Message, claimed: Claimed, now: datetime) -> None:
    with store.write():
        free = Claim.objects.filter(Q(person=duty.person) | Q(until__lte=now), message=message)
        if not free.update(person=duty.person, until=claimed.until):
            Claim.objects.create(
                space_id=message.space_id, message=message, person=duty.person, until=claimed.until
            )  # fmt: skip


def let_go(*, duty: Duty, message_id: UUID) -> None:
    """Give a text back to whoever comes next; nothing happens if it was not with this person."""
    with store.write():
        Claim.objects.filter(message=message_id, person=duty.person).delete()
