"""The consent ledger: lines are only added; the last one of a message holds."""

from datetime import datetime, timedelta
from typing import TypedDict

from alongside.door.draft import WORDING, Consents
from alongside.door.models import Consent, Message, Teaching
from alongside.spaces.models import Audience


class Columns(TypedDict):
    """The message's own columns that repeat the last line of the ledger."""

    audience: str
    may_print: bool
    with_name: bool


def columns(consents: Consents) -> Columns:
    """What the answers mean for the message's columns."""
    audience = Audience.PUBLIC if consents.public else Audience.KEEPERS
    return {"audience": audience, "may_print": consents.print, "with_name": consents.name}


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


def write_down(message: Message, consents: Consents, *, at: datetime, wording: str) -> None:
    """Add a line to the ledger. Call it inside the write that keeps the answers."""
    Consent.objects.create(
        space_id=message.space_id, message=message, at=at, wording=wording,
        public=consents.public, print=consents.print, name=consents.name,
    )  # fmt: skip
