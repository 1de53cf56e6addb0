"""The public face as a guest sees it, and what a keeper decides about it."""

import pytest
from django.test import Client

from alongside.door.models import Message
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira(client: Client) -> Client:
    client.force_login(given.a_person("Mira"))
    return client


def test_only_what_its_writer_shares_and_nobody_holds_stands_on_the_page(client: Client) -> None:
    space = given.a_space()
    given.a_message(space, given.a_draft("Shared with all.", public=True))
    given.a_message(space, given.a_draft("For the family alone."))
    given.a_message(space, given.a_draft("Still waiting.", public=True), state="waiting")
    given.a_message(space, given.a_draft("Set apart.", public=True), state="gentle")
    given.a_message(space, given.a_draft("Not shown.", public=True), state="safety")
    given.a_message(space, given.a_draft("In danger.", public=True), state="care")
    given.a_message(space, given.a_draft("Taken back.", public=True), state="withdrawn")
    page = client.get("/for/lina/").text
    assert "Shared with all." in page
    for hidden in ("family alone", "Still waiting", "Set apart", "Not shown", "In danger", "Taken back"):
        assert hidden not in page


def test_a_name_stands_there_only_when_its_writer_said_so(client: Client) -> None:
    space = given.a_space()
    given.a_message(space, given.a_draft("One.", name="Rosalind", public=True, relation="her aunt"))
    given.a_message(space, given.a_draft("Two.", name="Ottilie", public=True, named=True))
    given.a_message(space, given.a_draft("", kind="name", name="Wolfram", public=True))
    page = client.get("/for/lina/").text
    assert "Ottilie" in page
    assert "Rosalind" not in page
    assert "her aunt" not in page
    assert "Wolfram" not in page


def test_a_family_that_shows_no_messages_shows_none(client: Client) -> None:
    space = given.a_space(shows_messages=False)
    given.a_message(space, given.a_draft("Shared with all.", public=True))
    assert "Shared with all." not in client.get("/for/lina/").text


def test_a_keeper_keeps_a_message_from_the_page_and_lets_it_back(mira: Client) -> None:
    message = given.a_message(given.a_space(), given.a_draft("Shared with all.", public=True))
    page = mira.get("/home/lina/page/")
    assert "Keep it from the page" in page.text
    mira.post(f"/home/lina/page/{message.pk}/", {"off": "1"})
    assert "Shared with all." not in mira.get("/for/lina/").text
    assert "Let it stand there again" in mira.get("/home/lina/page/").text
    mira.post(f"/home/lina/page/{message.pk}/")
    assert "Shared with all." in mira.get("/for/lina/").text


def test_nobody_else_decides_about_the_page(client: Client) -> None:
    space = given.a_space()
    message = given.a_message(space, given.a_draft(public=True))
    given.a_space("other", keeper="Noor")
    for person, status in ((given.a_helper(space).person, 404), (given.a_person("Noor"), 404), (None, 302)):
        client.force_login(person) if person else client.logout()
        assert client.get("/home/lina/page/").status_code == status
        assert client.post(f"/home/lina/page/{message.pk}/", {"off": "1"}).status_code == status
    assert not Message.objects.get().off_page


def test_earlier_messages_follow_and_none_is_skipped(client: Client) -> None:
    space = given.a_space()
    for number in range(45):
        given.a_message(space, given.a_draft(f"Light {number:02}.", public=True))
    seen: list[str] = []
    address = "/for/lina/"
    while address:
        page = client.get(address)
        seen += [f"Light {n:02}." for n in range(45) if f"Light {n:02}." in page.text]
        cursor = page.context["page"].next_cursor
        address = f"/for/lina/?cursor={cursor.replace('+', '%2B')}" if cursor else ""
    assert sorted(seen) == [f"Light {n:02}." for n in range(45)]


@pytest.mark.parametrize("cursor", ["nonsense", "2026-01-01_x", "2026-01-01T00:00:00_" + "0" * 32, "_"])
def test_a_cursor_that_is_none_is_not_there(client: Client, cursor: str) -> None:
    given.a_space()
    assert client.get("/for/lina/", {"cursor": cursor}).status_code == 404


def test_the_page_asks_the_database_no_more_with_many_messages(client: Client, django_assert_max_num_queries) -> None:
    space = given.a_space()
    given.a_message(space, given.a_draft(public=True))
    client.get("/for/lina/")
    with django_assert_max_num_queries(8) as few:
        client.get("/for/lina/")
    for _ in range(15):
        given.a_message(space, given.a_draft(public=True, named=True))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/for/lina/")
