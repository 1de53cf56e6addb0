"""The four ways of a door on the pages: what a guest reads, what they typed, and the press that changes it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from alongside.door import proofs
from alongside.door.models import Message
from alongside.spaces.models import Space
from tests import given

pytestmark = pytest.mark.django_db

WRITE = "/for/lina/write/"
TYPED = {"kind": "memory", "words": "He taught me to whistle.", "name": "Ada", "relation": "a neighbour", "key": "k"}


def proof_in(page: str) -> str:
    found = re.search(r'name="proof" value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_slow_door_keeps_what_was_typed_and_takes_it_after_the_wait(client: Client) -> None:
    given.a_space(door="slow")
    assert "a little longer" in client.get(WRITE).text
    with time_machine.travel(given.NOW, tick=False) as clock:
        first = client.post(WRITE, TYPED)
        assert first.status_code == 429
        assert first.headers["Retry-After"] == "30"
        for typed in ("He taught me to whistle.", 'value="Ada"', 'value="a neighbour"', "wait 30 seconds"):
            assert typed in first.text
        clock.shift(timedelta(seconds=29))
        early = client.post(WRITE, {**TYPED, "proof": proof_in(first.text)})
        assert early.status_code == 429
        assert "wait one second" in early.text
        assert "He taught me to whistle." in early.text
        clock.shift(timedelta(seconds=1))
        kept = client.post(WRITE, {**TYPED, "proof": proof_in(early.text)})
        assert kept.status_code == 303
        spent = client.post(WRITE, {**TYPED, "key": "another", "proof": proof_in(early.text)})
        assert spent.status_code == 429
    assert Message.objects.get().words == "He taught me to whistle."


def test_a_sum_that_does_not_count_is_not_asked_for_again(client: Client) -> None:
    """So no script can go round and round; the wait is always there."""
    given.a_space(door="slow")
    assert "data-moment=" in client.post(WRITE, TYPED).text
    page = client.post(WRITE, {**TYPED, "proof": "bm90aGluZw=="}).text
    assert "data-moment=" not in page
    assert proof_in(page)


def test_a_door_for_known_people_tells_others_so_and_takes_from_those_with_the_link(client: Client) -> None:
    space = given.a_space(door="known")
    assert "by its own link" in client.get("/for/lina/").text
    page = client.get(WRITE)
    assert "by its own link" in page.text
    assert "<textarea" not in page.text
    late = client.post(WRITE, TYPED)
    assert late.status_code == 403
    assert "He taught me to whistle." in late.text
    client.get(f"/for/lina/?link={space.link_key}")
    assert client.post(WRITE, TYPED).status_code == 303


@pytest.mark.parametrize("name", ["Mira", "Tilda"])
@pytest.mark.parametrize("door", ["slow", "known", "closed", "open"])
def test_one_press_sets_the_door(client: Client, name: str, door: str) -> None:
    space = given.a_space()
    given.a_helper(space)
    client.force_login(given.a_person(name))
    page = client.get("/home/lina/door/").text
    assert re.search(r'value="open" aria-pressed="true"', page)
    answer = client.post("/home/lina/door/", {"door": door}, follow=True)
    assert "The door is set." in answer.text
    assert re.search(rf'value="{door}" aria-pressed="true"', answer.text)
    assert Space.objects.get().door == door
    assert (space.link_key in answer.text) == (name == "Mira" and door == "known")


def test_only_those_who_belong_there_set_it(client: Client) -> None:
    given.a_space()
    given.a_space("noors", keeper="Noor")
    client.force_login(given.a_person("Noor"))
    assert client.get("/home/lina/door/").status_code == 404
    assert client.post("/home/lina/door/", {"door": "closed"}).status_code == 404
    client.force_login(given.a_person("Mira"))
    assert client.post("/home/lina/door/", {"door": "ajar"}).status_code == 422
    assert Space.objects.get(slug="lina").door == "open"


def test_the_settings_say_how_the_door_stands(client: Client) -> None:
    given.a_space(door="known")
    client.force_login(given.a_person("Mira"))
    assert "Only people who have your link can write" in client.get("/home/lina/settings/").text


def test_a_program_that_waited_is_taken_too(client: Client) -> None:
    space = given.a_space(door="slow")
    body = {"kind": "words", "words": "We think of you."}

    def send(**headers):
        return client.post(
            "/api/v1/spaces/lina/messages", body, "application/json", headers={"Idempotency-Key": "k", **headers}
        )

    with time_machine.travel(given.NOW, tick=False) as clock:
        told = send()
        assert (told.status_code, told.headers["Retry-After"]) == (429, "30")
        clock.shift(proofs.WAIT)
        assert send(Altcha=told.json()["ticket"]).status_code == 201
        assert send(Altcha=told.json()["ticket"]).status_code == 200
    assert client.get("/api/v1/spaces/lina").json()["door"] == "slow"
    assert Message.objects.get().space_id == space.pk
