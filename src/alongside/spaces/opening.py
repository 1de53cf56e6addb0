"""Opening a space, having seen it, closing it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.ground import ids, partial, store
from alongside.ground.errors import Refused
from alongside.people.models import Person
from alongside.spaces.access import Keeper
from alongside.spaces.models import Membership, Remembered, Role, Space, Visibility, Vocabulary

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
RESERVED = frozenset(  # they would seem to speak for the site; its operator may still give them to a family
    ("about", "admin", "alongside", "api", "contact", "demo", "desk", "front", "help", "home", "imprint",
     "invited", "legal", "mail", "news", "open", "press", "privacy", "received", "sign-in", "site", "spaces", "status",
     "support", "test")
)  # fmt: skip
LONGEST_TITLE = 200
LONGEST_LINE = 300
LONGEST_WORD = 60


class CannotOpen(Refused):
    """The space cannot be opened as asked; the sentence says what to change."""

    status = 422


class Taken(CannotOpen):
    """There is a space at this address already. Only who may know that is told so; to others it just cannot be used."""


@dataclass(frozen=True, slots=True)
class OneRemembered:
    """One who is remembered, as written: every field may be empty; dates as in `ground.partial`."""

    name: str = ""
    born: str = ""
    died: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is needed to open a space."""

    slug: str
    title: str
    visibility: str = Visibility.PRIVATE
    remembered: Sequence[OneRemembered] = field(default_factory=tuple)
    child_word: str = ""
    event_words: str = ""
    parent_words: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    country: str = ""


def open_space(*, opening: Opening, by: Person, role: str = Role.KEEPER, name: str = "", now: datetime) -> Space:
    """Open a space and give `by` their place in it.

    A keeper's space can be seen at once, as its visibility says; one that a helper prepares can be seen by nobody until a
    keeper has joined and seen it. Raises `CannotOpen`, `Taken` among it, or `NotADate`.
    """
    _check(opening)
    seen_at = now if role == Role.KEEPER else None
    try:
        with store.write():
            space = _insert(opening, now=now, seen_at=seen_at)
            Membership.objects.create(space=space, person=by, role=role, name=name or by.name, joined_at=now)
    except IntegrityError:
        raise Taken(_("There is already a space at this address. Choose another."), field="slug") from None
    return space


def _check(opening: Opening) -> None:
    if not SLUG.fullmatch(opening.slug):
        raise CannotOpen(
            _("An address has small letters, digits and hyphens only, 60 at most, like “for-lina”."), field="slug"
        )
    check_title(opening.title)
    if opening.visibility not in Visibility.values:
        raise CannotOpen(_("Choose who can open the page: private, link or public."), field="visibility")
    for name in ("child_word", "event_words", "parent_words"):
        check_line(getattr(opening, name), LONGEST_WORD, field=name)


def check_title(title: str) -> None:
    """Raises `CannotOpen` for a title that cannot stand at the top of a page."""
    if not title.strip() or "\0" in title or len(title.strip()) > LONGEST_TITLE:
        raise CannotOpen(_("Give the space a title, of 200 letters at most."), field="title")


def check_line(line: str, longest: int, *, field: str) -> None:
    """Raises `CannotOpen` for a line of more than `longest` letters, or with one that cannot be kept."""
    if "\0" in line:
        raise CannotOpen(_("There is a hidden character in this line that cannot be kept."), field=field)
    if len(line.strip()) > longest:
        raise CannotOpen(_("This is too long. Please use %(most)d letters at most.") % {"most": longest}, field=field)


def check_one(one: OneRemembered) -> None:
    """Raises `CannotOpen`, or `NotADate`, for one who cannot be written down as they are here."""
    check_line(one.name, LONGEST_TITLE, field="name")
    check_line(one.line, LONGEST_LINE, field="line")
    kept = []
    for name, date in (("born", one.born), ("died", one.died)):
        check_line(date, partial.LONGEST, field=name)
        try:
            kept.append(partial.read(date))
        except partial.NotADate as wrong:
            raise partial.NotADate(wrong.sentence, field=name) from None
    if partial.is_before(kept[1], kept[0]):
        raise CannotOpen(_("This date is before the first one."), field="died")


def _insert(opening: Opening, *, now: datetime, seen_at: datetime | None) -> Space:
    space = Space.objects.create(
        slug=opening.slug, title=opening.title.strip(), visibility=opening.visibility, link_key=ids.new_token(),
        language=opening.language, time_zone=opening.time_zone, country=opening.country, opened_at=now, seen_at=seen_at,
    )  # fmt: skip
    Vocabulary.objects.create(
        space=space, child_word=opening.child_word, event_words=opening.event_words, parent_words=opening.parent_words
    )
    Remembered.objects.bulk_create(remembered_rows(space, opening.remembered))
    return space


def remembered_rows(space: Space, remembered: Sequence[OneRemembered]) -> list[Remembered]:
    """Unsaved rows for those who are remembered, in the order given. Raises `CannotOpen` or `NotADate`."""
    for one in remembered:
        check_one(one)
    return [
        Remembered(
            space=space,
            place=place,
            name=one.name.strip(),
            line=one.line.strip(),
            born=partial.read(one.born),
            died=partial.read(one.died),
        )
        for place, one in enumerate(remembered)
    ]


def see(*, keeper: Keeper, now: datetime) -> None:
    """A keeper has looked at what was prepared: from now on it can be seen as its visibility says."""
    with store.write():
        Space.objects.filter(pk=keeper.space.pk, seen_at=None).update(seen_at=now)


def close(*, keeper: Keeper, now: datetime) -> None:
    """Close the space: it is no longer there for guests; keepers and helpers still have everything."""
    with store.write():
        Space.objects.filter(pk=keeper.space.pk, closed_at=None).update(closed_at=now)


def reopen(*, keeper: Keeper) -> None:
    """Open a closed space again."""
    with store.write():
        Space.objects.filter(pk=keeper.space.pk).update(closed_at=None)
