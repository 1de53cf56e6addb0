"""One gentle word before sending: while one types where scripts run, on one page more where they do not."""

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site, eventually

pytestmark = pytest.mark.engine("sqlite")  # what happens on a page does not depend on the engine

HURTS = "We are so sad.\nTime heals, my dear."
ALSO = " At least it was early."
NOTE = "One thought, before you send it"


@pytest.fixture(scope="module")
def form(server: Site) -> str:
    url = str(server.open_space()["url"])
    with server.visitor() as somebody:  # nobody hears anything until the word lists are read
        asked = partial(somebody.post, f"{url}coach/", data={"words": HURTS})
        eventually(lambda: asked().json()["note"], within=60, what="the word lists to be read")
    return f"{url}write/"


def begin(page: Page, form: str) -> None:
    page.goto(form)
    page.get_by_label("Your name").fill("Ada")


def send(page: Page) -> None:
    page.get_by_role("button", name="Send it to them").click()


def note(page: Page):
    return page.get_by_role("status").filter(has_text=NOTE)


def test_with_scripts_it_is_said_while_one_types_and_takes_no_focus(open_page, form, axe) -> None:
    page = open_page(phone=True)
    begin(page, form)
    expect(page.get_by_text("It keeps nothing of that.")).to_be_visible()
    words = page.get_by_label("Your words")
    words.press_sequentially(HURTS)
    expect(note(page)).to_be_visible()
    expect(note(page).locator("q")).to_have_text("Time heals")
    expect(words).to_be_focused()
    axe(page)
    words.fill("We are so sad.")
    expect(page.get_by_text(NOTE)).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    words.press_sequentially(ALSO)
    page.wait_for_timeout(2_000)  # longer than the pause after which it would ask
    expect(page.get_by_text(NOTE)).to_have_count(0)  # one message is spoken of once
    assert asked == []


def test_whoever_sends_while_it_stands_has_sent(open_page, form) -> None:
    page = open_page()
    begin(page, form)
    page.get_by_label("Your words").fill(HURTS)
    expect(note(page)).to_be_visible()
    send(page)
    page.wait_for_url("**/received/**")
    expect(page.get_by_text("Time heals, my dear.").first).to_be_visible()


def test_whoever_sends_before_it_speaks_has_sent_too(open_page, form) -> None:
    page = open_page()
    begin(page, form)
    page.wait_for_load_state("networkidle")
    page.get_by_label("Your words").fill(HURTS)
    send(page)
    page.wait_for_url("**/received/**")


def test_when_it_does_not_answer_nobody_notices(open_page, form, watch) -> None:
    page = open_page()
    watch.expected.append("ERR_FAILED")
    page.route("**/coach/", lambda route: route.abort())
    begin(page, form)
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/coach/")):
        page.get_by_label("Your words").fill(HURTS)
    page.wait_for_timeout(200)  # time enough for whatever it might show
    assert page.get_by_text(NOTE).count() == 0
    assert page.locator("[name=coach]").input_value() == "here"  # nothing was said, and nothing asks after the button
    send(page)
    page.wait_for_url("**/received/**")


@pytest.mark.parametrize("status", [429, 503])
def test_a_site_that_is_busy_is_asked_again_later(open_page, form, watch, status) -> None:
    page = open_page()
    watch.expected.append(f"was answered with {status}")
    page.clock.install()
    page.route("**/coach/", lambda route: route.fulfill(status=status, json={"note": None}), times=1)
    begin(page, form)
    with page.expect_response("**/coach/") as answered:
        page.get_by_label("Your words").fill(HURTS)
        page.clock.run_for(2_000)
    assert answered.value.status == status
    page.wait_for_timeout(200)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.clock.run_for(30_000)
    assert asked == []
    page.clock.run_for(35_000)
    expect(note(page)).to_be_visible()


def test_a_mistake_in_the_form_does_not_silence_it(open_page, form) -> None:
    page = open_page()
    begin(page, form)
    page.get_by_label("Your email").fill("nobody")
    page.get_by_label("Your words").fill("We think of you.")
    send(page)
    expect(page.get_by_text("It keeps nothing of that.")).to_be_visible()
    expect(page.get_by_label("Your email")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Your words").fill(HURTS)
    expect(note(page)).to_be_visible()
    expect(page.locator("[name=coach]")).to_have_value("shown")


def test_what_was_put_back_from_the_phone_is_read_too(open_page, form) -> None:
    page = open_page()
    begin(page, form)
    page.get_by_label("Your words").fill(HURTS)
    expect(note(page)).to_be_visible()
    page.reload()
    expect(note(page)).to_be_visible()


def test_without_scripts_it_is_one_page_more_with_everything_typed(open_page, form) -> None:
    page = open_page(phone=True, javascript=False)
    begin(page, form)
    page.get_by_label("Your words").fill(HURTS)
    page.get_by_label("It may be printed in the family's book").check()
    key = page.locator("[name=key]").input_value()
    send(page)
    expect(page.get_by_role("heading", name="Before you send it")).to_be_visible()
    expect(page.get_by_role("group", name=NOTE).locator("q")).to_have_text("Time heals")
    expect(page.get_by_label("Your words")).to_have_value(HURTS)
    expect(page.get_by_label("It may be printed in the family's book")).to_be_checked()
    assert page.locator("[name=key]").input_value() == key
    page.get_by_role("link", name="Change it").click()
    assert page.url.endswith("#id_words")
    page.get_by_label("Your words").fill(ALSO)
    send(page)
    expect(page.get_by_role("heading", name="Your words are kept")).to_be_visible()


def test_without_scripts_it_goes_as_it_is_with_one_press(open_page, form) -> None:
    page = open_page(javascript=False)
    begin(page, form)
    page.get_by_label("Your words").fill(HURTS)
    send(page)
    page.get_by_role("button", name="Send it as it is").click()
    expect(page.get_by_role("heading", name="Your words are kept")).to_be_visible()
    expect(page.get_by_text("Time heals, my dear.").first).to_be_visible()


def test_kind_words_without_scripts_meet_no_other_page(open_page, form) -> None:
    page = open_page(javascript=False)
    begin(page, form)
    page.get_by_label("Your words").fill("We think of you every day.")
    send(page)
    expect(page.get_by_role("heading", name="Your words are kept")).to_be_visible()
