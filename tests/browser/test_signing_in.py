"""Coming in with a real browser: by the code from a real letter, by a one-time link; finding help on the way."""

import email
import re
import uuid
from email import policy
from pathlib import Path

import pytest

from tests.live import Site, eventually


def _code_for(site: Site, address: str) -> str:
    """The code from the letter to `address`, once the rounds have carried it out."""

    def found() -> str:
        for path in (site.data / "site" / "letters-out").glob("*.eml"):
            if code := _code_in(path, address):
                return code
        return ""

    return eventually(found, what=f"a letter to {address}")


def _code_in(path: Path, address: str) -> str:
    letter = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    body = letter.get_body(("plain",))
    code = re.search(r"Your code is (\S+)", body.get_content()) if letter["To"] == address and body else None
    return code[1] if code else ""


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_someone_comes_in_with_a_code_and_goes_again(server, open_page, javascript):
    someone = f"someone-{uuid.uuid4().hex[:10]}@example.org"
    page = open_page(phone=javascript, javascript=javascript)
    page.goto("/sign-in/")
    page.get_by_label("Your email").fill(someone)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code").fill(_code_for(server, someone))
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url("**/home/**")
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(server.url + "/")
    page.goto("/home/")
    assert page.url.endswith("/sign-in/?next=/home/")


def test_a_one_time_link_opens_the_house_once(server, open_page):
    link = server.sign_in_url("tilda@example.org")
    page = open_page()
    page.goto(link)
    assert page.url.startswith(server.url + "/home/")
    other = open_page()
    answer = other.goto(link)
    assert answer is not None
    assert answer.status == 410
    other.get_by_role("link", name="Send me a code").click()
    assert other.url == server.url + "/sign-in/"


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_help_in_another_country_is_one_choice_away(open_page, javascript):
    page = open_page(phone=True, javascript=javascript, language="en-GB")
    page.goto("/sign-in/")
    page.get_by_role("link", name="Where to turn").click()
    assert page.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    page.get_by_label("Where are you?").select_option(label="Germany")
    page.get_by_role("button", name="Show its lines").click()
    assert page.get_by_role("link", name="112").first.get_attribute("href") == "tel:112"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("where", ["/sign-in/", "/sign-in/x/enter/", "/help/", "/help/?country="])
def test_axe_finds_nothing(open_page, axe, where, dark):
    page = open_page(phone=True, dark=dark)
    page.goto(where)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
