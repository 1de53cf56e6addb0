"""What keepers read of the letters they write on. What others read is in `outside`."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from alongside.ground.errors import NotThere
from alongside.letters import agreeing, moments
from alongside.letters.models import Agreement, Letter, LetterVersion, Why
from alongside.letters.outside import LetterShown, heading, name
from alongside.letters.states import State
from alongside.spaces.access import Guest, Keeper
from alongside.spaces.models import Audience, Space

VERSIONS_ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in the keepers' list; `standing` says in a sentence where it stands, `publish_at` is on their own clock."""

    id: UUID
    heading: str
    language: str
    by: str
    state: str
    standing: str
    audience_label: str
    on_page: bool
    publish_at: datetime.datetime | None
    awaits_me: bool


@dataclass(frozen=True, slots=True)
class LetterOpen:
    """A letter on a keeper's desk: the words being written, and what can be done with them.

    `publish_at` is what the family's own clock shows then, and `time_zone` which clock that is.
    """

    id: UUID
    heading: str
    title: str
    words: str
    audience: str
    audience_label: str
    language: str
    by: str
    version: int
    state: str
    standing: str
    on_page: bool
    is_mended: bool
    publish_at: datetime.datetime | None
    time_zone: str
    agreed_by: tuple[str, ...]
    needs_agreement: bool
    may_publish: bool
    may_ask: bool
    awaits_me: bool
    i_agreed: bool
    i_asked: bool


@dataclass(frozen=True, slots=True)
class VersionShown:
    """An earlier text of a letter; `typed_at` is on the family's clock."""

    id: UUID
    title: str
    words: str
    language: str
    by: str
    why: str
    typed_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Versions:
    """A page of earlier versions, newest first, and the id to go on from (None at the end)."""

    versions: tuple[VersionShown, ...]
    older: UUID | None


def all_of(*, keeper: Keeper) -> tuple[LetterLine, ...]:
    """Every letter of the space: first those that are not out yet, then those on the page, then those held back."""
    co_keepers = _others(keeper)
    lines = [_line(row, keeper, co_keepers) for row in _with_agreements(keeper.space).order_by("-changed_at", "-id")]
    return tuple(sorted(lines, key=_place))


def one(*, keeper: Keeper, letter_id: UUID) -> LetterOpen:
    """One letter, for writing on. Raises `NotThere`."""
    return _open(_one(keeper, letter_id), keeper, _others(keeper))


def preview(*, keeper: Keeper, letter_id: UUID, reader: str, now: datetime.datetime) -> LetterShown | None:
    """The letter as `reader` (an audience) would find it if it went out now; None: they would not. Raises `NotThere`."""
    row = _one(keeper, letter_id)
    if reader not in Audience.values:
        raise NotThere
    if Audience(row.audience) not in Guest(keeper.space, Audience(reader)).audiences:
        return None
    return LetterShown(
        id=row.pk, title=row.title, words=row.words, by=name(row.by), audience=row.audience,
        audience_label=str(Audience(row.audience).label), language=row.language, published_at=now,
        published_on=moments.on_clock(now, space=keeper.space).date(),
    )  # fmt: skip


def versions(*, keeper: Keeper, letter_id: UUID, older_than: UUID | None = None) -> Versions:
    """Earlier texts of a letter. Raises `NotThere`."""
    letter = _one(keeper, letter_id)
    found = LetterVersion.objects.filter(letter=letter).select_related("by__person").order_by("-id")
    if older_than is not None:
        found = found.filter(pk__lt=older_than)
    rows = list(found[: VERSIONS_ON_A_PAGE + 1])
    shown, more = rows[:VERSIONS_ON_A_PAGE], len(rows) > VERSIONS_ON_A_PAGE
    return Versions(tuple(_version(row, keeper.space) for row in shown), shown[-1].pk if more else None)


def _with_agreements(space: Space) -> QuerySet[Letter]:
    today = Agreement.objects.filter(membership__in=agreeing.keepers(space)).select_related("membership__person")
    return (
        Letter.objects.in_space(space)
        .select_related("by__person", "asked_by__person")
        .prefetch_related(Prefetch("agreements", queryset=today.order_by("at", "id")))
    )


def _one(keeper: Keeper, letter_id: UUID) -> Letter:
    row = _with_agreements(keeper.space).filter(pk=letter_id).first()
    if row is None:
        raise NotThere
    return row


def _others(keeper: Keeper) -> bool:
    """Whether the space's letters need somebody else's agreement."""
    if not keeper.space.letters_need_agreement:
        return False
    return agreeing.keepers(keeper.space).exclude(pk=keeper.membership.pk).exists()


def _agreed(row: Letter) -> list[Agreement]:
    return [agreement for agreement in row.agreements.all() if agreement.version == row.version]


def _by_others(agreed: Iterable[Agreement], keeper: Keeper) -> list[Agreement]:
    return [agreement for agreement in agreed if agreement.membership_id != keeper.membership.pk]


def _awaits(row: Letter, keeper: Keeper) -> bool:
    """Whether another keeper asks this one."""
    mine = any(agreement.membership_id == keeper.membership.pk for agreement in _agreed(row))
    return row.state == State.ASKING and not mine


def _line(row: Letter, keeper: Keeper, co_keepers: bool) -> LetterLine:
    return LetterLine(
        id=row.pk, heading=heading(row.title, row.words), language=row.language, by=name(row.by), state=row.state,
        standing=_standing(row, keeper, co_keepers), on_page=row.on_page, publish_at=_set_for(row, keeper.space),
        audience_label=str(Audience(row.shown_audience if row.on_page else row.audience).label),
        awaits_me=_awaits(row, keeper),
    )  # fmt: skip


def _set_for(row: Letter, space: Space) -> datetime.datetime | None:
    """When it goes out, on the family's clock."""
    return moments.on_clock(row.publish_at, space=space) if row.publish_at else None


def _place(line: LetterLine) -> int:
    return {State.PUBLISHED: 1, State.HELD: 2}.get(State(line.state), 0)


def _open(row: Letter, keeper: Keeper, co_keepers: bool) -> LetterOpen:
    agreed = _agreed(row)
    others = _by_others(agreed, keeper)
    out = row.state == State.PUBLISHED
    return LetterOpen(
        id=row.pk, heading=heading(row.title, row.words), title=row.title, words=row.words, audience=row.audience,
        audience_label=str(Audience(row.audience).label), language=row.language, by=name(row.by),
        version=row.version, state=row.state, standing=_standing(row, keeper, co_keepers), on_page=row.on_page,
        is_mended=row.is_mended, needs_agreement=co_keepers,
        publish_at=_set_for(row, keeper.space),
        time_zone=str(moments.zone(keeper.space)),
        agreed_by=tuple(name(agreement.membership) for agreement in agreed),
        may_publish=not out and bool(row.words.strip()) and (not co_keepers or bool(others)),
        may_ask=co_keepers and row.state in {State.DRAFT, State.ASKING, State.HELD} and bool(row.words.strip()),
        awaits_me=_awaits(row, keeper), i_agreed=len(agreed) > len(others),
        i_asked=row.state == State.ASKING and row.asked_by_id == keeper.membership.pk,
    )  # fmt: skip


def _standing(row: Letter, keeper: Keeper, co_keepers: bool) -> str:
    """Where the letter stands, as one sentence."""
    if row.state == State.ASKING:
        return _asking(row, keeper)
    if row.state == State.DRAFT:
        return _drafted(row, keeper, co_keepers)
    return {
        State.SCHEDULED: _("It will be published on the day you set."),
        State.HELD: _("Held back. Only keepers can read it."),
        State.PUBLISHED: _("It is on your page."),
    }[State(row.state)]


def _drafted(row: Letter, keeper: Keeper, co_keepers: bool) -> str:
    if row.on_page:
        return _("You are changing it. What others read stays as it was until you publish it again.")
    if co_keepers and _by_others(_agreed(row), keeper):
        return _("A draft, with the agreement it needs. Only keepers can read it.")
    return _("A draft. Only keepers can read it.")


def _asking(row: Letter, keeper: Keeper) -> str:
    others = _by_others(_agreed(row), keeper)
    if _awaits(row, keeper):
        return _("It waits for you to read it and say whether it may go out.")
    if others:
        return _("%(name)s agrees. It can be published.") % {"name": name(others[-1].membership)}
    return _("The others have been asked and have not answered yet.")


def _version(row: LetterVersion, space: Space) -> VersionShown:
    return VersionShown(
        id=row.pk, title=row.title, words=row.words, language=row.language, by=name(row.by),
        why=str(Why(row.why).label), typed_at=moments.on_clock(row.typed_at, space=space),
    )  # fmt: skip
