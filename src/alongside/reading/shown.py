"""How the family sees a message: plain data, with what the reader themselves did with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from alongside.door.models import Kind, Message
from alongside.reading.models import Mark, ReadMark, ThankedMessage, Thanks
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Space

NO_LANGUAGE = "und"


@dataclass(frozen=True, slots=True)
class ThanksShown:
    """The family's thanks, as the one who is thanked sees it."""

    words: str
    by: str
    given_on: date
    language: str

    @property
    def sent_on(self) -> date:
        """The same day, under the name that the page's part asks for."""
        return self.given_on


@dataclass(frozen=True, slots=True)
class MessageHere:
    """A message in the family's rooms. `why`: sentences that say why it was set aside; `thanks`: what was said to it alone.

    `near` is the reader's own mark, and false for a helper, who has none.
    """

    id: UUID
    kind: str
    kind_label: str
    name: str
    relation: str
    words: str
    language: str
    arrived_at: datetime
    arrived_on: date
    near: bool
    why: tuple[str, ...]
    thanks: tuple[ThanksShown, ...]


def messages(reader: Helper, rows: Sequence[Message]) -> tuple[MessageHere, ...]:
    """Rows as plain data, in their order; two questions to the database, however many rows there are."""
    near = _near(reader, rows)
    thanks = _thanks_to_each(reader.space, rows)
    return tuple(_message(row, reader.space, near=row.pk in near, thanks=thanks.get(row.pk, ())) for row in rows)


def _message(row: Message, space: Space, *, near: bool, thanks: tuple[ThanksShown, ...]) -> MessageHere:
    return MessageHere(
        id=row.id, kind=row.kind, kind_label=str(Kind(row.kind).label), name=row.name, relation=row.relation,
        words=row.words, language="" if row.language == NO_LANGUAGE else row.language,
        arrived_at=row.arrived_at, arrived_on=day(row.arrived_at, space), near=near, why=_why(row), thanks=thanks,
    )  # fmt: skip


def _near(reader: Helper, rows: Sequence[Message]) -> set[UUID]:
    if not isinstance(reader, Keeper):
        return set()
    marks = ReadMark.objects.filter(membership=reader.membership, state=Mark.NEAR, message__in=[row.pk for row in rows])
    return set(marks.values_list("message_id", flat=True))


def _thanks_to_each(space: Space, rows: Sequence[Message]) -> dict[UUID, tuple[ThanksShown, ...]]:
    found = ThankedMessage.objects.filter(message__in=[row.pk for row in rows]).select_related("thanks")
    each: dict[UUID, tuple[ThanksShown, ...]] = {}
    for one in found.order_by("-thanks__given_at", "-id"):
        each[one.message_id] = (*each.get(one.message_id, ()), thanks(one.thanks, space))
    return each


def _why(row: Message) -> tuple[str, ...]:
    """What the gate noticed, each sentence once, in the order of the text."""
    findings = (row.verdict or {}).get("findings", [])
    return tuple(dict.fromkeys(finding["why"] for finding in findings if finding["why"]))


def thanks(row: Thanks, space: Space) -> ThanksShown:
    """A word of thanks as plain data."""
    return ThanksShown(words=row.words, by=row.signed, given_on=day(row.given_at, space), language=space.language)


def day(at: datetime, space: Space) -> date:
    """The day on which something happened, where the family lives."""
    return at.astimezone(ZoneInfo(space.time_zone)).date()
