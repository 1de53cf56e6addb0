"""The consent ledger: lines are only added; the last one for each question holds."""

from datetime import datetime
from typing import TypedDict

from django.db import models

from alongside.door.draft import Consents
from alongside.door.models import Consent, ConsentTo, Message
from alongside.spaces.models import Audience


class Columns(TypedDict):
    """The message's own columns that repeat the last line for each question."""

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


def write_down(
    message: Message, consents: Consents, *, at: datetime, wording: str, before: Consents | None = None
) -> None:
    """Add a line for each answer; with `before`, only for those that changed. Call it inside the write that keeps them."""
    said = {ConsentTo.PUBLIC: consents.public, ConsentTo.PRINT: consents.print, ConsentTo.NAME: consents.name}
    earlier = {} if before is None else {
        ConsentTo.PUBLIC: before.public, ConsentTo.PRINT: before.print, ConsentTo.NAME: before.name
    }  # fmt: skip
    Consent.objects.bulk_create(
        Consent(space_id=message.space_id, message=message, to=to, given=given, at=at, wording=wording)
        for to, given in said.items()
        if earlier.get(to) is not given
    )


def ledger(message: Message) -> models.QuerySet[Consent]:
    """Every line for one message, oldest first."""
    return message.consents.order_by("at", "id")
