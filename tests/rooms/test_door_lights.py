"""The sky's lights: which messages have one, and that very many are never looked through."""

import random
import uuid

import pytest
from django.db.models import F

from alongside.door import mending, placing, queries
from alongside.door.models import LOW_LOT, Message
from alongside.ground import ids, lots
from alongside.spaces.models import Space
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db


def lights(space: Space, *, public: bool = True, most: int = 100) -> queries.Lights:
    return queries.lights(space=space, public=public, most=most)


def test_a_message_has_a_light_where_it_may_be_read():
    space, other = given.a_space(), given.a_space("other", keeper="Noor")
    given.a_message(other, given.a_draft(public=True))
    public = given.a_message(space, given.a_draft(public=True))
    family = given.a_message(space, given.a_draft())
    given.a_message(space, given.a_draft("", kind="name", public=True))  # a name that may not be shown
    for lane in ("waiting", "gentle", "safety", "care", "withdrawn"):
        given.a_message(space, given.a_draft(public=True), state=lane)
    assert [one.id for one in lights(space).brightest] == [public.pk]
    assert {public.pk, family.pk} <= {one.id for one in lights(space, public=False).brightest}
    assert lights(space, public=False).among == 3


def test_what_is_kept_from_the_page_or_taken_back_has_none_from_then_on():
    space = given.a_space()
    first, second, third = (given.a_message(space, given.a_draft(public=True)) for _ in range(3))
    placing.keep_off_page(keeper=given.a_keeper(space), message_id=first.pk, off=True)
    mending.withdraw(receipt=second.receipt, now=NOW)
    assert [one.id for one in lights(space).brightest] == [third.pk]
    assert {one.id for one in lights(space, public=False).brightest} == {first.pk, third.pk}


@pytest.mark.parametrize("most", [1, 8, 9, 40, 90])
def test_the_brightest_come_first_and_are_the_same_ones_however_they_are_found(most):
    space = given.a_space()
    messages = [given.a_message(space, given.a_draft(public=True)) for _ in range(40)]
    random.Random(1).shuffle(messages)
    expected = sorted((message.pk for message in messages), key=lots.lot_of)[:most]
    for public in (True, False):
        assert [one.id for one in lights(space, public=public, most=most).brightest] == expected


def test_a_lot_is_the_same_for_the_database():
    space = given.a_space()
    for _ in range(20):
        given.a_message(space)
    for row_id, digits in Message.objects.annotate(lot=lots.Lot(F("id"))).values_list("id", "lot"):
        assert int(digits, 16) / 16**lots.DIGITS == lots.lot_of(row_id)
        assert Message.objects.filter(LOW_LOT, pk=row_id).exists() == (lots.lot_of(row_id) < 0.25)


@pytest.mark.parametrize("many", [0, 1, 999, 1_000, 5_000, 100_000])
def test_how_many_there_are_is_told_by_the_lowest_lots(many):
    chance = random.Random(many)
    lowest = sorted(chance.random() for _ in range(many))[:1_000]
    told = lots.how_many(lowest, most=1_000)
    assert told == many if many < 1_000 else 0.85 * many < told < 1.15 * many


def test_lots_are_drawn_fairly():
    found = [lots.lot_of(ids.new_id()) for _ in range(4_000)]
    assert 0.45 < sum(found) / len(found) < 0.55
    assert 800 < sum(lot < 0.25 for lot in found) < 1_200
    assert lots.lot_of(uuid.UUID(int=0)) == 0
    assert lots.lot_of(uuid.UUID(int=2**128 - 1)) < 1


@pytest.mark.engine("sqlite")  # its planner is told nothing of how many rows there are, so its plan is always the same
@pytest.mark.parametrize(("public", "index"), [(True, "lights_on_page"), (False, "lights_of_family")])
def test_the_brightest_of_very_many_are_read_in_the_order_of_an_index(public, index):
    found = Message.objects.in_space(given.a_space())
    plan = queries.by_lot(found.on_page() if public else found.for_family()).filter(LOW_LOT)[:100].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
