"""A letter is saved as it is written, and a lost connection or a second window loses no word of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site

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
