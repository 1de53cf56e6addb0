"""The whole story in a real browser: a family speaks, someone writes, a keeper reads and thanks, the writer finds it.

Once with scripts on a desk, once without them on a phone; axe reads every page on the way where it can run.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.live import Site, eventually

LETTER = "Her name is Alva. You can say it."
WORDS = "We lit a lantern by the lake for Alva.\n\nNobody spoke on the way home."
THANKS = "We read your words by the window. Thank you."

Look = Callable[[Page], None]


@pytest.fixture(params=[("desk", True), ("phone", False)], ids=["desk with scripts", "phone without"])
def walk(request, open_page, axe) -> tuple[Callable[[], Page], Look]:
    """Opens a new visitor's page, and looks at a page: axe where scripts run, and nothing wider than the screen."""
    device, javascript = request.param

    def look(page: Page) -> None:
        wide = page.locator("html").evaluate("e => e.scrollWidth > e.clientWidth") if javascript else False
        assert not wide, f"{page.url} is wider than the screen"
        if javascript:
            axe(page)

    return lambda: open_page(phone=device == "phone", javascript=javascript), look


def test_from_the_first_letter_to_the_thanks(server: Site, walk) -> None:
    visit, look = walk
    space = server.open_space(title="For Alva")
    path = urlsplit(space["url"]).path
    keeper = visit()
    keeper.goto(space["sign_in_url"])
    _publish_a_letter(keeper, space["slug"], look)
    guest = visit()
    receipt = _write(guest, path, look)
    server.command("settle")
    _read_and_thank(keeper, space["slug"], look)
    guest.goto(receipt)
    expect(guest.get_by_text(THANKS)).to_be_visible()
    look(guest)
    eventually(lambda: _on_page(guest, path), within=5, what="the message on the page")
    _take_back(guest, receipt)
    eventually(lambda: not _on_page(guest, path), within=5, what="the page without what was taken back")


def _on_page(guest: Page, path: str) -> bool:
    """Whether the message stands on the public page, which may be a second old."""
    guest.goto(path)
    return guest.get_by_text("We lit a lantern by the lake").count() > 0


def _publish_a_letter(keeper: Page, slug: str, look: Look) -> None:
    keeper.goto(f"/home/{slug}/letters/new/")
    look(keeper)
    keeper.get_by_label("Your words").fill(LETTER)
    keeper.get_by_role("radio", name="Everyone").check()
    keeper.get_by_role("button", name="On to publishing").click()
    keeper.get_by_role("radio", name="Now", exact=True).check()
    look(keeper)
    keeper.get_by_role("button", name="Yes, like this").click()
    keeper.goto(f"/for/{slug}/")
    expect(keeper.get_by_text(LETTER)).to_be_visible()
    look(keeper)


def _write(guest: Page, path: str, look: Look) -> str:
    guest.goto(path)
    guest.get_by_role("link", name="Write to them").click()
    look(guest)
    guest.get_by_role("button", name="Send it to them").click()  # nothing written yet
    expect(guest.get_by_role("alert")).to_contain_text("There are no words yet")
    look(guest)
    guest.get_by_label("Your words").fill(WORDS)
    guest.get_by_label("Your name").fill("Ingrid")
    guest.get_by_label("Others who open the family's page may read it too").check()
    guest.get_by_role("button", name="Send it to them").click()
    guest.wait_for_url("**/received/**")
    expect(guest.get_by_role("heading", name="Your words are kept")).to_be_visible()
    expect(guest.get_by_text("Nobody spoke on the way home.").first).to_be_visible()
    look(guest)
    return guest.url


def _read_and_thank(keeper: Page, slug: str, look: Look) -> None:
    keeper.goto(f"/home/{slug}/reading/")
    expect(keeper.get_by_text("We lit a lantern by the lake")).to_have_count(0)  # nothing comes near before they say so
    look(keeper)
    keeper.get_by_role("button", name="A little").first.click()
    expect(keeper.get_by_text("We lit a lantern by the lake")).to_be_visible()
    look(keeper)
    keeper.get_by_role("button", name="Keep near").first.click()
    expect(keeper.get_by_text("Kept near").first).to_be_visible()
    keeper.get_by_role("link", name="Say thank you").first.click()
    keeper.get_by_label("Your thanks").fill(THANKS)
    look(keeper)
    keeper.get_by_role("button", name="See how it will look").click()
    expect(keeper.get_by_text(THANKS).first).to_be_visible()
    keeper.get_by_role("button", name="Give these thanks").click()
    keeper.goto(f"/home/{slug}/reading/")
    keeper.get_by_role("button", name="Enough for today").click()
    look(keeper)
    expect(keeper.get_by_text("We lit a lantern by the lake")).to_have_count(0)


def _take_back(guest: Page, receipt: str) -> None:
    guest.goto(receipt)
    guest.get_by_text("Take it back", exact=True).click()
    guest.get_by_role("button", name="Take my words back").click()
    expect(guest.get_by_role("heading", name="You took this back")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_a_helper_prepares_a_page_that_nobody_sees_before_the_family_has(server: Site, open_page, javascript) -> None:
    helper, family, stranger = (open_page(javascript=javascript) for _ in range(3))
    helper.goto(server.sign_in_url("tilda.prepares@example.org"))
    helper.goto("/open/")
    slug = f"for-runa-{'with' if javascript else 'without'}"
    helper.get_by_role("radio", name="I help").check()
    helper.locator("[name=keeper]").fill(f"runas-mother-{slug}@example.org")
    helper.locator("[name=title]").fill("For Runa")
    helper.locator("[name=slug]").fill(slug)
    helper.locator("[name=visibility][value=public]").check()
    helper.get_by_role("main").get_by_role("button", name="Open it").last.click()
    helper.wait_for_url(f"**/home/{slug}/**")
    for page in (f"/for/{slug}/", f"/for/{slug}/write/"):
        answer = stranger.goto(page)
        assert answer is not None
        assert answer.status == 404
    family.goto(server.sign_in_url(f"runas-mother-{slug}@example.org"))
    family.goto(_invitation(server, f"runas-mother-{slug}@example.org"))
    family.get_by_role("button", name="Look at it").click()
    family.get_by_role("button", name="Let it be seen").click()
    answer = stranger.goto(f"/for/{slug}/")
    assert answer is not None
    assert answer.status == 200
    expect(stranger.get_by_role("heading", name="For Runa")).to_be_visible()


def _invitation(site: Site, address: str) -> str:
    """The path in the letter that invites `address`: read where it waits, since at night it does not arrive."""

    def found() -> str:
        letters = site.sql(f"SELECT text FROM mail_outgoing WHERE \"to\" = '{address}'")
        invited = [text.partition("/invited/")[2] for (text,) in letters if "/invited/" in text]
        return f"/invited/{invited[0].partition('/')[0]}/" if invited else ""

    return eventually(found, within=20, what=f"an invitation to {address}")
