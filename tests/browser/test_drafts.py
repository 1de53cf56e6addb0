"""What somebody writes survives a closed tab, a lost connection and a second tap; and none of it needs JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site

pytestmark = pytest.mark.engine("sqlite")  # what a phone keeps does not depend on the engine

WORDS = "There is soup on your step.\nYou need not open the door."


@pytest.fixture(scope="module")
def form(server: Site) -> str:
    """The address of a write form; each test is a visitor of its own."""
    return str(server.open_space()["url"]) + "write/"


def opened(page: Page, form: str) -> None:
    """Open the form, and wait until its script listens."""
    page.goto(form)
    page.wait_for_load_state("networkidle")


def send(page: Page) -> None:
    page.locator("main form [type=submit], main form button:not([type])").last.click()


def posts_of(page: Page) -> list[str]:
    """Every POST that leaves the page from now on."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url) if request.method == "POST" else None)
    return seen


def test_words_are_still_there_after_the_tab_was_closed(page, form):
    opened(page, form)
    page.fill("[name=words]", WORDS)
    page.fill("[name=name]", "Ada")
    page.check("[name=kind][value=memory]")
    expect(page.locator("[data-draft-words]")).to_contain_text("Kept on this phone")
    key = page.input_value("[name=key]")
    again = page.context.new_page()
    page.close()
    opened(again, form)
    expect(again.locator("[name=words]")).to_have_value(WORDS)
    expect(again.locator("[name=kind][value=memory]")).to_be_checked()
    assert again.input_value("[name=name]") == "Ada"
    assert again.input_value("[name=key]") == key
    expect(again.locator("[data-draft-words]")).to_contain_text("still here")


def test_they_can_be_removed_from_a_phone_that_others_use(page, form):
    opened(page, form)
    page.fill("[name=words]", WORDS)
    page.get_by_role("button", name="Remove from this phone").click()
    expect(page.locator("[name=words]")).to_have_value("")
    page.reload()
    expect(page.locator("[name=words]")).to_have_value("")


def test_after_sending_nothing_stays_on_the_phone(page, form):
    opened(page, form)
    page.fill("[name=words]", WORDS)
    send(page)
    page.wait_for_url("**/received/**")
    assert WORDS.splitlines()[0] in page.content()
    assert page.evaluate("localStorage.length") == 0


def test_without_a_connection_they_wait_and_are_sent_when_it_is_back(page, form, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    opened(page, form)
    page.fill("[name=words]", WORDS)
    page.context.set_offline(True)
    send(page)
    expect(page.locator("[data-draft-words]")).to_contain_text("We will send it when you are back online")
    assert page.input_value("[name=words]") == WORDS
    page.context.set_offline(False)
    page.wait_for_url("**/received/**")
    assert WORDS.splitlines()[0] in page.content()


def test_when_the_answer_is_lost_the_same_message_is_sent_again_and_stored_once(page, form, server, expect_trouble):
    expect_trouble("ERR_FAILED")
    opened(page, form)
    page.fill("[name=words]", WORDS)
    lost: list[str] = []

    def lose_the_answer(route):
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch(max_redirects=0).headers["location"])
        return route.abort()

    page.route("**/write/", lose_the_answer)
    send(page)
    expect(page.locator("[data-draft-words]")).to_contain_text("could not reach the server")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/received/**")
    assert page.url.endswith(lost[0])


def test_a_candle_without_words_also_waits(page, form, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    opened(page, form)
    page.check("[name=kind][value=candle]")
    page.context.set_offline(True)
    send(page)
    expect(page.locator("[data-draft-words]")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_url("**/received/**")


def test_a_mistake_is_shown_where_it_is_and_nothing_typed_is_lost(page, form):
    opened(page, form)
    page.fill("[name=name]", "Ada")
    send(page)
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    expect(page.locator("[name=name]")).to_have_value("Ada")
    summary.get_by_role("link").first.click()
    expect(page.locator("[name=words]")).to_be_focused()
    page.fill("[name=words]", WORDS)
    send(page)
    page.wait_for_url("**/received/**")


def test_a_second_tap_sends_nothing_more(page, form):
    opened(page, form)
    page.fill("[name=words]", WORDS)
    seen = posts_of(page)
    page.locator("main form [type=submit], main form button:not([type])").last.dblclick()
    page.wait_for_url("**/received/**")
    assert len(seen) == 1


def test_without_javascript_the_form_works_as_forms_do(open_page, form):
    page = open_page(javascript=False, phone=True)
    page.goto(form)
    page.fill("[name=words]", WORDS)
    send(page)
    page.wait_for_url("**/received/**")
    assert WORDS.splitlines()[0] in page.content()
