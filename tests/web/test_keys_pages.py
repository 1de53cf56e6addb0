"""A keeper makes a key for a program of theirs, uses it, and gives it up."""

import re

import pytest
from django.test import Client

from alongside.people.models import Key
from tests import given
from tests.naughty import NAUGHTY

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = "/home/lina/keys/"


@pytest.fixture
def space():
    return given.a_space(visibility="private")


@pytest.fixture
def keeper(client, space):
    """Mira, signed in."""
    client.force_login(given.a_keeper(space).person, backend=BACKEND)
    return client


def _made(answer) -> str:
    return re.search(r"alongside-[\w-]{44}", answer.content.decode())[0]


def _reads(client, secret) -> int:
    return client.get("/api/v1/spaces/lina/messages", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_key_is_shown_once_opens_the_space_and_is_given_up(keeper, client_without):
    secret = _made(keeper.post(PAGE, {"name": "the page of the choir"}))
    assert secret not in keeper.get(PAGE).content.decode()
    assert "the page of the choir" in keeper.get(PAGE).content.decode()
    assert not Key.objects.filter(digest=secret).exists()
    assert _reads(client_without, secret) == 200
    assert keeper.post(f"{PAGE}{Key.objects.get().pk}/give-up/").status_code == 303
    assert "the page of the choir" not in keeper.get(PAGE).content.decode()
    assert _reads(client_without, secret) == 401


@pytest.fixture
def client_without():
    """A program: no session, no cookies."""
    return Client()


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\0b"])
def test_a_key_needs_a_name(keeper, name):
    answer = keeper.post(PAGE, {"name": name})
    assert answer.status_code == 422
    assert not Key.objects.exists()


@pytest.mark.parametrize("who", ["helper", "keeper of another space", "stranger"])
def test_only_a_keeper_makes_keys(client, space, who):
    if who == "keeper of another space":
        given.a_space("noor", keeper="Noor")
    person = given.a_helper(space, "Tilda").person if who == "helper" else given.a_person("Noor")
    client.force_login(person, backend=BACKEND)
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"name": "mine"}).status_code == 404


def test_nobody_gives_up_a_key_of_someone_else(client, space, keeper):
    keeper.post(PAGE, {"name": "Mira's"})
    key = Key.objects.get()
    client.force_login(given.a_keeper(space, "Jonas").person, backend=BACKEND)
    assert "Mira" not in client.get(PAGE).content.decode().partition("<main")[2]
    assert client.post(f"{PAGE}{key.pk}/give-up/").status_code == 404
    assert Key.objects.get().given_up_at is None


def test_someone_who_is_not_signed_in_is_led_to_the_door(client, space):
    assert client.get(PAGE).headers["Location"].startswith("/sign-in/?next=")


def test_there_is_an_end_to_keys(keeper):
    for number in range(20):
        assert keeper.post(PAGE, {"name": f"key {number}"}).status_code == 200
    assert keeper.post(PAGE, {"name": "one more"}).status_code == 422


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_names_are_shown_harmless(keeper, text):
    answer = keeper.post(PAGE, {"name": text[:100]})
    assert answer.status_code in (200, 422)
    assert "<script>document" not in answer.content.decode()
