"""What pages and other rooms read about a space: frozen, plain answers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.ground import partial, prepared
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Door, Invitation, Membership, Remembered, Role, Space, Visibility, Vocabulary
from alongside.spaces.opening import OneRemembered


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
    door: str
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
    role_label: str
    relation: str


@dataclass(frozen=True, slots=True)
class InvitationShown:
    """An invitation that waits for an answer."""

    id: UUID
    email: str
    role: str
    role_label: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A space whose family chose to be found, as the front page shows it."""

    slug: str
    title: str
    remembered: tuple[RememberedShown, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a family can set of its space, as it stands."""

    title: str
    remembered: tuple[OneRemembered, ...]
    child_word: str
    event_words: str
    parent_words: str
    faith: bool | None
    images: tuple[str, ...]
    wishes: dict[str, str]
    visibility: str
    visibility_label: str
    link_key: str
    may_be_found: bool
    shows_messages: bool
    door: str
    door_label: str
    letters_need_agreement: bool
    teaches_gate: bool
    language: str
    time_zone: str
    country: str
    picture: str
    picture_alt: str
    is_closed: bool


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
        event_words=words.event_words, parent_words=words.parent_words, door=space.door, door_open=space.door_open,
        shows_messages=space.shows_messages, may_be_found=space.may_be_found, is_seen=space.is_seen,
        is_closed=space.is_closed, visibility=space.visibility,
    )  # fmt: skip


def remembered(space: Space) -> tuple[RememberedShown, ...]:
    """Those who are remembered, in the family's order."""
    return tuple(RememberedShown(name=one.name, dates=_dates(one), line=one.line) for one in _remembered(space.pk))


@prepared.once
def _remembered(space_id: UUID) -> QuerySet[Remembered]:
    return Remembered.objects.filter(space_id=space_id).order_by("place", "id")


def _dates(one: Remembered) -> str:
    """Born and died as one line; a single date stands alone; the same date twice is said once."""
    known = dict.fromkeys(partial.show(date) for date in (one.born, one.died) if date)
    return " – ".join(known)


def members(space: Space) -> tuple[MemberShown, ...]:
    """Everyone who has a place in the space, keepers first."""
    found = Membership.objects.filter(space=space, left_at=None).select_related("person").order_by("-role", "joined_at")
    return tuple(_member(member) for member in found)


def _member(member: Membership) -> MemberShown:
    return MemberShown(
        id=member.pk, name=member.name or member.person.name or member.person.email, role=member.role,
        role_label=str(Role(member.role).label), relation=member.relation,
    )  # fmt: skip


def invitations(space: Space, *, now: datetime) -> tuple[InvitationShown, ...]:
    """Those who were invited and have not come yet, in the order they were asked."""
    found = Invitation.objects.filter(space=space, joined_at=None, withdrawn_at=None, good_until__gt=now)
    return tuple(
        InvitationShown(id=one.pk, email=one.email, role=one.role, role_label=str(Role(one.role).label))
        for one in found.order_by("made_at", "id")
    )


def settings(space: Space) -> Settings:
    """Everything that can be set, as it stands."""
    words = space.vocabulary
    return Settings(
        title=space.title, remembered=_as_written(space), child_word=words.child_word, event_words=words.event_words,
        parent_words=words.parent_words, faith=words.faith_welcome, images=tuple(words.images_welcome),
        wishes=dict(words.hurt_families), visibility=space.visibility,
        visibility_label=str(Visibility(space.visibility).label), link_key=space.link_key,
        may_be_found=space.may_be_found, shows_messages=space.shows_messages, door=space.door,
        door_label=str(Door(space.door).label), letters_need_agreement=space.letters_need_agreement,
        teaches_gate=space.teaches_gate,
        language=space.language, time_zone=space.time_zone, country=space.country,
        picture=space.picture, picture_alt=space.picture_alt, is_closed=space.is_closed,
    )  # fmt: skip


def _as_written(space: Space) -> tuple[OneRemembered, ...]:
    found = Remembered.objects.filter(space=space).order_by("place", "id")
    return tuple(OneRemembered(name=one.name, born=one.born, died=one.died, line=one.line) for one in found)


def mine(memberships: list[Helper]) -> tuple[MySpace, ...]:
    """A person's spaces, for their own list."""
    return tuple(
        MySpace(
            slug=proof.space.slug, title=proof.space.title, is_seen=proof.space.is_seen, is_closed=proof.space.is_closed,
            role=Role.KEEPER if isinstance(proof, Keeper) else Role.HELPER,
        )
        for proof in memberships
    )  # fmt: skip


def listed(*, words: str = "", limit: int = 24) -> tuple[Listed, ...]:
    """Spaces whose families chose to be found, newest first; with `words`, those whose title or names hold all of them."""
    found = Space.objects.filter(visibility=Visibility.PUBLIC, may_be_found=True, closed_at=None, seen_at__isnull=False)
    for word in words.replace("\0", " ").split()[:8]:
        named = Remembered.objects.filter(name__icontains=word).values("space")
        found = found.filter(Q(title__icontains=word) | Q(pk__in=named))
    spaces = list(found.order_by("-opened_at", "id")[:limit])
    names = _remembered_in(spaces)
    return tuple(Listed(space.slug, space.title, tuple(names[space.pk])) for space in spaces)


def _remembered_in(spaces: list[Space]) -> dict[UUID, list[RememberedShown]]:
    """Those who are remembered in several spaces, in one question."""
    names: dict[UUID, list[RememberedShown]] = {space.pk: [] for space in spaces}
    for one in Remembered.objects.filter(space__in=spaces).order_by("place", "id"):
        names[one.space_id].append(RememberedShown(name=one.name, dates=_dates(one), line=one.line))
    return names


def every_name(space: Space) -> tuple[str, ...]:
    """Every name that belongs to a space: its title and address, those remembered, and all who have a place in it."""
    remembered = Remembered.objects.filter(space=space).values_list("name", flat=True)
    members = Membership.objects.filter(space=space).values_list("name", "person__name", "person__email")
    theirs = (part for name, person, email in members for part in (name, person, email.partition("@")[0]))
    return tuple(filter(None, (space.title, space.slug.replace("-", " "), *remembered, *theirs)))


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
