"""Accepting a message: kept, durably and once, before anyone is told that it is.

One message or five hundred go the same way: each is made ready (`ready`), and all that came together are kept in one
transaction (`keep_each`). `rush` does so for the many, `accept` for one.
"""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.door import consents, doors, limits
from alongside.door.draft import LONGEST_KEY, WORDING, Draft, fit
from alongside.door.limits import NOT_COUNTED, Asked, Sender, TakesAMoment, TooMany
from alongside.door.models import Message, Source
from alongside.ground import ids, many, measures, store
from alongside.ground.errors import Refused
from alongside.passage.states import State
from alongside.spaces.access import Guest

LANGUAGE_UNKNOWN = "und"

_COLUMNS = (
    "id", "receipt", "space", "key", "sent", "source", "kind", "name", "words", "relation", "email", "arrived_at",
    "try_after", "audience", "may_print", "with_name", "wording", "state", "language", "version", "tries", "lease", "mends",
    "no_answer_needed", "off_page", "decided",
)  # fmt: skip
_AS_NEW = (State.WAITING.value, LANGUAGE_UNKNOWN, 1, 0, "", 0, False, False, False)


class BadKey(Refused):
    """A key is missing, or longer than a key can be."""

    status = 422


class OtherWords(Refused):
    """The key was used before, for something else; what came now is not kept. `token` is the first one's receipt."""

    status = 422

    def __init__(self, token: str) -> None:
        super().__init__(
            _("What you sent first has arrived. These words are different: send them as a second message, if you like.")
        )
        self.token = token


_REASONS: dict[type[Refused], str] = {OtherWords: "other_words", TakesAMoment: "too_many", TooMany: "too_many"}


class Receipt(NamedTuple):
    """Proof that a message is kept. `first` is false when the same key had been received before."""

    id: UUID
    token: str
    state: str
    first: bool


class Incoming(NamedTuple):
    """A message on its way in. All about it is settled, but whether it is the first under its key.

    `sent` is a digest of what was sent, so that the same key with other words is noticed also after a mending. `token`
    follows from space, key and digest: whoever sends the same again, to whichever process, is given the same receipt.
    `refusal` is why it cannot be kept now; if it is kept already, its receipt is given all the same.
    """

    id: UUID
    token: str
    space_id: UUID
    key: str
    sent: str
    draft: Draft
    source: str
    at: datetime
    sender: Sender = NOT_COUNTED
    refusal: Refused | None = None


def accept(
    *, guest: Guest, draft: Draft, key: str, now: datetime, sender: Sender = NOT_COUNTED, source: str = Source.FORM
) -> Receipt:
    """Keep a message and return its receipt; the same again under the same key returns the first and stores nothing.

    Durable when it returns (the engine's commit has reached the disk). Nothing is screened here: the message waits, and the
    rounds carry it on.
    Raises `Unfit`, `BadKey`, `OtherWords`, `doors.DoorClosed`, `limits.TakesAMoment`, or `limits.TooMany`.
    """
    outcome = keep_each([ready(guest=guest, draft=draft, key=key, now=now, sender=sender, source=source)])[0]
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def ready(*, guest: Guest, draft: Draft, key: str, now: datetime, sender: Sender, source: str) -> Incoming:
    """Make a draft ready to be kept; no database is asked. Raises `Unfit` or `BadKey`."""
    _check_key(key)
    fitting = fit(draft)
    sent = _digest(fitting)
    space = guest.space
    return Incoming(
        id=ids.new_id(), token=ids.token_for(space.pk.hex, key, sent), space_id=space.pk, key=key, sent=sent,
        draft=fitting, source=str(source), at=now,
        sender=doors.as_it_stands(guest, sender), refusal=doors.check(guest),
    )  # fmt: skip


def keep_each(incoming: Sequence[Incoming]) -> list[Receipt | Refused]:
    """Keep messages in one commit and answer each, in order, with its receipt or with why it is not kept.

    A few statements for all of them: what a message costs does not depend on how many stand in the table.
    """
    with store.write():
        refusals = _refusals(incoming)
        let_in = [one for one, refusal in zip(incoming, refusals, strict=True) if refusal is None]
        new = _insert(let_in)
        known = _kept_before([one for one in incoming if one.id not in new])
    outcomes = [_outcome(one, refusal, new, known) for one, refusal in zip(incoming, refusals, strict=True)]
    _measure(len(new), outcomes)
    return outcomes


def _measure(new: int, outcomes: Sequence[Receipt | Refused]) -> None:
    measures.ACCEPTED.add(amount=new)
    for outcome in outcomes:
        if isinstance(outcome, Refused):
            measures.REFUSED.add(_REASONS.get(type(outcome), "door"))


def _refusals(incoming: Sequence[Incoming]) -> list[Refused | None]:
    counted = [one for one in incoming if one.refusal is None]
    now = max((one.at for one in counted), default=None)
    too_many = limits.count_each([Asked(one.space_id, one.sender) for one in counted], now=now) if now else []
    said = iter(too_many)
    return [one.refusal or next(said) for one in incoming]


def _insert(incoming: Sequence[Incoming]) -> Collection[UUID]:
    """Insert those whose key is new; return their ids."""
    inserted = many.insert_each(Message, columns=_COLUMNS, rows=[_row(one) for one in incoming])
    new = {one.id for one in incoming}
    if inserted != len(incoming):
        new = set(Message.objects.filter(pk__in=new).values_list("pk", flat=True))
    return new


def _row(one: Incoming) -> Sequence[object]:
    draft, says = one.draft, consents.columns(one.draft.consents)
    return (
        one.id, one.token, one.space_id, one.key, one.sent, one.source, str(draft.kind), draft.name, draft.words,
        draft.relation, draft.email, one.at, one.at, says["audience"], says["may_print"], says["with_name"], WORDING,
        *_AS_NEW,
    )  # fmt: skip


_Known = dict[tuple[UUID, str], tuple[UUID, str, str, str]]


def _kept_before(incoming: Sequence[Incoming]) -> _Known:
    """What is kept under the keys of `incoming`: id, receipt, state and digest."""
    if not incoming:
        return {}
    spaces, keys = {one.space_id for one in incoming}, {one.key for one in incoming}
    kept = Message.objects.filter(space__in=spaces, key__in=keys)
    rows = kept.values_list("space_id", "key", "id", "receipt", "state", "sent")
    return {(space, key): (number, token, state, sent) for space, key, number, token, state, sent in rows}


def _outcome(one: Incoming, refusal: Refused | None, new: Collection[UUID], known: _Known) -> Receipt | Refused:
    if one.id in new:
        return Receipt(one.id, one.token, State.WAITING.value, first=True)
    kept = known.get((one.space_id, one.key))
    if kept is None:
        return refusal or BadKey(out_of_date(), field="key")
    number, token, state, sent = kept
    return Receipt(number, token, state, first=False) if sent == one.sent else OtherWords(token)


def _check_key(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or "\0" in key:
        raise BadKey(out_of_date(), field="key")


def _digest(draft: Draft) -> str:
    """What was sent, in 32 letters. No field can hold the character that parts them."""
    said = draft.consents
    answers = f"{said.public:d}{said.print:d}{said.name:d}"
    told = "\0".join((draft.kind, draft.name, draft.words, draft.email, draft.relation, answers))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def out_of_date() -> str:
    """The sentence for a form that no longer fits what is kept."""
    return _("This form is out of date. Load the page again; what you wrote stays on your screen.")
