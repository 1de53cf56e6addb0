"""What others read of the letters: the newest on the family's page, all of them by their titles, and each on its own."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Left

from alongside.ground import prepared
from alongside.ground.errors import NotThere
from alongside.letters import moments
from alongside.letters.models import Letter, Letters
from alongside.spaces.access import Guest
from alongside.spaces.models import Audience, Membership, Space

ON_FACE = 3
LONGEST_ON_FACE = 6_000  # letters of the alphabet; a longer one goes on on its own page
TITLES_ON_A_PAGE = 30
HEADING_LETTERS = 60
_BEGINNING = 400  # enough of the words to find a heading in
_ON_FACE = (
    "shown_title", "shown_words", "shown_audience", "shown_language", "published_at", "by__name", "by__person__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as its readers see it; `published_on` is the day on the family's calendar.

    `goes_on`: these are only its first words.
    """

    id: UUID
    title: str
    words: str
    by: str
    published_on: datetime.date | None
    published_at: datetime.datetime | None
    audience: str
    audience_label: str
    language: str
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class TitleShown:
    """A letter in a list of letters, on the day of the family's calendar."""

    id: UUID
    heading: str
    language: str
    published_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class OnFace:
    """What stands on the family's page: the newest letters, and whether there are earlier ones."""

    letters: tuple[LetterShown, ...]
    has_earlier: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """A page of letters by their titles, newest first, and the id to go on from (None at the end)."""

    letters: tuple[TitleShown, ...]
    older: UUID | None


def on_face(*, guest: Guest) -> OnFace:
    """The newest letters that this visitor may read; of a very long one, its beginning."""
    rows = _newest(guest.space.pk, guest.audiences)
    shown = tuple(_shown(row, guest.space, longest=LONGEST_ON_FACE) for row in rows[:ON_FACE])
    return OnFace(shown, has_earlier=len(rows) > ON_FACE)


@prepared.once
def _newest(space_id: UUID, audiences: tuple[Audience, ...]) -> Letters:
    """One more than stand on the face. Of those who sign only their names are read."""
    found = Letter.objects.filter(space_id=space_id).on_page_for(audiences)
    return found.select_related("by__person").only(*_ON_FACE)[: ON_FACE + 1]


def titles(*, guest: Guest, older_than: UUID | None = None) -> Titles:
    """A page of all letters that this visitor may read, by their titles."""
    found = _before(_readable(guest), guest.space, older_than)
    columns = ("pk", "shown_title", "first", "shown_language", "published_at")
    rows = list(found.annotate(first=Left("shown_words", _BEGINNING)).values_list(*columns)[: TITLES_ON_A_PAGE + 1])
    lines = tuple(
        TitleShown(letter_id, heading(title, first), language, _day(at, guest.space))
        for letter_id, title, first, language, at in rows[:TITLES_ON_A_PAGE]
    )
    return Titles(lines, lines[-1].id if len(rows) > TITLES_ON_A_PAGE else None)


def one(*, guest: Guest, letter_id: UUID) -> LetterShown:
    """One letter, whole. Raises `NotThere` for one that this visitor may not read."""
    row = _readable(guest).select_related("by__person").filter(pk=letter_id).first()
    if row is None:
        raise NotThere
    return _shown(row, guest.space)


def heading(title: str, words: str) -> str:
    """What a letter is called in a list: its title, else the beginning of its first line; empty when it has neither."""
    first = next((line.strip() for line in words.splitlines() if line.strip()), "")
    if title or len(first) <= HEADING_LETTERS:
        return title or first
    whole_words = first[:HEADING_LETTERS].rpartition(" ")[0]
    return (whole_words or first[:HEADING_LETTERS]) + "…"


def name(member: Membership) -> str:
    """Whom a letter is signed by."""
    return member.name or member.person.name


def _readable(guest: Guest) -> Letters:
    return Letter.objects.in_space(guest.space).on_page_for(guest.audiences)


def _before(found: Letters, space: Space, older_than: UUID | None) -> Letters:
    """Those after the letter with this id, in the order of the list; from the beginning for an id that is no letter's."""
    if older_than is None:
        return found
    last = Letter.objects.in_space(space).filter(pk=older_than).exclude(published_at=None).first()
    if last is None:
        return found
    return found.filter(Q(published_at__lt=last.published_at) | Q(published_at=last.published_at, pk__lt=last.pk))


def _shown(row: Letter, space: Space, *, longest: int | None = None) -> LetterShown:
    words = _beginning(row.shown_words, longest)
    return LetterShown(
        id=row.pk, title=row.shown_title, words=words, by=name(row.by), published_on=_day(row.published_at, space),
        published_at=row.published_at, audience=row.shown_audience, goes_on=words != row.shown_words,
        audience_label=str(Audience(row.shown_audience).label), language=row.shown_language,
    )  # fmt: skip


def _beginning(words: str, longest: int | None) -> str:
    """The words, or as many whole ones as fit."""
    if longest is None or len(words) <= longest:
        return words
    cut = words[:longest]
    last = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:last] if last > longest // 2 else cut) + "…"


def _day(at: datetime.datetime | None, space: Space) -> datetime.date | None:
    return moments.on_clock(at, space=space).date() if at else None
