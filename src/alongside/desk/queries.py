"""What the desk's pages read: the list of held texts, one of them with its log, and what was decided lately."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from alongside.desk import marking, texts
from alongside.desk.duty import Duty
from alongside.desk.models import Claim, Decision
from alongside.door.models import Kind, Message
from alongside.ground.errors import NotThere
from alongside.passage.states import State

LANE_LABELS: Mapping[str, object] = {
    State.CARE: _("Care"),
    State.SAFETY: _("Safety"),
    State.GENTLE: _("Gentle"),
    State.WAITING: _("Not read"),
    State.OPEN: _("Open"),
}
NO_LANGUAGE = "und"
AT_DESK = (State.CARE, State.SAFETY, State.GENTLE, State.WAITING)


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
    """How many texts wait in a lane."""

    lane: str
    label: str
    count: int


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
    """One text at the desk, and what was decided about it before, oldest first."""

    held: Held
    log: tuple[Decided, ...]


def waiting(
    *, duty: Duty, now: datetime, lane: str = "", space: str = "", cursor: str = "", limit: int = 25
) -> DeskPage:
    """What waits for a decision: the care lane first, then the oldest. Raises `NotThere` for a cursor that is none."""
    everything = texts.waiting_for(duty, now=now)
    here = everything.filter(space__slug=space) if space else everything
    rows, following = _cut(here.filter(state=lane) if lane else here, cursor, limit)
    return DeskPage(
        tuple(_held(row, duty, now) for row in rows), following, _lane_counts(here), _spaces(everything)
    )  # fmt: skip


def closer(*, duty: Duty, message_id: UUID, now: datetime) -> Closer:
    """One text with its log. Raises `NotThere`."""
    message = texts.find(duty, message_id, now=now)
    lines = Decision.objects.filter(message=message).select_related("by", "space").order_by("at", "id")
    return Closer(_held(message, duty, now), tuple(_line(line) for line in lines))


def lately(*, duty: Duty, limit: int = 50) -> tuple[Decided, ...]:
    """The last decisions that this duty may look at once more, newest first."""
    lines = Decision.objects.filter(duty.spaces).select_related("by", "space")
    return tuple(_line(line) for line in lines.filter(_lanes_of(duty)).order_by("-at", "-id")[:limit])


def _lanes_of(duty: Duty) -> Q:
    return Q(message__in=Message.objects.filter(duty.lanes).exclude(state=State.WITHDRAWN).filter(decided=True))


def _cut(found: QuerySet[Message], cursor: str, limit: int) -> tuple[list[Message], str]:
    ranked = found.annotate(rank=Case(When(state=State.CARE, then=Value(0)), default=Value(1))).filter(_after(cursor))
    in_order = ranked.select_related("space", "claim__person").order_by("rank", "arrived_at", "id")
    rows: list[Message] = [*in_order[: limit + 1]]
    if len(rows) <= limit:
        return rows, ""
    last = rows[limit - 1]
    return rows[:limit], f"{0 if last.state == State.CARE else 1}_{last.arrived_at.isoformat()}_{last.id.hex}"


def _after(cursor: str) -> Q:
    if not cursor:
        return Q()
    try:
        rank, when, key = cursor.replace(" ", "+").split("_")
        at, last = datetime.fromisoformat(when), UUID(key)
    except ValueError:
        raise NotThere from None
    if at.tzinfo is None or rank not in {"0", "1"}:
        raise NotThere
    later = Q(rank=int(rank)) & (Q(arrived_at__gt=at) | Q(arrived_at=at, id__gt=last))
    return later | Q(rank__gt=int(rank))


def _lane_counts(found: QuerySet[Message]) -> tuple[LaneCount, ...]:
    counts = dict(found.order_by().values_list("state").annotate(Count("id")))
    return tuple(LaneCount(lane.value, str(LANE_LABELS[lane]), counts.get(lane, 0)) for lane in AT_DESK)


def _spaces(found: QuerySet[Message]) -> tuple[SpaceChoice, ...]:
    rows = found.order_by("space__title", "space__slug").values_list("space__slug", "space__title").distinct()
    return tuple(SpaceChoice(slug, title) for slug, title in rows[:200])


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
