"""A message that takes a moment: nothing to do with scripts, a wait without; and every word is still there."""

import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone
from playwright.sync_api import Route, expect

from alongside.door import proofs
from tests.live import Site

pytestmark = pytest.mark.engine("sqlite")  # what happens on a page does not depend on the engine

WORDS = "I still have the mug he gave me.\nIt holds my pens."


@pytest.fixture(scope="module")
def form(server: Site) -> str:
    """The write form of a family whose door is slow."""
    space = server.open_space()
    server.command("door", space["slug"], "slow")
    return str(space["url"]) + "write/"


def write(page, form) -> None:
    page.goto(form)
    page.fill("[name=words]", WORDS)
    page.fill("[name=name]", "Ada")
    page.check("[name=may_print]")


def press(page) -> None:
    page.get_by_role("button", name="Send it to them").click()


def test_with_scripts_it_goes_by_itself(open_page, form, axe) -> None:
    page = open_page(phone=True)
    write(page, form)
    page.wait_for_load_state("networkidle")
    held: list[Route] = []

    def hold(route: Route) -> None:  # so that there is time to look; Playwright takes no built-in method
        held.append(route)

    page.route("**/moment.js", hold)
    press(page)
    expect(page.get_by_text("A moment, please")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    axe(page)
    held[0].continue_()
    expect(page.get_by_role("status").filter(has_text="This phone needs a few seconds")).to_be_visible()
    page.wait_for_url("**/received/**")
    expect(page.get_by_text("It holds my pens.").first).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_pressing_meanwhile_sends_it_once(open_page, form) -> None:
    page = open_page()
    write(page, form)
    press(page)
    expect(page.get_by_text("This phone needs a few seconds")).to_be_visible()
    posts: list[str] = []  # the coach is asked too, while somebody types
    page.on("request", lambda request: posts.append(request.url) if request.url.endswith("/write/") else None)
    press(page)
    press(page)
    page.wait_for_url("**/received/**")
    assert len(posts) == 1


def test_without_scripts_it_goes_after_a_wait(open_page, form, server, settings) -> None:
    page = open_page(phone=True, javascript=False)
    write(page, form)
    press(page)
    expect(page.get_by_text("Please wait 30 seconds, then press the button below once more.")).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    press(page)  # too early
    expect(page.get_by_text(re.compile(r"Please wait \d+ seconds?, then press"))).to_be_visible()
    expect(page.locator("[name=words]")).to_have_value(WORDS)
    expect(page.locator("[name=may_print]")).to_be_checked()

    settings.SECRET_KEY = (server.data / "site" / "secret-key").read_text().strip()
    early = page.locator("[name=proof]").input_value()
    ripe = as_if_half_a_minute_had_passed(early)

    def later(route) -> None:
        body = route.request.post_data
        route.continue_(post_data=body.replace(early.replace(":", "%3A"), ripe.replace(":", "%3A")))

    page.route("**/write/", later)
    press(page)
    page.wait_for_url("**/received/**")
    expect(page.get_by_text("It holds my pens.").first).to_be_visible()


def as_if_half_a_minute_had_passed(ticket: str) -> str:
    """The same ticket, given half a minute earlier: so that the test need not wait."""
    space, name, since, until = Signer(salt=proofs._NAME).unsign_object(ticket)
    assert since > timezone.now().timestamp()
    back = timedelta(seconds=30).total_seconds()
    return Signer(salt=proofs._NAME).sign_object([space, name, since - back, until - back])
