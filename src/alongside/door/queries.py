"""What pages and programs read at the door: the space's public messages, and a writer's own receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TypeVar
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Model, Q, QuerySet, Value
from django.utils.translation import get_language

from alongside.door import consents, porch
from alongside.door.draft import Consents
from alongside.door.models import LOW_LOT, Kind, Message
from alongside.ground import lots, prepared
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.spaces.access import Guest, Keeper
from alongside.spaces.models import Space, Visibility

LONG = timedelta(minutes=5)  # to wait for the gate, which takes a second or two on any other day

Rows = TypeVar("Rows", bound=Model)


@dataclass(frozen=True, slots=True)
class MessageShown:
    """A message as others than its writer see it. `name` is empty where the writer did not agree to have it shown."""

    id: UUID
    kind: str
    kind_label: str
    name: str
    relation: str
    words: str
    language: str
    arrived_at: datetime

    @property
    def arrived_on(self) -> datetime:
        """The same moment, under the name that the page's part asks for."""
        return self.arrived_at


@dataclass(frozen=True, slots=True)
class Page:
    """A page of messages, newest first, and the cursor of the next one (empty at the end)."""

    messages: tuple[MessageShown, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """A message as its writer sees it on their receipt."""

    id: UUID
    space: Space
    kind: str
    kind_label: str
    name: str
    words: str
    relation: str
    email: str
    consents: Consents
    arrived_at: datetime
    mended_at: datetime | None
    mends: int
    state: str
    language: str
    is_withdrawn: bool
    no_answer_needed: bool
    teaches: bool

    @property
    def arrived_on(self) -> datetime:
        """The same moment, under the name that the page's part asks for."""
        return self.arrived_at

    @property
    def may_teach(self) -> bool:
        """Whether the writer is asked to let their words teach the gate: where there are words, as they first came, and
        the family said yes. Where the writer's own yes stands, they can always take it back.
        """
        return self.teaches or (bool(self.words) and not self.mends and self.space.teaches_gate)

    @property
    def is_space_there(self) -> bool:
        """Whether its page can still be opened by someone who has its address: a private one is not named here."""
        space = self.space
        return space.is_seen and not space.is_closed and space.visibility != Visibility.PRIVATE


@dataclass(frozen=True, slots=True)
class LightSeen:
    """What the sky needs of a message: a key for its place, when it came, its kind, who sent it, and its lot."""

    id: UUID
    arrived_at: datetime
    kind: str
    who: str
    lot: float


@dataclass(frozen=True, slots=True)
class Lights:
    """The brightest lights of a sky, the brightest first, and about how many there are in all."""

    brightest: tuple[LightSeen, ...]
    among: int


# As plain values: fifty rows of Django's own, with a verdict each, take longer than all the rest of the page.
_SHOWN = ("id", "kind", "name", "with_name", "words", "language", "arrived_at")
_Row = tuple[UUID, str, str, bool, str, str, datetime]


def public_page(*, guest: Guest, cursor: str = "", limit: int = 20) -> Page:
    """The messages that anyone who may open the page may read. Raises `NotThere` for a cursor that is none."""
    if not guest.space.shows_messages:
        return Page((), "")
    if not cursor:
        return _cut(_newest_on_page(guest.space.pk, limit), limit)
    return page(Message.objects.in_space(guest.space).on_page(), cursor=cursor, limit=limit)


@prepared.once
def _newest_on_page(space_id: UUID, limit: int) -> QuerySet[Message, _Row]:
    return _first(Message.objects.filter(space_id=space_id).on_page(), limit)


def offered_for_page(*, keeper: Keeper, cursor: str = "", limit: int = 20) -> tuple[Page, frozenset[UUID]]:
    """For a keeper: every message whose writer lets everyone read it, and the ids of those kept from the page."""
    offered = Message.objects.in_space(keeper.space).offered_for_page()
    on, off = (page(offered.filter(off_page=Value(kept)), cursor=cursor, limit=limit) for kept in (False, True))
    both = sorted((*on.messages, *off.messages), key=lambda one: (one.arrived_at, one.id), reverse=True)
    shown, following = both[:limit], bool(on.next_cursor or off.next_cursor or both[limit:])
    next_cursor = _cursor(shown[-1].arrived_at, shown[-1].id) if following else ""
    return Page(tuple(shown), next_cursor), frozenset(one.id for one in off.messages if one in shown)


def page(messages: QuerySet[Message], *, cursor: str, limit: int) -> Page:
    """Cut one page out of `messages`, newest first, as others than the family see them."""
    return _cut(list(_first(after(messages, cursor), limit)), limit)


def _first(messages: QuerySet[Message], limit: int) -> QuerySet[Message, _Row]:
    """The newest, and one more, by which the last page is known."""
    return messages.order_by("-arrived_at", "-id").values_list(*_SHOWN)[: limit + 1]


def _cut(rows: Sequence[_Row], limit: int) -> Page:
    shown = tuple(_show(row) for row in rows[:limit])
    return Page(shown, _cursor(shown[-1].arrived_at, shown[-1].id) if len(rows) > limit else "")


def _show(row: _Row) -> MessageShown:
    number, kind, name, with_name, words, language, at = row
    return MessageShown(
        id=number, kind=kind, kind_label=_label(kind), name=name if with_name else "", relation="", words=words,
        language=language, arrived_at=at,
    )  # fmt: skip


def _label(kind: str) -> str:
    return _label_in(get_language(), kind)


@cache
def _label_in(language: str | None, kind: str) -> str:
    """In the language that holds: fifty messages ask for five labels."""
    return str(Kind(kind).label)


def cursor_of(message: Message) -> str:
    """Where the next page begins: after this message, newest first."""
    return _cursor(message.arrived_at, message.id)


def _cursor(at: datetime, number: UUID) -> str:
    return f"{at.isoformat()}_{number.hex}"


def after(rows: QuerySet[Rows], cursor: str, *, of: str = "") -> QuerySet[Rows]:
    """Those that come after a cursor, newest first; all of them for an empty one. Raises `NotThere` for a broken one.

    `of`: the way from a row to its message, when it is none itself.
    """
    if not cursor:
        return rows
    at, last = place_of(cursor)
    earlier = Q(**{f"{of}arrived_at__lt": at}) | Q(**{f"{of}arrived_at": at, f"{of}id__lt": last})
    return rows.filter(earlier, **{f"{of}arrived_at__lte": at})


def place_of(cursor: str) -> tuple[datetime, UUID]:
    """When the message came that a cursor names, and its id. Raises `NotThere` for a cursor that is none."""
    try:
        when, _, key = cursor.rpartition("_")
        at, last = datetime.fromisoformat(when), UUID(key)
        if at.utcoffset() is None:
            raise NotThere
        return at.astimezone(UTC), last
    except (ValueError, OverflowError):
        raise NotThere from None


def receipt(*, token: str) -> ReceiptShown:
    """The message behind a receipt. Raises `NotThere` for a forged one, and `porch.OnTheWay` for one that waits there."""
    message = _of_receipt(token)
    if message is None:
        raise NotThere
    return ReceiptShown(
        id=message.id, space=message.space, kind=message.kind, kind_label=str(Kind(message.kind).label),
        name=message.name, words=message.words, relation=message.relation, email=message.email,
        consents=consents.of(message), arrived_at=message.arrived_at, mended_at=message.mended_at, mends=message.mends,
        state=message.state, is_withdrawn=message.state == State.WITHDRAWN,
        no_answer_needed=message.no_answer_needed, language=message.language,
        teaches=consents.teaches(message),
    )  # fmt: skip


def _of_receipt(token: str) -> Message | None:
    """While the database is away, or has not been given it yet, a message may wait on the porch."""
    found = Message.objects.select_related("space", "space__vocabulary").filter(receipt=token)
    try:
        message = found.first()
    except DatabaseError:
        if porch.find(token):
            raise porch.OnTheWay from None
        raise
    if message is None and porch.find(token):
        raise porch.OnTheWay
    return message or found.first()  # it may have been carried in between the two looks


def lights(*, space: Space, public: bool, most: int) -> Lights:
    """The brightest lights of a space's sky: of those on its page, or (for the family) of every message let through.

    How bright each is was decided by lot. Where the few lots that an index holds are not enough, all are looked through:
    then there are a few thousand at most. The 2,600 brightest of a million took 30 ms on SQLite and 23 on PostgreSQL, of
    9,000 (all looked through) 50, on a machine busy with other work.
    """
    theirs = Message.objects.in_space(space)
    bright = by_lot(theirs.on_page() if public else theirs.for_family())
    rows = _lights(bright.filter(LOW_LOT), most)
    if len(rows) < most:
        rows = _lights(bright, most)
    return Lights(rows, lots.how_many([one.lot for one in rows], most=most))


def by_lot(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The brightest first."""
    return messages.order_by(lots.Lot("id"))


def _lights(found: QuerySet[Message], most: int) -> tuple[LightSeen, ...]:
    rows = found.values_list("id", "arrived_at", "kind", "name")[:most]
    return tuple(LightSeen(*row, lots.lot_of(row[0])) for row in rows)


def how_many(*, space: Space, public: bool, most: int) -> int:
    """How many lights there are, or `most` when there are more: never shown as a number, only as "a few" or "very many"."""
    found = Message.objects.in_space(space)
    found = found.on_page() if public else found.for_family()
    return found[:most].count()


def waiting_since() -> datetime | None:
    """When the oldest message came that nothing has read yet: the truest sign of the rounds' health. None: none waits."""
    return Message.objects.waiting().order_by("try_after", "pk").values_list("arrived_at", flat=True).first()


def is_left_lying(*, now: datetime) -> bool:
    """Whether a message waits for long and nobody reads any: what somebody has claimed is due in the future only.

    In a flood much waits for long, and is being read all the time.
    """
    waiting = Message.objects.waiting()
    lies = waiting.filter(try_after__lt=now - LONG).order_by().exists()
    return lies and not waiting.filter(try_after__gt=now).order_by().exists()
