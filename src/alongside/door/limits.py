"""Fair limits: how much one sender may leave in one space in a while, kept across processes and without an address.

A sender is a keyed hash that also holds the day, so yesterday's hashes lead nowhere. Many people can share one address (a
ward, a parish hall): the limit is wide.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.door.models import Sent
from alongside.ground import store
from alongside.ground.errors import Refused

STRETCH = timedelta(minutes=10)
MOST_IN_A_STRETCH = 40


class TooMany(Refused):
    """A sender left very much in a short while and is asked to wait; `wait` says how long."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Very many messages came from your connection just now. Please wait a few minutes and send it again.")
        )
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as the limits need to know: a keyed hash, or empty for one who is not counted."""

    hash: str = ""


NOT_COUNTED = Sender()


@dataclass(frozen=True, slots=True)
class Asked:
    """One message that somebody would like to leave in a space."""

    space_id: UUID
    sender: Sender


def address_of(*, direct: str, forwarded: str, proxies: int) -> str:
    """A sender's network address: whom we see ourselves, or, behind `proxies` of ours, whom the outermost of them saw.

    `forwarded` is the X-Forwarded-For header; what stands before our own proxies' lines anybody can have written.
    """
    if not proxies:
        return direct
    hops = forwarded.split(",")
    return hops[max(len(hops) - proxies, 0)].strip()


def sender(*, direct: str, forwarded: str, now: datetime) -> Sender:
    """Who sends, by the address that we see and the X-Forwarded-For header; nobody while the limits are off."""
    if settings.SITE.limits == "off":
        return NOT_COUNTED
    address = address_of(direct=direct, forwarded=forwarded, proxies=settings.SITE.proxies)
    return Sender(sender_hash(address, secret=settings.SECRET_KEY, now=now))


def sender_hash(address: str, *, secret: str, now: datetime) -> str:
    """A keyed hash of a network address that changes every day (UTC); it cannot be turned back without the secret."""
    text = f"{now:%Y-%m-%d}|{address}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def count_each(asked: Sequence[Asked], *, now: datetime) -> list[Refused | None]:
    """Count each message, inside the write that keeps it, and say of each whether its sender is asked to wait."""
    return [_count(one, now) if one.sender.hash else None for one in asked]


def _count(asked: Asked, now: datetime) -> TooMany | None:
    stretch = int(now.timestamp() // STRETCH.total_seconds())
    mine = Sent.objects.filter(space_id=asked.space_id, sender=asked.sender.hash, stretch=stretch)
    if mine.filter(count__gte=MOST_IN_A_STRETCH).exists():
        return TooMany(timedelta(seconds=(stretch + 1) * STRETCH.total_seconds() - now.timestamp()))
    if not mine.update(count=F("count") + 1):
        # Another message of the same sender may come at this very moment: whoever is second finds the row.
        row = Sent(space_id=asked.space_id, sender=asked.sender.hash, stretch=stretch)
        Sent.objects.bulk_create([row], ignore_conflicts=True)
        mine.update(count=F("count") + 1)
    return None


def forget(*, now: datetime) -> int:
    """Delete the counts of stretches that are over; return how many."""
    stretch = int(now.timestamp() // STRETCH.total_seconds())
    with store.write():
        return Sent.objects.filter(stretch__lt=stretch - 1).delete()[0]
