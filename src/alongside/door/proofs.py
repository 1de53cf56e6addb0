"""Proofs that a sender took their time: a sum that a phone solves by itself (ALTCHA), or a ticket that was waited with.

Neither asks anything of a person: no puzzle, nothing to see or to hear. The sum is ALTCHA's, version 2: find the number
whose SHA-256, with a nonce and a salt, begins as told; about thirty thousand tries, a second or two on an old phone. The
ticket is for those without scripts: it counts from half a minute after it was given. Both are signed, hold their space and
their time, and let one message in (`limits.count_each`).
"""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from altcha import create_challenge, verify_solution
from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

from alongside.door.limits import NO_PROOF, Proof, stretch_of
from alongside.ground import ids

WAIT = timedelta(seconds=30)
GOOD_FOR = timedelta(minutes=30)
HARDEST = 60_000  # tries that a sum takes at most; half of them as a rule
LONGEST = 4_000  # letters of a proof

_NAME = "alongside.door.proofs"


@dataclass(frozen=True, slots=True)
class Offer:
    """Two ways to a proof. `challenge` is ALTCHA's, as JSON, empty where none is offered; `ticket` counts after `wait`."""

    challenge: str
    ticket: str
    wait: timedelta


@dataclass(frozen=True, slots=True)
class _Ticket:
    """What a ticket says: of which space it is, a name of its own, and from when to when it counts."""

    space: str
    name: str
    since: datetime
    until: datetime


def offer(*, space_id: UUID, now: datetime, shown: str = "") -> Offer:
    """Offer a sum and a ticket. `shown` is what came instead of a proof: a ticket that is too early is kept.

    Who came with a sum that does not count is offered no other, so that no script goes round and round.
    """
    ticket = _ticket(shown)
    if ticket and ticket.space == space_id.hex and now < ticket.since <= now + WAIT:  # later: the clock was set back
        return Offer(_challenge(space_id, now), shown, ticket.since - now)
    return Offer("" if shown and not ticket else _challenge(space_id, now), _new_ticket(space_id, now), WAIT)


def read(*, shown: str, space_id: UUID, now: datetime) -> Proof:
    """What was shown, as a proof for this space; `NO_PROOF` when it is none, or none yet, or none any more."""
    if not shown or len(shown) > LONGEST:
        return NO_PROOF
    ticket = _ticket(shown) or _solved(shown)
    if ticket is None or ticket.space != space_id.hex or not ticket.since <= now < ticket.until:
        return NO_PROOF
    mark = salted_hmac(_NAME, ticket.name, algorithm="sha256").hexdigest()[:32]
    return Proof(mark, stretch_of(ticket.until))


def _new_ticket(space_id: UUID, now: datetime) -> str:
    since, until = (now + WAIT).timestamp(), (now + GOOD_FOR).timestamp()
    return Signer(salt=_NAME).sign_object([space_id.hex, ids.new_token(), since, until])


def _ticket(shown: str) -> _Ticket | None:
    try:
        space, name, since, until = Signer(salt=_NAME).unsign_object(shown)
    except (BadSignature, ValueError):
        return None
    return _Ticket(space, name, datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC))


def _challenge(space_id: UUID, now: datetime) -> str:
    made = create_challenge(
        "SHA-256", cost=1, counter=secrets.randbelow(HARDEST), hmac_secret=_secret(),
        data={"space": space_id.hex, "since": int(now.timestamp()), "until": int((now + GOOD_FOR).timestamp())},
    )  # fmt: skip
    return json.dumps(made.to_dict())


def _solved(shown: str) -> _Ticket | None:
    """A solution, as if it were a ticket; its time is checked by whoever asks, who knows what time it is."""
    if not verify_solution(shown, _secret()).verified:
        return None
    challenge = json.loads(base64.b64decode(shown))["challenge"]
    said = challenge["parameters"]["data"]
    since, until = (datetime.fromtimestamp(said[name], UTC) for name in ("since", "until"))
    return _Ticket(said["space"], challenge["signature"], since, until)


def _secret() -> str:
    return salted_hmac(_NAME, "altcha", algorithm="sha256").hexdigest()
