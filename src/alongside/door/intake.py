"""Accepting a message: kept, durably and once, before anyone is told that it is."""

import hashlib
import json
from dataclasses import astuple, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.door import consents, limits
from alongside.door.draft import LONGEST_KEY, WORDING, Draft, fit
from alongside.door.models import Message, Source
from alongside.ground import ids, store
from alongside.ground.errors import Refused
from alongside.spaces.access import Guest


class BadKey(Refused):
    """A key is missing, or longer than a key can be."""

    status = 422


class DoorClosed(Refused):
    """The family takes no messages at the moment."""

    status = 403


class OtherWords(Refused):
    """The key was used before, for something else; what came now is not kept. `token` is the first one's receipt."""

    status = 422

    def __init__(self, token: str) -> None:
        super().__init__(
            _("What you sent first has arrived. These words are different: send them as a second message, if you like.")
        )
        self.token = token


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a message is kept. `first` is false when the same key had been received before."""

    id: UUID
    token: str
    state: str
    first: bool


def accept(
    *, guest: Guest, draft: Draft, key: str, now: datetime, sender: str = "", source: str = Source.FORM
) -> Receipt:
    """Keep a message and return its receipt; the same again under the same key returns the first and stores nothing.

    Durable when it returns (the engine's commit has reached the disk). Nothing is screened here: the message waits, and the
    rounds carry it on. `sender` is a hash from `limits.sender_hash`, or empty to count nothing.
    Raises `Unfit`, `BadKey`, `OtherWords`, `DoorClosed`, or `limits.TooMany`.
    """
    _check_key(key)
    fitting = fit(draft)
    try:
        if not guest.space.door_open:
            raise DoorClosed(_("The family is not taking messages at the moment. Please come back another day."))
        return _keep(guest, fitting, key=key, now=now, sender=sender, source=source)
    except (IntegrityError, DoorClosed, limits.TooMany):
        known = _sent_before(guest, fitting, key)
        if known is None:
            raise
        return known


def _check_key(key: str) -> None:
    if not key or len(key) > LONGEST_KEY or "\0" in key:
        raise BadKey(out_of_date(), field="key")


def _sent_before(guest: Guest, draft: Draft, key: str) -> Receipt | None:
    """The receipt of what was kept under this key. Raises `OtherWords` when that was something else."""
    kept = Message.objects.filter(space=guest.space, key=key).values_list("id", "receipt", "state", "sent").first()
    if kept is None:
        return None
    number, token, state, sent = kept
    if sent != _digest(draft):
        raise OtherWords(token)
    return Receipt(number, token, state, first=False)


def _digest(draft: Draft) -> str:
    """What was sent, in 32 letters, so that the same key with other words is noticed also after a mending."""
    told = json.dumps(astuple(draft), ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _keep(guest: Guest, draft: Draft, *, key: str, now: datetime, sender: str, source: str) -> Receipt:
    message = Message(
        space=guest.space, kind=draft.kind, name=draft.name, words=draft.words, relation=draft.relation,
        email=draft.email, key=key, sent=_digest(draft), receipt=ids.new_token(), source=source,
        arrived_at=now, try_after=now, **consents.columns(draft.consents),
    )  # fmt: skip
    with store.write():
        limits.count(space=guest.space, sender=sender, now=now)
        message.save(force_insert=True)
        consents.write_down(message, draft.consents, at=now, wording=WORDING)
    return Receipt(message.id, message.receipt, message.state, first=True)


def out_of_date() -> str:
    """The sentence for a form that no longer fits what is kept."""
    return _("This form is out of date. Load the page again; what you wrote stays on your screen.")
