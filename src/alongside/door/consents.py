"""The consent ledger: what a message came with stands in the message; whoever changes an answer adds a line.

Lines are only added, and the last one holds. Nearly nobody changes an answer, so hardly any message has a line: in a flood
nobody waits for a second table and its indexes to be written.
"""

from datetime import datetime, timedelta
from typing import TypedDict

from alongside.door.draft import WORDING, Consents
from alongside.door.models import Consent, Message, Teaching
from alongside.spaces.models import Audience


class Columns(TypedDict):
    """The message's own columns that say what holds now."""

    audience: str
    may_print: bool
    with_name: bool


_AUDIENCES = {True: Audience.PUBLIC.value, False: Audience.KEEPERS.value}


def columns(consents: Consents) -> Columns:
    """What the answers mean for the message's columns."""
    return {"audience": _AUDIENCES[consents.public], "may_print": consents.print, "with_name": consents.name}


def of(message: Message) -> Consents:
    """The answers that hold now."""
    return Consents(public=message.audience == Audience.PUBLIC, print=message.may_print, name=message.with_name)


def teaches(message: Message) -> bool:
    """Whether the writer lets these words teach the gate: the last line holds."""
    last = _last_teaching(message)
    return last is not None and last.agrees


def let_teach(message: Message, *, agrees: bool, at: datetime) -> None:
    """Add a line to the ledger about teaching, behind the last one also where the clock was set back since. In a write."""
    last = _last_teaching(message)
    behind = max(at, last.at + timedelta(microseconds=1)) if last else at
    Teaching.objects.create(space_id=message.space_id, message=message, agrees=agrees, at=behind, wording=WORDING)


def _last_teaching(message: Message) -> Teaching | None:
    return Teaching.objects.filter(message=message).order_by("-at", "-id").first()


def write_down(message: Message, consents: Consents, *, at: datetime) -> None:
    """Add a line to the ledger, and before the first one what the message came with.

    `message` as it was before the change; call it inside the write that keeps the answers.
    """
    if not Consent.objects.filter(message=message).exists():
        _add(message, of(message), at=message.arrived_at, wording=message.wording)
    _add(message, consents, at=at, wording=WORDING)


def _add(message: Message, consents: Consents, *, at: datetime, wording: str) -> None:
    Consent.objects.create(
        space_id=message.space_id, message=message, at=at, wording=wording,
        public=consents.public, print=consents.print, name=consents.name,
    )  # fmt: skip
