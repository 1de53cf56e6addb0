"""Who works at the desk, and on what.

A moderator sees what is held in every space but those they keep themselves. A helper sees it in the spaces they help in;
the care lane is theirs only while the site has no moderator at all, since somebody must see it. A keeper never works
here: what hurts must not reach a family through the back door.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.people.models import Person
from alongside.spaces import access
from alongside.spaces.access import Keeper


@dataclass(frozen=True, slots=True)
class Moderating:
    """On duty for the whole site, but for the spaces that they keep."""

    person: Person
    kept: frozenset[UUID]

    @property
    def spaces(self) -> Q:
        """The messages of the spaces they look after."""
        return ~Q(space__in=self.kept) if self.kept else Q()

    @property
    def lanes(self) -> Q:
        """The messages in the lanes they see: all."""
        return Q()


@dataclass(frozen=True, slots=True)
class Helping:
    """On duty for the spaces that they help in."""

    person: Person
    helped: frozenset[UUID]
    sees_care: bool

    @property
    def spaces(self) -> Q:
        """The messages of the spaces they look after."""
        return Q(space__in=self.helped)

    @property
    def lanes(self) -> Q:
        """The messages in the lanes they see: the care lane is not among them while somebody moderates."""
        return Q() if self.sees_care else ~Q(state=State.CARE)


Duty = Moderating | Helping


def on_duty(*, person: Person | None) -> Duty:
    """Prove that `person` moderates this site, or helps in at least one space. Raises `NotThere` otherwise."""
    if person is None or not person.is_active:
        raise NotThere
    theirs = access.memberships(person=person)
    kept = frozenset(proof.space.pk for proof in theirs if isinstance(proof, Keeper))
    if person.is_moderator:
        return Moderating(person, kept)
    helped = frozenset(proof.space.pk for proof in theirs) - kept
    if not helped:
        raise NotThere
    return Helping(person, helped, sees_care=not _someone_moderates())


def _someone_moderates() -> bool:
    return Person.objects.filter(is_moderator=True, is_active=True).exists()
