"""The sky grows and never reshuffles, stays small, and says nothing in numbers."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.web import sky

LIGHTS = some.builds(
    sky.Light,
    key=some.uuids().map(str),
    day=some.dates(datetime.date(2000, 1, 1), datetime.date(2060, 12, 31)),
    who=some.text(max_size=40),
    kind=some.sampled_from(["words", "prayer", "candle", "memory", "name", "something new"]),
    lot=some.floats(0, 1, exclude_max=True),
)
SVG = "{http://www.w3.org/2000/svg}"


def a_year_of(count: int) -> list[sky.Light]:
    """Most in the first days, as it is after a loss; deterministic."""
    start = datetime.date(2026, 3, 14)
    return [
        sky.Light(
            key=f"m{number}",
            day=start + datetime.timedelta(days=(number * number) % (365 if number % 5 == 0 else 9)),
            who=f"person {number % max(count * 4 // 5, 1)}",
            kind="candle" if number % 7 == 0 else "words",
            lot=number * 0.6180339887498949 % 1,
        )
        for number in range(count)
    ]


def points_of(drawing: str) -> set[tuple[int, int]]:
    """Where lights are drawn singly: behind the glow, whose strokes look alike."""
    return {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h0", drawing.rpartition("</g>")[2])}


@given(some.lists(LIGHTS, max_size=40), some.lists(LIGHTS, max_size=40), some.randoms())
def test_no_light_moves_when_others_come(there, coming, chance):
    before = dict(zip(there, sky.place(there), strict=True))
    everyone = [*there, *coming]
    chance.shuffle(everyone)
    after = dict(zip(everyone, sky.place(everyone), strict=True))
    assert {light: after[light] for light in there} == before


@given(LIGHTS)
def test_every_light_is_inside_the_picture(light):
    ((x, y, lot, tint),) = sky.place([light])
    assert 0 <= x <= sky.WIDE
    assert 0 <= y <= sky.HIGH
    assert lot == light.lot
    assert tint in range(len(sky.TINTS))


@given(some.lists(LIGHTS, max_size=30), some.text(max_size=60), some.text(max_size=60))
def test_any_words_give_a_well_formed_picture(lights, title, description):
    root = ElementTree.fromstring(sky.draw(lights, title=title, description=description))
    assert root.tag == f"{SVG}svg"


def test_what_is_drawn_singly_among_many_was_drawn_there_among_few():
    lights = a_year_of(3_000)
    few, many = points_of(sky.draw(lights[:500])), points_of(sky.draw(lights))
    own_places = {(x, y) for x, y, _lot, _tint in sky.place(lights[:500])}
    assert many & own_places <= few
    assert len(many) < 3_000


def test_only_the_faintest_melt_into_the_glow():
    lights = a_year_of(20_000)
    brightest = sorted(lights, key=lambda light: light.lot)[: sky.MOST]
    assert points_of(sky.draw(lights)) == {(x, y) for x, y, _lot, _tint in sky.place(brightest)}


def test_the_brightest_alone_give_the_sky_of_all():
    lights = a_year_of(20_000)
    brightest = sorted(lights, key=lambda light: light.lot)[: sky.MOST]
    assert sky.draw(brightest, among=20_000) == sky.draw(lights)


def test_one_person_writing_on_one_day_stays_close_together():
    day = datetime.date(2026, 3, 14)
    places = list(sky.place(sky.Light(f"m{n}", day, "Ada", "words", n / 20) for n in range(20)))
    assert max(x for x, *_ in places) - min(x for x, *_ in places) < sky.WIDE / 8


def test_the_lights_are_spread_over_the_sky_and_not_heaped():
    xs = [x for x, *_ in sky.place(a_year_of(2_000))]
    quarter = [sum(1 for x in xs if n * sky.WIDE / 4 <= x < (n + 1) * sky.WIDE / 4) for n in range(4)]
    assert min(quarter) > 60


@pytest.mark.parametrize("count", [0, 1, 5, 500, 5_000, 50_000, 100_000])
def test_the_picture_stays_small(count):
    assert len(sky.draw(a_year_of(count)).encode()) < 60_000


def test_there_is_a_light_for_each_message_while_they_can_be_told_apart():
    lights = a_year_of(300)
    assert points_of(sky.draw(lights)) == {(x, y) for x, y, _lot, _tint in sky.place(lights)}


def test_the_picture_speaks_to_those_who_do_not_see_it():
    root = ElementTree.fromstring(sky.draw(a_year_of(3), title="A night sky", description="A few <lights> & stars"))
    assert root.findtext(f"{SVG}title") == "A night sky"
    assert root.findtext(f"{SVG}desc") == "A few <lights> & stars"


def test_the_picture_carries_nothing_that_a_strict_policy_refuses():
    drawing = sky.draw(a_year_of(1_000), title="<script>", description="x")
    assert not re.search(r"<script|<style| style=| on\w+=|href", drawing)


def test_how_full_it_is_is_said_without_a_number():
    told = [sky.describe(count) for count in range(20_000)]
    assert list(dict.fromkeys(told)) == list(sky.Fullness)
    assert not any(character.isdigit() for word in sky.Fullness for character in word)
