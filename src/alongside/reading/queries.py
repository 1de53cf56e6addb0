"""What pages read in the reading room: frozen, plain answers. Nothing is counted, and what a keeper put away stays away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from alongside.door.models import Message
from alongside.door.queries import after, cursor_of
from alongside.ground.errors import NotThere
from alongside.passage.states import READABLE, State
from alongside.reading import marks, shown
from alongside.reading.models import Apart, Mark, Place, ReadMark, ThankedMessage, ThankedWhom, Thanks
from alongside.reading.shown import MessageHere, ThanksShown
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Membership, Pace

AT_ONCE = {Pace.A_LITTLE: 5, Pace.AS_IT_COMES: 20}  # messages at hand, for each pace at which there are any
PAGE = 20
PAGE_OF_NAMES = 200
PAGE_OF_CHOICES = 60
NAMES_THANKED = 12  # of those whom one word of thanks was meant for, so many are named
MANY = 12  # from so many on, "many people have written" is true; the number itself is never told


class Waits(StrEnum):
    """How much there is, in words."""

    NOTHING = "nothing"
    SOME = "some"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A few messages for one keeper. `more`: others wait after these. `rests`: they have had enough for today.

    `waits` says how much there is where no message is shown. `apart`: some wait apart, and the keeper has not said what
    should be done with them.
    """

    pace: str
    messages: tuple[MessageHere, ...]
    more: bool = False
    rests: bool = False
    waits: Waits = Waits.SOME
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of messages, newest first, and the cursor of the next page (empty at the end)."""

    messages: tuple[MessageHere, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class Names:
    """A page of names, those who wrote last first; one who wrote twice stands there once."""

    names: tuple[str, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class NamedMessage:
    """Who wrote a message, without their words: for choosing whom to thank."""

    id: UUID
    name: str
    relation: str
    arrived_on: date


@dataclass(frozen=True, slots=True)
class Choice:
    """A page of people to choose among, those who wrote last first."""

    people: tuple[NamedMessage, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class ThanksGiven:
    """A word of thanks as the family finds it again. `names`: some of those it was meant for; `others`: there are more."""

    thanks: ThanksShown
    to: str
    names: tuple[str, ...]
    others: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A page of thanks given, the last one first."""

    thanks: tuple[ThanksGiven, ...]
    next_cursor: str


def thanks_for(*, message_id: UUID) -> tuple[ThanksShown, ...]:
    """Every word of thanks that is meant for a message's writer, newest first; none once they have taken it back.

    A message that is held back is thanked like any other: its writer must not learn from its absence that it is.
    """
    message = Message.objects.select_related("space").exclude(state=State.WITHDRAWN).filter(pk=message_id).first()
    if message is None:
        return ()
    named = ThankedMessage.objects.filter(thanks=OuterRef("pk"), message=message)
    meant = Q(to=ThankedWhom.ALL, given_at__gte=message.arrived_at) | Q(Exists(named))
    found = Thanks.objects.filter(meant, space=message.space).order_by("-given_at", "-id")
    return tuple(shown.thanks(one, message.space) for one in found)


def bundle(*, keeper: Keeper, now: datetime) -> Bundle:
    """What is before a keeper: the messages at hand, as their pace has it. Draws none anew (`shelf.next_bundle` does)."""
    pace = Pace(keeper.membership.pace)
    place = Place.objects.filter(membership=keeper.membership).first()
    if pace not in AT_ONCE:
        return Bundle(pace, (), waits=_waits(keeper))
    if _rests(place, now):
        return Bundle(pace, (), rests=True)
    rows = marks.at_hand(keeper, place.at_hand if place else [])[: AT_ONCE[pace]]
    more = bool(rows) and marks.unread(keeper).exclude(pk__in=[row.pk for row in rows]).exists()
    return Bundle(
        pace, shown.messages(keeper, rows), more=more, waits=Waits.SOME if rows else _waits(keeper),
        apart=_asks_about_apart(keeper, place),
    )  # fmt: skip


def has_room(*, keeper: Keeper, now: datetime) -> bool:
    """Whether this keeper reads at the moment and has nothing at hand."""
    place = Place.objects.filter(membership=keeper.membership).first()
    reads = keeper.membership.pace in AT_ONCE and not _rests(place, now)
    return reads and not (place and marks.is_any_at_hand(keeper, place.at_hand))


def _rests(place: Place | None, now: datetime) -> bool:
    return place is not None and place.rests_until is not None and place.rests_until > now


def _waits(keeper: Keeper) -> Waits:
    seen = len(Message.objects.in_space(keeper.space).for_family().values_list("pk", flat=True)[:MANY])
    if seen == 0:
        return Waits.NOTHING
    return Waits.MANY if seen == MANY else Waits.SOME


def _asks_about_apart(keeper: Keeper, place: Place | None) -> bool:
    if place is not None and place.apart != Apart.UNDECIDED:
        return False
    return marks.not_put_away(Message.objects.in_space(keeper.space).filter(state=State.GENTLE), keeper).exists()


def everything(*, reader: Helper, cursor: str = "", limit: int = PAGE) -> Shelf:
    """Every message that was let through, newest first: for a helper all of them, for a keeper without what they put away.

    Raises `NotThere` for a broken cursor; so do the other shelves.
    """
    return _shelf(reader, Message.objects.in_space(reader.space).for_family(), cursor, limit)


def read_before(*, keeper: Keeper, cursor: str = "", limit: int = PAGE) -> Shelf:
    """What this keeper has read, to find it again. Of 20,000 messages 30 ms (SQLite), 51 (PostgreSQL): all are sorted."""
    # From the marks to the messages: the other way round would pass all that came since and is unread.
    read = ReadMark.objects.filter(membership=keeper.membership, message__state=State.OPEN).exclude(state=Mark.NEVER)
    found = (
        after(read, cursor, of="message__").select_related("message").order_by("-message__arrived_at", "-message_id")
    )
    rows = [one.message for one in found[: limit + 1]]
    return Shelf(shown.messages(keeper, rows[:limit]), cursor_of(rows[limit - 1]) if len(rows) > limit else "")


def near(*, keeper: Keeper, cursor: str = "", limit: int = PAGE) -> Shelf:
    """What this keeper keeps near, what they read last first."""
    kept = ReadMark.objects.filter(membership=keeper.membership, state=Mark.NEAR, message__state__in=READABLE)
    if cursor:
        kept = kept.filter(pk__lt=_uuid(cursor))  # ids grow with time
    found = list(kept.select_related("message").order_by("-pk")[: limit + 1])
    page = shown.messages(keeper, [one.message for one in found[:limit]])
    return Shelf(page, found[limit - 1].pk.hex if len(found) > limit else "")


def apart(*, reader: Helper, cursor: str = "", limit: int = PAGE) -> Shelf:
    """What was meant well but can hurt, each with the reason."""
    return _shelf(reader, Message.objects.in_space(reader.space).filter(state=State.GENTLE), cursor, limit)


def kept_from(*, keeper: Keeper, cursor: str = "", limit: int = PAGE) -> Shelf:
    """Cruelty and scams, each with the reason: only when a keeper asks in so many words.

    Someone in danger is never shown to the family: that is for the people on duty.
    """
    return _shelf(keeper, Message.objects.in_space(keeper.space).filter(state=State.SAFETY), cursor, limit)


def _shelf(reader: Helper, messages: QuerySet[Message], cursor: str, limit: int) -> Shelf:
    rows = list(after(marks.not_put_away(messages, reader), cursor).order_by("-arrived_at", "-id")[: limit + 1])
    return Shelf(shown.messages(reader, rows[:limit]), cursor_of(rows[limit - 1]) if len(rows) > limit else "")


def names(*, keeper: Keeper, cursor: str = "", limit: int = PAGE_OF_NAMES) -> Names:
    """Names alone, without a word of what they wrote."""
    found = marks.not_put_away(Message.objects.in_space(keeper.space).for_family().exclude(name=""), keeper)
    rows = list(after(found, cursor).order_by("-arrived_at", "-id").only("name", "arrived_at")[: limit + 1])
    once = dict.fromkeys(row.name for row in rows[:limit])
    return Names(tuple(once), cursor_of(rows[limit - 1]) if len(rows) > limit else "")


def one(*, keeper: Keeper, message_id: UUID) -> MessageHere:
    """One message that this keeper may have before them. Raises `NotThere`."""
    found = marks.not_put_away(Message.objects.in_space(keeper.space).filter(state__in=READABLE, pk=message_id), keeper)
    rows = list(found)
    if not rows:
        raise NotThere
    return shown.messages(keeper, rows)[0]


def choices(*, keeper: Keeper, cursor: str = "", limit: int = PAGE_OF_CHOICES) -> Choice:
    """People to choose among for a word of thanks."""
    found = marks.not_put_away(Message.objects.in_space(keeper.space).for_family(), keeper)
    rows = list(_names_only(after(found, cursor).order_by("-arrived_at", "-id"))[: limit + 1])
    return Choice(_named(keeper, rows[:limit]), cursor_of(rows[limit - 1]) if len(rows) > limit else "")


def chosen(*, keeper: Keeper, message_ids: Collection[UUID]) -> tuple[NamedMessage, ...]:
    """Those who were chosen, without any that this keeper may not have before them."""
    found = Message.objects.in_space(keeper.space).filter(pk__in=message_ids, state__in=READABLE)
    return _named(keeper, _names_only(marks.not_put_away(found, keeper).order_by("-arrived_at", "-id")))


def _names_only(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.only("name", "relation", "arrived_at")


def _named(keeper: Keeper, rows: Iterable[Message]) -> tuple[NamedMessage, ...]:
    return tuple(
        NamedMessage(row.pk, row.name, row.relation, shown.day(row.arrived_at, keeper.space)) for row in rows
    )  # fmt: skip


def thanks_given(*, keeper: Keeper, cursor: str = "", limit: int = PAGE) -> Given:
    """What the family has thanked for before. `cursor`: the last one seen. Raises `NotThere` for a broken one."""
    found = Thanks.objects.filter(space=keeper.space)
    if cursor:
        found = found.filter(pk__lt=_uuid(cursor))  # ids grow with time
    rows = list(found.order_by("-pk")[: limit + 1])
    names = _names_of_thanked(keeper, rows[:limit])
    given = tuple(_given(row, keeper, names[row.pk]) for row in rows[:limit])
    return Given(given, rows[limit - 1].pk.hex if len(rows) > limit else "")


def thanks_as_seen(*, keeper: Keeper, words: str, signed: str, now: datetime) -> ThanksShown:
    """How a word of thanks will look to those it is for, before it is given."""
    draft = Thanks(words=words, signed=signed.strip() or own_name(keeper), given_at=now)
    return shown.thanks(draft, keeper.space)


def own_name(keeper: Keeper) -> str:
    """What stands under a keeper's thanks when they write nothing else there."""
    return keeper.membership.name or keeper.person.name or keeper.space.title


def _given(row: Thanks, keeper: Keeper, names: tuple[str, ...]) -> ThanksGiven:
    return ThanksGiven(shown.thanks(row, keeper.space), row.to, names[:NAMES_THANKED], len(names) > NAMES_THANKED)


def _names_of_thanked(keeper: Keeper, rows: Sequence[Thanks]) -> dict[UUID, tuple[str, ...]]:
    """Names of those each was meant for, without what this keeper put away; one question for all of them."""
    names: dict[UUID, dict[str, None]] = {row.pk: {} for row in rows}
    away = ReadMark.objects.filter(membership=keeper.membership, message=OuterRef("message"), state=Mark.NEVER)
    found = ThankedMessage.objects.filter(~Exists(away), thanks__in=list(names), message__state__in=READABLE)
    for thanks, name in found.exclude(message__name="").order_by("id").values_list("thanks_id", "message__name"):
        names[thanks][name] = None
    return {key: tuple(each) for key, each in names.items()}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotThere from None


def asked_to_answer(*, helper: Helper) -> tuple[str, ...]:
    """The names of the keepers who would like a helper to answer what waits apart."""
    asking = Place.objects.filter(membership=OuterRef("pk"), apart=Apart.HELPER)
    found = Membership.objects.filter(Exists(asking), space=helper.space, left_at=None).select_related("person")
    return tuple(member.name or member.person.name for member in found.order_by("joined_at"))


def has_put_away(*, keeper: Keeper) -> bool:
    """Whether this keeper put anything away."""
    return ReadMark.objects.filter(membership=keeper.membership, state=Mark.NEVER).exists()
