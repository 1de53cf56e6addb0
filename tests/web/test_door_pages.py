"""The public face as a guest sees it, and what a keeper decides about it."""

import re

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
    for person, status in ((given.a_helper(space).person, 404), (given.a_person("Noor"), 404), (None, 303)):
        client.force_login(person) if person else client.logout()
        assert client.get("/home/lina/page/").status_code == (302 if person is None else status)
        assert client.post(f"/home/lina/page/{message.pk}/", {"off": "1"}).status_code == status
    assert not Message.objects.get().off_page


def test_earlier_messages_follow_and_none_is_skipped(client: Client) -> None:
    space = given.a_space()
    for number in range(115):
        given.a_message(space, given.a_draft(f"Light {number:03}.", public=True))
    seen: list[str] = []
    address = "/for/lina/"
    while address:
        page = client.get(address)
        seen += [f"Light {n:03}." for n in range(115) if f"Light {n:03}." in page.text]
        cursor = page.context["next_cursor"]
        address = f"/for/lina/?cursor={cursor.replace('+', '%2B')}" if cursor else ""
    assert sorted(seen) == [f"Light {n:03}." for n in range(115)]


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


def sent(words: str, **more: str) -> dict[str, str]:
    return {"kind": "words", "words": words, "name": "Ada", **more}


def test_words_changed_after_a_lost_answer_are_not_lost(client: Client) -> None:
    given.a_space()
    first = client.post("/for/lina/write/", sent("First words.", key="k"))["Location"]
    changed = client.post("/for/lina/write/", sent("Changed words.", key="k"))
    assert changed.status_code == 422
    assert "Changed words." in changed.text
    assert f'href="{first}"' in changed.text
    second = client.post("/for/lina/write/", sent("Changed words.", key=changed.context["form"].data["key"]))
    assert second["Location"] != first
    assert set(Message.objects.values_list("words", flat=True)) == {"First words.", "Changed words."}


def test_a_stale_window_can_send_its_words_again(client: Client) -> None:
    message = given.a_message(given.a_space())
    mend = f"/received/{message.receipt}/mend/"
    client.post(mend, sent("From the first window.", seen="0"))
    stale = client.post(mend, sent("From the second window.", seen="0"))
    assert stale.status_code == 409
    assert "From the first window." in stale.text
    assert "From the second window." in stale.text
    assert (
        client.post(mend, sent("From the second window.", seen=stale.context["form"].data["seen"])).status_code == 303
    )
    assert Message.objects.get().words == "From the second window."


def test_two_who_light_a_candle_without_a_name_are_two(client: Client) -> None:
    given.a_space()
    for _ in range(2):
        assert client.post("/for/lina/write/", {"kind": "candle"}).status_code == 303
    assert Message.objects.count() == 2


def test_a_garbled_link_does_not_take_the_place_of_the_right_one(client: Client) -> None:
    space = given.a_space(visibility="link")
    assert client.get(f"/for/lina/?link={space.link_key}").status_code == 302
    assert client.get("/for/lina/?link=garbled").status_code == 404
    assert client.get("/for/lina/").status_code == 200


def test_a_closed_door_says_so_and_keeps_no_words(client: Client) -> None:
    given.a_space(door="closed")
    assert "The door is closed for now" in client.get("/for/lina/write/").text
    late = client.post("/for/lina/write/", sent("Typed before it closed.", key="k"))
    assert late.status_code == 403
    assert "Typed before it closed." in late.text
    assert not Message.objects.exists()


@pytest.mark.parametrize("family", [True, False])
def test_a_writer_is_asked_to_teach_the_gate_only_where_the_family_said_yes(client: Client, family: bool) -> None:
    space = given.a_space(teaches_gate=family)
    address = f"/received/{given.a_message(space, given.a_draft('We think of you.')).receipt}/"
    assert ("teach the gate" in client.get(address).text) is family
    answer = client.post(f"{address}teach/", {"teaches": "on"})
    assert answer.status_code == (303 if family else 404)
    if family:
        assert 'name="teaches" id="id_teaches" checked' in re.sub(
            r' aria-describedby="[^"]*"', "", client.get(address).text
        )
        client.post(f"{address}teach/", {})
        assert "checked" not in client.get(address).text.partition('name="teaches"')[2][:120]
