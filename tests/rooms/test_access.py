"""Who may do what: role by visibility by state, and for everyone else nothing is there."""

import itertools

import pytest

from alongside.ground.errors import NotThere
from alongside.spaces import access
from alongside.spaces.access import Keeper
from alongside.spaces.models import Audience, Membership, Visibility
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

STATES: dict[str, dict[str, object]] = {
    "seen": {"seen_at": NOW, "closed_at": None},
    "unseen": {"seen_at": None, "closed_at": None},
    "closed": {"seen_at": NOW, "closed_at": NOW},
}
VISITORS = ("nobody", "with the link", "with a wrong link", "Noor", "moderator", "helper", "keeper", "left")


def expected(visitor: str, visibility: str, state: str) -> Audience | None:
    """The circle a visitor stands in, or None: not there."""
    if visitor == "keeper":
        return Audience.KEEPERS
    if visitor == "helper":
        return Audience.HELPERS
    if state != "seen" or visibility == Visibility.PRIVATE:
        return None
    if visitor == "with the link":
        return Audience.INVITED
    return Audience.PUBLIC if visibility == Visibility.PUBLIC else None


@pytest.mark.parametrize(
    ("visitor", "visibility", "state"), list(itertools.product(VISITORS, Visibility.values, STATES))
)
def test_who_may_open_a_space(visitor: str, visibility: str, state: str) -> None:
    space = given.a_space(visibility=visibility, **STATES[state])
    person, key = _at_the_door(visitor, space)
    circle = expected(visitor, visibility, state)
    if circle is None:
        with pytest.raises(NotThere):
            access.guest(slug="lina", person=person, link_key=key)
    else:
        assert access.guest(slug="lina", person=person, link_key=key).audience == circle


def _at_the_door(visitor: str, space):
    given.a_space("other", keeper="Noor")
    if visitor == "left":
        given.a_helper(space, "Gone")
        Membership.objects.filter(name="Gone").update(left_at=NOW)
    people = {
        "Noor": lambda: given.a_person("Noor"),
        "moderator": lambda: given.a_moderator().person,
        "helper": lambda: given.a_helper(space).person,
        "keeper": lambda: given.a_person("Mira"),
        "left": lambda: given.a_person("Gone"),
    }
    keys = {"with the link": space.link_key, "with a wrong link": "wrong"}
    return people[visitor]() if visitor in people else None, keys.get(visitor, "")


def test_a_circle_reads_what_is_meant_for_it_and_for_wider_ones() -> None:
    space = given.a_space(visibility=Visibility.LINK)
    guest = given.a_guest(space, link_key=space.link_key)
    assert guest.audiences == (Audience.INVITED, Audience.PUBLIC)


def test_proofs_of_keeping_and_helping() -> None:
    space = given.a_space()
    assert isinstance(given.a_keeper(space), Keeper)
    helper = given.a_helper(space)
    assert not isinstance(helper, Keeper)
    for stranger in (given.a_person("Noor"), helper.person, None):
        with pytest.raises(NotThere):
            access.keeper(slug="lina", person=stranger)
    with pytest.raises(NotThere):
        access.helper(slug="nowhere", person=helper.person)


def test_only_a_moderator_is_one() -> None:
    assert given.a_moderator().person.is_moderator
    for stranger in (given.a_person("Ada"), None):
        with pytest.raises(NotThere):
            access.moderator(person=stranger)


def test_a_person_who_was_shut_out_has_no_place_any_more() -> None:
    space = given.a_space()
    person = given.a_person("Mira")
    person.is_active = False
    with pytest.raises(NotThere):
        access.keeper(slug=space.slug, person=person)
