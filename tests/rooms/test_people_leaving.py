"""Who asked for a code and never came in is forgotten; nobody else is."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from alongside.ground import store
from alongside.people import arriving, leaving
from alongside.people.models import Person
from tests import given

pytestmark = pytest.mark.django_db

LATER = given.NOW + timedelta(days=31)


def _who() -> set[str]:
    return set(Person.objects.values_list("name", flat=True))


def test_only_those_who_never_came_in_and_belong_nowhere_go():
    space = given.a_space(keeper="Mira")
    given.a_helper(space, "Tilda")
    given.a_person("Tom", moderator=True)
    given.a_person("Came")
    Person.objects.filter(name="Came").update(last_login=given.NOW)
    given.a_person("Late", now=LATER - timedelta(days=29))
    arriving.offer_link(person=given.a_person("Stranger"), now=given.NOW)
    assert leaving.prune(now=LATER) == 1
    assert _who() == {"Mira", "Tilda", "Tom", "Came", "Late"}


def test_nobody_goes_within_the_month():
    given.a_person("Stranger")
    assert leaving.prune(now=given.NOW + timedelta(days=30)) == 0


def test_somebody_who_left_their_space_is_still_named_there():
    space = given.a_space()
    given.a_helper(space, "Tilda")
    space.memberships.filter(name="Tilda").update(left_at=given.NOW)
    leaving.prune(now=LATER)
    assert "Tilda" in _who()


def test_who_was_forgotten_can_come_again():
    given.a_person("Stranger")
    leaving.prune(now=LATER)
    assert given.a_person("Stranger", now=LATER).arrived_at == LATER


@pytest.mark.django_db(transaction=True)
def test_who_comes_in_while_strangers_are_being_forgotten_stays():
    """Their coming in is not finished when the rounds ask, and is by the time these would delete."""
    stranger = given.a_person("Stranger")
    with ThreadPoolExecutor(1) as pool:
        with store.write():
            Person.objects.filter(pk=stranger.pk).update(last_login=LATER)
            pruned = pool.submit(_prune_elsewhere)
            wait([pruned], timeout=1)
            assert not pruned.done(), "it did not wait for the other write: this test shows nothing"
        assert pruned.result() == 0
    assert "Stranger" in _who()


def _prune_elsewhere() -> int:
    try:
        return leaving.prune(now=LATER)
    finally:
        connection.close()


def test_visits_that_are_over_are_forgotten():
    for name, until in (("over", -1), ("going on", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=given.NOW + timedelta(hours=until))
    assert leaving.forget_visits(now=given.NOW) == 1
    assert Session.objects.get().session_key == "going on"
