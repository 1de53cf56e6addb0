"""What the desk's pages read: the list of held texts, one of them with its log, and what was decided lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.desk import marking, texts
from alongside.desk.duty import Duty
from alongside.desk.models import Claim, Decision
from alongside.door import finding, surroundings
from alongside.door.models import Kind, Message
from alongside.door.queries import cursor_of, place_of
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.spaces.models import Space

LANE_LABELS: Mapping[str, object] = {
    State.CARE: _("Care"),
    State.SAFETY: _("Safety"),
    State.GENTLE: _("Gentle"),
    State.WAITING: _("Not read"),
    State.OPEN: _("Open"),
}
NO_LANGUAGE = "und"
AT_DESK = (State.CARE, State.SAFETY, State.GENTLE, State.WAITING)
MOST_COUNTED = 100  # beyond that it is only said that there are more
MOST_SPACES = 200


@dataclass(frozen=True, slots=True)
class Held:
    """A text at the desk. `words_marked` is the whole text in order: (stretch, why it was noticed or "")."""

    id: UUID
    version: int
    lane: str
    lane_label: str
    kind_label: str
    words_marked: tuple[marking.Piece, ...]
    name: str
    relation: str
    reasons: tuple[str, ...]
    arrived: datetime
    mended: datetime | None
    space_title: str
    space_slug: str
    country: str
    claimed_by: str
    claimed_until: datetime | None
    is_mine: bool
    language: str
    decided: bool
    crisis: str  # the gate's tier of distress: none, 0, 1, 2, 3, D, M

    @property
    def needs_care(self) -> bool:
        """Whether the one who wrote it may need somebody to turn to."""
        return self.lane == State.CARE or self.crisis not in {"", "none", "0"}


@dataclass(frozen=True, slots=True)
class LaneCount:
    """How many texts wait in a lane, counted to 100; `more`: there are more than that."""

    lane: str
    label: str
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class SpaceChoice:
    """A space that has texts at the desk."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of the list, what waits in each lane, and the spaces it can be narrowed to."""

    texts: tuple[Held, ...]
    next_cursor: str
    lanes: tuple[LaneCount, ...]
    spaces: tuple[SpaceChoice, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A line of the log."""

    message_id: UUID
    by: str
    before: str
    to: str
    reason: str
    at: datetime
    space_title: str


@dataclass(frozen=True, slots=True)
class Closer:
    """One text at the desk, what was decided about it before, oldest first, and what the gate thought of it."""

    held: Held
    log: tuple[Decided, ...]
    judgement: str  # why the gate put it where it did, or ""


def waiting(
    *, duty: Duty, now: datetime, lane: str = "", space: str = "", cursor: str = "", limit: int = 25
) -> DeskPage:
    """What waits for a decision: the care lane first, then the oldest. Raises `NotThere` for a cursor that is none."""
    here = {State(one): _in_lane(duty, State(one), space, now) for one in AT_DESK}
    rows, following = _cut({State(lane): here[State(lane)]} if lane in AT_DESK else here, cursor, limit)
    return DeskPage(
        tuple(_held(row, duty, now) for row in rows), following, _lane_counts(here), _spaces(duty)
    )  # fmt: skip


def _in_lane(duty: Duty, lane: State, space: str, now: datetime) -> QuerySet[Message]:
    """What waits in one lane, which has a stretch of the index to itself, so that nobody sorts or counts them all."""
    found = texts.waiting_in(duty, lane, now=now)
    return found.filter(space__slug=space) if space else found


def closer(*, duty: Duty, message_id: UUID, now: datetime) -> Closer:
    """One text with its log. Raises `NotThere`."""
    message = texts.find(duty, message_id, now=now)
    lines = Decision.objects.filter(message=message).select_related("by", "space").order_by("at", "id")
    around = surroundings.of_space(message.space_id)
    judgement = marking.judgement(message.verdict, finding.read_aloud(message), surroundings=around)
    return Closer(_held(message, duty, now), tuple(_line(line) for line in lines), judgement)


def lately(*, duty: Duty, limit: int = 50) -> tuple[Decided, ...]:
    """The last decisions that this duty may look at once more, newest first."""
    # Asked line by line, newest first: as one list of keys they would all be gathered before the first is shown.
    theirs = Message.objects.filter(duty.lanes, pk=OuterRef("message"), decided=True).exclude(state=State.WITHDRAWN)
    lines = Decision.objects.filter(duty.spaces).filter(Exists(theirs)).select_related("by", "space")
    return tuple(_line(line) for line in lines.order_by("-at", "-id")[:limit])


def _cut(lanes: Mapping[State, QuerySet[Message]], cursor: str, limit: int) -> tuple[list[Message], str]:
    """One page: the care lane, then the others as they came. Of each lane no more is read than the page could hold."""
    rank, behind = _place(cursor)
    keys: list[tuple[int, datetime, UUID]] = []
    for lane, found in lanes.items():
        if _rank(lane) >= rank:
            ahead = found.filter(behind) if _rank(lane) == rank else found
            first = ahead.order_by("arrived_at", "id").values_list("arrived_at", "id")[: limit + 1]
            keys += [(_rank(lane), arrived_at, key) for arrived_at, key in first]
    keys.sort()
    ranks = {key: rank for rank, _arrived_at, key in keys[:limit]}
    known = Message.objects.select_related("space", "claim__person").in_bulk(list(ranks))
    rows = [known[key] for key in ranks if key in known]
    return rows, f"{ranks[rows[-1].pk]}_{cursor_of(rows[-1])}" if rows and len(keys) > limit else ""


def _rank(lane: State) -> int:
    return 0 if lane == State.CARE else 1


def _place(cursor: str) -> tuple[int, Q]:
    """Where a page begins: in the care lane (0) or the others (1), and behind which text."""
    if not cursor:
        return 0, Q()
    rank, _separator, last = cursor.partition("_")
    if rank not in {"0", "1"}:
        raise NotThere
    at, key = place_of(last)
    return int(rank), Q(arrived_at__gte=at) & (Q(arrived_at__gt=at) | Q(id__gt=key))


def _lane_counts(lanes: Mapping[State, QuerySet[Message]]) -> tuple[LaneCount, ...]:
    counts = {lane: found.order_by()[: MOST_COUNTED + 1].count() for lane, found in lanes.items()}
    return tuple(
        LaneCount(lane.value, str(LANE_LABELS[lane]), min(count, MOST_COUNTED), more=count > MOST_COUNTED)
        for lane, count in counts.items()
    )


def _spaces(duty: Duty) -> tuple[SpaceChoice, ...]:
    """The spaces that have held texts."""
    held = texts.held().filter(duty.spaces, duty.lanes, space=OuterRef("pk"))
    rows = Space.objects.filter(Exists(held)).order_by("title", "slug").values_list("slug", "title")
    return tuple(SpaceChoice(slug, title) for slug, title in rows[:MOST_SPACES])


def _held(message: Message, duty: Duty, now: datetime) -> Held:
    noticed = marking.marks(message.verdict)
    pieces = marking.marked(message.words, noticed)
    claimed = _claim(message, now)
    return Held(
        id=message.id, version=message.version, lane=message.state, lane_label=str(LANE_LABELS[State(message.state)]),
        kind_label=str(Kind(message.kind).label), words_marked=pieces,
        reasons=marking.reasons(noticed, beside=pieces), name=message.name, relation=message.relation,
        arrived=message.arrived_at, mended=message.mended_at,
        space_title=message.space.title, space_slug=message.space.slug, country=message.space.country,
        claimed_by=_named(claimed.person) if claimed else "",
        claimed_until=claimed.until if claimed else None,
        is_mine=claimed is not None and claimed.person_id == duty.person.pk, decided=message.decided,
        language="" if message.language == NO_LANGUAGE else message.language,
        crisis=str((message.verdict or {}).get("crisis", "")),
    )  # fmt: skip


def _claim(message: Message, now: datetime) -> Claim | None:
    claimed: Claim | None = getattr(message, "claim", None)  # there is none: Django raises an AttributeError of its own
    return claimed if claimed is not None and claimed.until > now else None


def _named(person: object) -> str:
    return str(getattr(person, "name", "") or _("someone"))


def _line(line: Decision) -> Decided:
    return Decided(
        message_id=line.message_id, by=_named(line.by), before=str(LANE_LABELS[State(line.before)]),
        to=str(LANE_LABELS[State(line.to)]), reason=line.reason, at=line.at, space_title=line.space.title,
    )  # fmt: skip
