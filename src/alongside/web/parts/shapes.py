"""What each part is given. A room's own answer fits as soon as it has these names; these classes serve the examples.

All texts are plain text; the parts escape them. Dates are dates, not text, except where the name says "dates": those
are ready to be read and may be partial.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Thanks:
    """The family's thanks, as the one who is thanked sees it."""

    words: str
    by: str = ""
    sent_on: date | None = None
    language: str = ""


@dataclass(frozen=True)
class Message:
    """What one person wrote. `why` are sentences that say why it was set aside."""

    id: str
    kind: str
    kind_label: str
    name: str = ""
    relation: str = ""
    words: str = ""
    language: str = ""
    arrived_on: date | None = None
    near: bool = False
    lane: str = "open"
    why: tuple[str, ...] = ()
    thanks: tuple[Thanks, ...] = ()


@dataclass(frozen=True)
class Letter:
    """The family's own words."""

    id: str
    title: str
    words: str
    by: str = ""
    published_on: date | None = None
    audience_label: str = ""
    picture_url: str = ""
    picture_alt: str = ""
    language: str = ""


@dataclass(frozen=True)
class Remembered:
    """One who is remembered. `dates` is ready to be read, and may be empty or partial."""

    name: str = ""
    dates: str = ""
    line: str = ""


@dataclass(frozen=True)
class Space:
    """A family's page."""

    slug: str
    title: str
    remembered: tuple[Remembered, ...] = ()
    picture_url: str = ""
    picture_alt: str = ""


@dataclass(frozen=True)
class Helpline:
    """A place to turn to. `text` is a sentence ("Text HELLO to 00000"), `tel` a number as people write it."""

    name: str
    kind: str = ""
    kind_label: str = ""
    tel: str = ""
    tel_href: str = ""
    checked_on: date | None = None
    text: str = ""
    hours: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Held:
    """A text that waits for a person's decision. `words_marked` is the whole text in order: (stretch, why or "")."""

    id: str
    version: int
    lane: str
    lane_label: str
    words_marked: tuple[tuple[str, str], ...]
    name: str = ""
    reasons: tuple[str, ...] = ()
    arrived: datetime | None = None
    space_title: str = ""
    claimed_by: str = ""
    language: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who belongs to a space."""

    name: str
    role_label: str
    state_label: str = ""


@dataclass(frozen=True)
class Step:
    """One page of a form that has several. `state`: "done", "now" or "later"."""

    label: str
    state: str = "later"
    url: str = ""
