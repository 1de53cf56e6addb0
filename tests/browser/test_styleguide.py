"""Every part in every state: axe finds nothing, nothing is wider than a phone, and each is tall enough for a thumb."""

from collections.abc import Iterator

import pytest

from alongside.web.parts import examples
from tests import live

pytestmark = pytest.mark.engine("sqlite")  # how a part looks does not depend on the engine

SHOWN = examples.examples()
PARTS = sorted({one.part for one in SHOWN})
TOO_WIDE = """() => [...document.querySelectorAll('main *')]
  .filter((one) => !one.closest('.visually-hidden, .folded-first'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 200))"""
TOUCHED = "button, .button, nav a, .helplines a, input:not([type=hidden]), select, summary"
TOO_SMALL = """(touched) => [...document.querySelectorAll(touched)]
  .filter((one) => one.offsetParent && !one.closest('.held, .steps') && !one.matches('.button--small, .message-why *'))
  .map((one) => one.closest('label.choice') ?? one)
  .filter((target) => target.getBoundingClientRect().height < 43.5)
  .map((target) => target.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="session")
def server(each_engine: str) -> Iterator[live.Site]:
    """A developer's site, which shows the style guide."""
    with live.site(engine=each_engine, ALONGSIDE_LIMITS="off", ALONGSIDE_DEBUG="true") as running:
        yield running


def test_the_guide_shows_every_example(page):
    page.goto("/styleguide/")
    there = set(page.eval_on_selector_all("[id]", "all => all.map((one) => one.id)"))
    assert {one.id for one in SHOWN} <= there


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_any_part(open_page, axe, dark):
    page = open_page(dark=dark)
    page.goto("/styleguide/")
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    axe(page)


@pytest.mark.parametrize("example", ["space-face-one", "letter-right-to-left", "held-care", "error-summary-to-mend"])
def test_axe_finds_nothing_on_a_page_with_one_part(page, axe, example):
    page.goto(f"/styleguide/{example}/")
    axe(page)


def test_nothing_is_wider_than_a_phone(open_page):
    page = open_page(phone=True)
    page.goto("/styleguide/")
    page.eval_on_selector_all("details", "all => all.forEach((one) => (one.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate(TOO_WIDE) == []


def test_nothing_is_wider_than_a_screen_at_400_percent(open_page):
    page = open_page()
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto("/styleguide/")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_everything_to_touch_is_large_enough_for_a_thumb(open_page):
    page = open_page(phone=True)
    page.goto("/styleguide/")
    assert page.evaluate(TOO_SMALL, TOUCHED) == []


def test_right_to_left_is_a_mirror(open_page):
    page = open_page(phone=True)
    page.goto("/styleguide/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    name, letter = (
        page.locator(at).first.bounding_box() for at in (".site-name", "#letter-published .letter-foot time")
    )
    assert name["x"] > 180
    assert letter["x"] < 180  # an English letter keeps its own direction


def test_focus_is_seen(page):
    page.goto("/styleguide/")
    button = page.locator("#press-full button")
    button.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert button.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"


def test_the_first_key_leads_past_the_head(page):
    page.goto("/styleguide/letter-published/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_paper_there_are_words_and_no_buttons(page):
    page.goto("/styleguide/")
    page.emulate_media(media="print")
    assert page.locator("#message-words .message-words").is_visible()
    assert not page.locator("#message-with-what-may-be-done button").first.is_visible()
    assert not page.locator(".site-head").is_visible()
