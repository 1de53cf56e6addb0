"""Fair limits: how much one sender, and everybody, may leave in one space in a while, before it takes a moment.

Kept across processes and without an address: a sender is a keyed hash that also holds the day, so yesterday's hashes lead
nowhere, and it is deleted when its stretch is over. Many people can share one address (a ward, a parish hall, the phones of
one carrier), so the limit is wide, and whoever is past it can still send: they show a proof that they took their time (see
`proofs`), one for each message.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.door.models import Tally
from alongside.ground import many, store
from alongside.ground.errors import Refused

STRETCH = timedelta(minutes=10)
MOST_IN_A_STRETCH = 40  # of one sender; from then on each takes a moment
MOST_WITH_PROOFS = 400  # of one sender; then they wait until the stretch is over
FLOOD = 2_000  # of everybody in one space; from then on those whom the family does not know take a moment

_EVERYBODY = ""
_HOST_BITS = 64  # of an IPv6 address: one household or one machine has all of them (RFC 6177)

_Key = tuple[UUID, str, int]  # space, mark, stretch


class TooMany(Refused):
    """A sender left very much in a short while and is asked to wait; `wait` says how long."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Very many messages came from your connection just now. Please wait a few minutes and send it again.")
        )
        self.wait = wait


class TakesAMoment(Refused):
    """This message is taken with a proof that its sender took their time (`proofs.offer` says how to come by one)."""

    status = 429

    def __init__(self, sentence: str, space_id: UUID) -> None:
        super().__init__(sentence)
        self.space_id = space_id


@dataclass(frozen=True, slots=True)
class Proof:
    """That somebody took their time: a keyed hash of what they showed, and the stretch in which it runs out."""

    mark: str = ""
    stretch: int = 0


NO_PROOF = Proof()


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, as far as the limits need to know.

    `hash` is from `sender_hash`, or empty for one who is not counted. `slow`: the family asks everyone who comes like this
    for a proof. `known`: they came with the family's link, or belong to the space.
    """

    hash: str = ""
    proof: Proof = NO_PROOF
    slow: bool = False
    known: bool = False


NOT_COUNTED = Sender()


class Asked(NamedTuple):
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


def sender(*, direct: str, forwarded: str, now: datetime, proof: Proof = NO_PROOF) -> Sender:
    """Who sends, by the address that we see and the X-Forwarded-For header; nobody while the limits are off."""
    if settings.SITE.limits == "off":
        return Sender(proof=proof) if proof.mark else NOT_COUNTED
    address = address_of(direct=direct, forwarded=forwarded, proxies=settings.SITE.proxies)
    return Sender(sender_hash(address, secret=settings.SECRET_KEY, now=now), proof)


def sender_hash(address: str, *, secret: str, now: datetime) -> str:
    """A keyed hash of a network address that changes every day (UTC); it cannot be turned back without the secret."""
    text = f"{now:%Y-%m-%d}|{_network(address)}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]


def _network(address: str) -> str:
    """An IPv6 address without the half that its owner chooses, so that nobody is a new sender each time."""
    if ":" not in address:
        return address
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or IPv6Address(int(found) >> _HOST_BITS << _HOST_BITS))


def stretch_of(at: datetime) -> int:
    """The number of the stretch that a moment lies in."""
    return int(at.timestamp() // STRETCH.total_seconds())


def count_each(asked: Sequence[Asked], *, now: datetime) -> list[Refused | None]:
    """Count each message, inside the write that keeps it, and say of each whether its sender is asked for something first.

    One statement for all of them, and a second one when some are not let in, since only what is let in counts; none when
    nobody is counted and no door is slow. A proof is used up by the message that it lets in.
    """
    if not any(one.sender.hash or one.sender.slow for one in asked):
        return [None] * len(asked)
    stretch = stretch_of(now)
    keys = [_keys(one, stretch) for one in asked]
    each = Counter(key for mine in keys for key in mine)
    reached = _count(each)
    so_far = Counter({key: reached[key] - number for key, number in each.items()})
    said: list[Refused | None] = []
    for one, mine in zip(asked, keys, strict=True):
        so_far.update(mine)
        said.append(_said(one, so_far, stretch, now))
    _count(Counter(key for refusal, mine in zip(said, keys, strict=True) if refusal for key in mine), sign=-1)
    return said


def _keys(asked: Asked, stretch: int) -> list[_Key]:
    """What a message counts for: its sender, everybody, and the proof that it shows."""
    space, sender = asked.space_id, asked.sender
    keys = [(space, sender.hash, stretch), (space, _EVERYBODY, stretch)] if sender.hash else []
    if sender.proof.mark and (sender.hash or sender.slow):
        keys.append((space, sender.proof.mark, sender.proof.stretch))
    return keys


def _count(each: Counter[_Key], *, sign: int = 1) -> dict[_Key, int]:
    return many.count_up(
        Tally, of=("space", "mark", "stretch"), by={key: sign * number for key, number in each.items()}
    )


def _said(asked: Asked, so_far: Counter[_Key], stretch: int, now: datetime) -> Refused | None:
    space, sender = asked.space_id, asked.sender
    theirs = so_far[space, sender.hash, stretch] if sender.hash else 0
    if theirs > MOST_WITH_PROOFS:
        return TooMany(timedelta(seconds=(stretch + 1) * STRETCH.total_seconds() - now.timestamp()))
    sentence = _why_slow(sender, theirs, so_far[space, _EVERYBODY, stretch])
    if not sentence or (sender.proof.mark and so_far[space, sender.proof.mark, sender.proof.stretch] == 1):
        return None
    return TakesAMoment(sentence, space)


def _why_slow(sender: Sender, theirs: int, everybodys: int) -> str:
    if sender.slow:
        return _("The family asks everyone to take a moment before they send.")
    if theirs > MOST_IN_A_STRETCH:
        return _("Many messages came from your connection just now, perhaps from others who share it.")
    if everybodys > FLOOD and sender.hash and not sender.known:
        return _("Very many people are writing to this family just now.")
    return ""


def forget(*, now: datetime) -> int:
    """Delete the counts of stretches that are over; return how many."""
    with store.write():
        return Tally.objects.filter(stretch__lt=stretch_of(now)).delete()[0]
