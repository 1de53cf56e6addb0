"""What pages and programs read at the door: the space's public messages, and a writer's own receipt."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast

from alongside.door import consents
from alongside.door.draft import Consents
from alongside.door.models import Kind, Message
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.spaces.access import Guest, Keeper
from alongside.spaces.models import Audience, Space, Visibility

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

    @property
    def arrived_on(self) -> datetime:
        """The same moment, under the name that the page's part asks for."""
        return self.arrived_at

    @property
    def is_space_there(self) -> bool:
        """Whether its page can still be opened by someone who has its address: a private one is not named here."""
        space = self.space
        return space.is_seen and not space.is_closed and space.visibility != Visibility.PRIVATE


@dataclass(frozen=True, slots=True)
class LightSeen:
    """What the sky needs of a message: when it came, a key for its place, and its kind. No name."""

    id: str
    arrived_at: datetime
    kind: str
    who: str


def public_page(*, guest: Guest, cursor: str = "", limit: int = 20) -> Page:
    """The messages that anyone who may open the page may read. Raises `NotThere` for a cursor that is none."""
    if not guest.space.shows_messages:
        return Page((), "")
    return page(Message.objects.in_space(guest.space).on_page(), cursor=cursor, limit=limit, named=False)


def offered_for_page(*, keeper: Keeper, cursor: str = "", limit: int = 20) -> tuple[Page, frozenset[UUID]]:
    """For a keeper: every message whose writer lets everyone read it, and the ids of those kept from the page."""
    offered = Message.objects.in_space(keeper.space).filter(state=State.OPEN, audience=Audience.PUBLIC)
    shown = page(offered, cursor=cursor, limit=limit, named=False)
    off = offered.filter(off_page=True, pk__in=[message.id for message in shown.messages])
    return shown, frozenset(off.values_list("pk", flat=True))


def page(messages: QuerySet[Message], *, cursor: str, limit: int, named: bool) -> Page:
    """Cut one page out of `messages`, newest first. `named`: with every name (the family), or only those that agreed."""
    rows = list(after(messages, cursor).order_by("-arrived_at", "-id")[: limit + 1])
    shown = tuple(show(row, named=named) for row in rows[:limit])
    return Page(shown, cursor_of(rows[limit - 1]) if len(rows) > limit else "")


def cursor_of(message: Message) -> str:
    """Where the next page begins: after this message, newest first."""
    return f"{message.arrived_at.isoformat()}_{message.id.hex}"


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


def show(message: Message, *, named: bool) -> MessageShown:
    """A message as plain data."""
    return MessageShown(
        id=message.id, kind=message.kind, kind_label=str(Kind(message.kind).label),
        name=message.name if named else message.name_on_page, relation=message.relation if named else "",
        words=message.words, language=message.language, arrived_at=message.arrived_at,
    )  # fmt: skip


def receipt(*, token: str) -> ReceiptShown:
    """The message behind a receipt. Raises `NotThere` for a forged one."""
    message = Message.objects.select_related("space", "space__vocabulary").filter(receipt=token).first()
    if message is None:
        raise NotThere
    return ReceiptShown(
        id=message.id, space=message.space, kind=message.kind, kind_label=str(Kind(message.kind).label),
        name=message.name, words=message.words, relation=message.relation, email=message.email,
        consents=consents.of(message), arrived_at=message.arrived_at, mended_at=message.mended_at, mends=message.mends,
        state=message.state, is_withdrawn=message.state == State.WITHDRAWN,
        no_answer_needed=message.no_answer_needed, language=message.language,
    )  # fmt: skip


def lights(*, space: Space, public: bool) -> list[LightSeen]:
    """Every light of a space's sky, oldest first: those on its page, or (for the family) every message let through."""
    found = Message.objects.in_space(space)
    found = found.on_page() if public else found.for_family()
    # As text: a UUID object for each of 50,000 rows would take longer than drawing them.
    rows = found.order_by("arrived_at", "id").values_list(Cast("id", TextField()), "arrived_at", "kind", "name")
    return [LightSeen(*row) for row in rows.iterator(chunk_size=5000)]


def how_many(*, space: Space, public: bool, most: int = 5_001) -> int:
    """How many lights there are, or `most` when there are more: never shown as a number, only as "a few" or "very many"."""
    found = Message.objects.in_space(space)
    found = found.on_page() if public else found.for_family()
    return found[:most].count()


def waiting_since() -> datetime | None:
    """When the oldest message came that nothing has read yet: the truest sign of the rounds' health. None: none waits."""
    return Message.objects.waiting().order_by("arrived_at").values_list("arrived_at", flat=True).first()
