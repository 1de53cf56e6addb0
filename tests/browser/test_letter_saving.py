"""A letter is saved as it is written, and a lost connection or a second window loses no word of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site

pytestmark = pytest.mark.engine("sqlite")  # what a browser keeps does not depend on the engine

WORDS = "She had her father's chin.\nI will say more when I can."


@pytest.fixture(scope="module")
def space(server: Site) -> dict[str, str]:
    opened = server.open_space()
    return {"slug": str(opened["slug"]), "keeper": str(opened["keeper"])}


@pytest.fixture
def keeper(page: Page, server: Site, space: dict[str, str]) -> Page:
    """A keeper's browser, signed in, on a letter that has its first words."""
    page.goto(server.sign_in_url(space["keeper"]))
    page.wait_for_url("**/home/**")
    page.goto(f"/home/{space['slug']}/letters/new/")
    page.wait_for_load_state("networkidle")
    page.fill("[name=title]", "To everyone")
    saved(page)
    action = page.get_attribute("form[data-autosave]", "action")
    page.goto(str(action))
    page.wait_for_load_state("networkidle")
    return page


def status(page: Page):
    return page.locator("[data-draft-words]")


def saved(page: Page) -> None:
    expect(status(page)).to_have_text("Saved.")


def test_what_is_typed_is_there_after_a_reload_without_pressing_anything(keeper):
    keeper.fill("[name=words]", WORDS)
    saved(keeper)
    keeper.reload()
    expect(keeper.locator("[name=words]")).to_have_value(WORDS)
    assert keeper.evaluate("localStorage.length") == 0


def test_one_press_is_enough_when_everything_is_saved_already(keeper):
    keeper.fill("[name=words]", WORDS)
    saved(keeper)
    keeper.get_by_role("button", name="On to publishing").click()
    keeper.wait_for_url("**/publish/")


def test_without_a_connection_it_waits_on_the_phone_and_no_button_leaves_the_page(keeper, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    keeper.context.set_offline(True)
    keeper.fill("[name=words]", WORDS)
    expect(status(keeper)).to_contain_text("kept on this phone")
    keeper.get_by_role("button", name="Keep this draft").click()
    expect(status(keeper)).to_contain_text("kept on this phone")
    assert keeper.input_value("[name=words]") == WORDS
    keeper.context.set_offline(False)
    saved(keeper)


def test_a_tab_that_was_closed_without_a_connection_gives_the_words_back(keeper, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    address = keeper.url
    keeper.context.set_offline(True)
    keeper.fill("[name=words]", WORDS)
    expect(status(keeper)).to_contain_text("kept on this phone")
    again = keeper.context.new_page()
    keeper.close()
    again.context.set_offline(False)
    again.goto(address)
    expect(again.locator("[name=words]")).to_have_value(WORDS)
    saved(again)


def test_a_second_window_does_not_overwrite_the_first(keeper):
    other = keeper.context.new_page()
    other.goto(keeper.url)
    other.wait_for_load_state("networkidle")
    keeper.fill("[name=words]", WORDS)
    saved(keeper)
    other.fill("[name=words]", "Other words")
    expect(status(other)).to_contain_text("changed in another window")
    other.get_by_role("button", name="Keep this draft").click()
    expect(other.locator("[name=words]")).to_have_value("Other words")
    expect(other.locator("main")).to_contain_text(WORDS.splitlines()[0])


def offline_with_words(page: Page, words: str) -> None:
    """Go offline and type; the words wait on the phone."""
    page.context.set_offline(True)
    page.fill("[name=words]", words)
    expect(status(page)).to_contain_text("kept on this phone")


def test_a_new_letter_moves_to_its_own_address_and_keeps_what_was_typed_offline_there(keeper, space, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    new = f"/home/{space['slug']}/letters/new/"
    keeper.goto(new)
    keeper.wait_for_load_state("networkidle")
    keeper.fill("[name=words]", "Begun.")
    saved(keeper)
    own = keeper.url
    assert not own.endswith("/new/")
    offline_with_words(keeper, "Begun. And more, without a connection.")
    other = keeper.context.new_page()
    keeper.close()
    other.context.set_offline(False)

    other.goto(new)
    other.wait_for_load_state("networkidle")
    assert other.input_value("[name=words]") == ""
    other.fill("[name=words]", "Another letter.")
    saved(other)
    assert other.url != own

    other.goto(own)
    expect(other.locator("[name=words]")).to_have_value("Begun. And more, without a connection.")
    saved(other)
    assert other.evaluate("localStorage.length") == 0


def test_a_new_letter_that_never_arrived_is_gone_on_with_and_is_one_letter(keeper, space, expect_trouble):
    expect_trouble("ERR_INTERNET_DISCONNECTED")
    expect_trouble("ERR_CONNECTION_REFUSED")
    new = f"/home/{space['slug']}/letters/new/"
    keeper.goto(new)
    keeper.wait_for_load_state("networkidle")
    # The first save arrives, but its answer is lost on the way.
    keeper.route("**/save/", lambda route: (route.fetch(), route.abort("connectionrefused")), times=1)
    keeper.fill("[name=words]", "A letter that is begun once.")
    expect(status(keeper)).to_contain_text("kept on this phone")
    offline_with_words(keeper, "A letter that is begun once, and goes on.")
    other = keeper.context.new_page()
    keeper.close()
    other.context.set_offline(False)

    other.goto(new)
    expect(other.locator("[name=words]")).to_have_value("A letter that is begun once, and goes on.")
    saved(other)
    other.get_by_role("button", name="Keep this draft").click()
    expect(other.locator("main")).to_contain_text("Your letter is kept.")
    other.goto(f"/home/{space['slug']}/letters/")
    expect(other.get_by_role("link", name="A letter that is begun once")).to_have_count(1)
    assert other.evaluate("localStorage.length") == 0


def test_whoever_is_signed_out_stays_on_the_page_and_the_words_arrive_after_signing_in(keeper, server, space):
    keeper.fill("[name=words]", "Begun.")
    saved(keeper)
    other = keeper.context.new_page()
    cookies = keeper.context.cookies()
    keeper.context.clear_cookies(name="sessionid")
    assert len(keeper.context.cookies()) < len(cookies)
    address = keeper.url
    keeper.fill("[name=words]", WORDS)
    expect(status(keeper)).to_contain_text("You are signed out here.")
    keeper.get_by_role("button", name="Keep this draft").click()
    expect(status(keeper)).to_contain_text("You are signed out here.")
    assert keeper.url == address
    assert keeper.input_value("[name=words]") == WORDS

    other.goto(server.sign_in_url(space["keeper"]))
    other.wait_for_url("**/home/**")
    keeper.get_by_role("button", name="Keep this draft").click()
    expect(keeper.locator("main")).to_contain_text("Your letter is kept.")
    assert keeper.input_value("[name=words]") == WORDS
    assert keeper.evaluate("localStorage.length") == 0
