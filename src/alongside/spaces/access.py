"""Who may do what: a person or a link becomes a proof, or the thing is simply not there.

A verb asks for the proof it needs, so it cannot be called by someone who has none. Every look-up that fails raises
`NotThere`, for a space that does not exist and for one that is not yours alike.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from alongside.ground import ids, prepared
from alongside.ground.errors import NotThere
from alongside.people.models import Person
from alongside.spaces.models import Audience, Membership, Role, Space, Visibility


@dataclass(frozen=True, slots=True)
class Guest:
    """May open a space's page and write. `audience` is the widest circle this visitor stands in."""

    space: Space
    audience: Audience

    @property
    def is_keeper(self) -> bool:
        """Whether this visitor is one of the family, looking at their own page."""
        return self.audience == Audience.KEEPERS

    @property
    def has_link(self) -> bool:
        """Whether it is the family's link that this visitor came with."""
        return self.audience == Audience.INVITED

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """What they may read: everything meant for their circle or a wider one."""
        everyone = tuple(Audience)
        return everyone[everyone.index(self.audience) :]


@dataclass(frozen=True, slots=True)
class Helper:
    """May read first and answer for the family, in one space."""

    space: Space
    person: Person
    membership: Membership


@dataclass(frozen=True, slots=True)
class Keeper(Helper):
    """One of the family: may do everything in their own space. Whatever a helper may do, a keeper may."""


@dataclass(frozen=True, slots=True)
class Moderator:
    """Keeps the whole site safe: sees what is held, in every space; never a family's private rooms."""

    person: Person


def guest(*, slug: str, person: Person | None = None, link_key: str = "") -> Guest:
    """Let a visitor in at a space's page. Raises `NotThere` where they have no business or nothing is to be seen."""
    space = _space(slug)
    member = _membership(space, person)
    if member is not None:
        return Guest(space, Audience.KEEPERS if member.role == Role.KEEPER else Audience.HELPERS)
    has_link = bool(link_key) and ids.same_secret(link_key, space.link_key)
    if not _is_open_to(space, has_link=has_link):
        raise NotThere
    return Guest(space, Audience.INVITED if has_link else Audience.PUBLIC)


def _is_open_to(space: Space, *, has_link: bool) -> bool:
    if not space.is_seen or space.is_closed:
        return False
    return space.visibility == Visibility.PUBLIC or (space.visibility == Visibility.LINK and has_link)


def keeper(*, slug: str, person: Person | None) -> Keeper:
    """Prove that `person` keeps the space. Raises `NotThere` otherwise."""
    found = helper(slug=slug, person=person)
    if not isinstance(found, Keeper):
        raise NotThere
    return found


def helper(*, slug: str, person: Person | None) -> Helper:
    """Prove that `person` helps in the space or keeps it (then a `Keeper`). Raises `NotThere` otherwise."""
    space = _space(slug)
    member = _membership(space, person)
    if member is None or person is None:
        raise NotThere
    proof = Keeper if member.role == Role.KEEPER else Helper
    return proof(space, person, member)


def moderator(*, person: Person | None) -> Moderator:
    """Prove that `person` moderates this site. Raises `NotThere` otherwise."""
    if person is None or not person.is_active or not person.is_moderator:
        raise NotThere
    return Moderator(person)


def memberships(*, person: Person) -> list[Helper]:
    """Every space that is this person's, as proofs, in the order they joined."""
    found = Membership.objects.filter(person=person, left_at=None).select_related("space").order_by("joined_at")
    return [(Keeper if member.role == Role.KEEPER else Helper)(member.space, person, member) for member in found]


def _space(slug: str) -> Space:
    found = _called(slug)
    if not found:
        raise NotThere
    return found[0]


@prepared.once
def _called(slug: str) -> QuerySet[Space]:
    return Space.objects.select_related("vocabulary").filter(slug=slug)


def _membership(space: Space, person: Person | None) -> Membership | None:
    if person is None or not person.is_active:
        return None
    return Membership.objects.filter(space=space, person=person, left_at=None).first()
