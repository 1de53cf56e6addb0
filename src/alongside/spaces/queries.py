"""What pages and other rooms read about a space: frozen, plain answers."""

from dataclasses import dataclass
from uuid import UUID

from alongside.ground import partial
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Membership, Remembered, Role, Space, Visibility, Vocabulary


@dataclass(frozen=True, slots=True)
class RememberedShown:
    """One who is remembered, as a page shows them; `dates` is ready to be read and may be empty."""

    name: str
    dates: str
    line: str


@dataclass(frozen=True, slots=True)
class SpaceShown:
    """A space's own face: what stands at the top of every page of it."""

    slug: str
    title: str
    language: str
    remembered: tuple[RememberedShown, ...]
    picture: str
    picture_alt: str
    child_word: str
    event_words: str
    parent_words: str
    door_open: bool
    shows_messages: bool
    may_be_found: bool
    is_seen: bool
    is_closed: bool
    visibility: str


@dataclass(frozen=True, slots=True)
class MemberShown:
    """A person's place in a space."""

    id: UUID
    name: str
    role: str
    relation: str


@dataclass(frozen=True, slots=True)
class MySpace:
    """A space in the list of a signed-in person's spaces."""

    slug: str
    title: str
    role: str
    is_seen: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class ForGate:
    """What the gate may know of a family; every part may be empty. `faith` None: they have not said."""

    child_words: tuple[str, ...]
    images: tuple[str, ...]
    faith: bool | None
    remembered: tuple[str, ...]
    family: tuple[str, ...]
    shown: tuple[str, ...]
    held: tuple[str, ...]


def face(space: Space) -> SpaceShown:
    """What stands at the top of a space's pages."""
    words = space.vocabulary
    return SpaceShown(
        slug=space.slug, title=space.title, language=space.language, remembered=remembered(space),
        picture=space.picture, picture_alt=space.picture_alt, child_word=words.child_word,
        event_words=words.event_words, parent_words=words.parent_words, door_open=space.door_open,
        shows_messages=space.shows_messages, may_be_found=space.may_be_found, is_seen=space.is_seen,
        is_closed=space.is_closed, visibility=space.visibility,
    )  # fmt: skip


def remembered(space: Space) -> tuple[RememberedShown, ...]:
    """Those who are remembered, in the family's order."""
    return tuple(
        RememberedShown(name=one.name, dates=_dates(one), line=one.line)
        for one in Remembered.objects.filter(space=space).order_by("place", "id")
    )


def _dates(one: Remembered) -> str:
    """Born and died as one line; a single date stands alone; the same date twice is said once."""
    known = dict.fromkeys(partial.show(date) for date in (one.born, one.died) if date)
    return " – ".join(known)


def members(space: Space) -> tuple[MemberShown, ...]:
    """Everyone who has a place in the space, keepers first."""
    found = Membership.objects.filter(space=space, left_at=None).select_related("person").order_by("-role", "joined_at")
    return tuple(
        MemberShown(id=member.pk, name=member.name or member.person.name, role=member.role, relation=member.relation)
        for member in found
    )


def mine(memberships: list[Helper]) -> tuple[MySpace, ...]:
    """A person's spaces, for their own list."""
    return tuple(
        MySpace(
            slug=proof.space.slug, title=proof.space.title, is_seen=proof.space.is_seen, is_closed=proof.space.is_closed,
            role=Role.KEEPER if isinstance(proof, Keeper) else Role.HELPER,
        )
        for proof in memberships
    )  # fmt: skip


def listed(*, limit: int = 50) -> tuple[MySpace, ...]:
    """Spaces whose families chose to be found: for the site's front page."""
    found = Space.objects.filter(
        visibility=Visibility.PUBLIC, may_be_found=True, closed_at=None, seen_at__isnull=False
    ).order_by("-opened_at")[:limit]
    return tuple(MySpace(slug=space.slug, title=space.title, role="", is_seen=True, is_closed=False) for space in found)


def for_gate(*, space_id: UUID) -> ForGate:
    """What the gate is told about a space before it reads its messages."""
    words = Vocabulary.objects.get(space=space_id)
    names = Remembered.objects.filter(space=space_id).exclude(name="").values_list("name", flat=True)
    family = Membership.objects.filter(space=space_id, role=Role.KEEPER).exclude(name="").values_list("name", flat=True)
    wishes = words.hurt_families
    return ForGate(
        child_words=(words.child_word,) if words.child_word else (), images=tuple(words.images_welcome),
        faith=words.faith_welcome, remembered=tuple(names), family=tuple(family),
        shown=tuple(code for code, wish in wishes.items() if wish == "show"),
        held=tuple(code for code, wish in wishes.items() if wish == "hold"),
    )  # fmt: skip
