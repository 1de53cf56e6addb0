"""The family's letters as others read them, when there are many and when they are long."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from alongside.letters import draft, outside, publishing
from alongside.letters.draft import Draft
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

FACE, LETTERS = "/for/lina/", "/for/lina/letters/"


@pytest.fixture
def space():
    return given.a_space()


def published(space, words, *, title="", audience="public", minutes=0):
    keeper = given.a_keeper(space)
    saved = draft.begin(keeper=keeper, draft=Draft(title=title, words=words, audience=audience), now=NOW)
    publishing.publish(keeper=keeper, letter_id=saved.id, seen=1, now=NOW + timedelta(minutes=minutes))
    return saved.id


def page(address, client=None):
    answer = (client or Client()).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def walked(client=None):
    """The titles on every page of the list, in order."""
    found, address = [], LETTERS
    while address:
        text = page(address, client)
        found += re.findall(r'<a dir="auto" lang="en" href="/for/lina/letters/[^"]+">([^<]*)</a>', text)
        older = re.search(r'href="([^"]*\?older=[^"]+)"', text)
        address = older and older[1]
    return found


def test_every_letter_can_be_reached_however_many_there_are(space):
    for number in range(71):
        published(space, "Words.", title=f"Letter {number}", minutes=number // 2)  # two share each minute
    face = page(FACE)
    assert [f"Letter {number}" in face for number in (70, 69, 68, 67)] == [True, True, True, False]
    assert f'href="{LETTERS}"' in face
    titles = walked()
    assert len(titles) == 71
    assert set(titles) == {f"Letter {number}" for number in range(71)}
    assert titles[0] == "Letter 70"


def test_a_few_letters_need_no_list(space):
    published(space, "One.")
    assert f'href="{LETTERS}"' not in page(FACE)


def test_a_long_letter_begins_on_the_page_and_is_whole_on_its_own(space):
    words = "We are here. " * 3_800 + "The end."
    letter_id = published(space, words, title="Long")
    face = page(FACE)
    assert "We are here." in face
    assert "The end." not in face
    assert len(face) < 20_000
    assert f'href="{LETTERS}{letter_id}/"' in face
    assert "The end." in page(f"{LETTERS}{letter_id}/")
    assert "The end." not in page(LETTERS)


def test_letters_are_listed_and_opened_only_by_those_they_are_meant_for(space):
    ours = published(space, "For us alone.", audience="keepers")
    helpers = published(space, "For those who help.", audience="helpers")
    given.a_helper(space)
    clients = {"guest": Client()}
    for name in ("Tilda", "Mira"):
        clients[name] = Client()
        clients[name].force_login(given.a_person(name))
    may = {
        who: [client.get(f"{LETTERS}{letter}/").status_code for letter in (ours, helpers)]
        for who, client in clients.items()
    }
    assert may == {"guest": [404, 404], "Tilda": [404, 200], "Mira": [200, 200]}
    assert walked() == []
    assert walked(clients["Tilda"]) == ["For those who help."]
    assert set(walked(clients["Mira"])) == {"For us alone.", "For those who help."}


def test_a_letter_that_is_held_back_or_never_published_is_not_there(space):
    keeper = given.a_keeper(space)
    held = published(space, "Held.")
    publishing.hold(keeper=keeper, letter_id=held)
    never = draft.begin(keeper=keeper, draft=Draft(words="Draft.", audience="public"), now=NOW).id
    for letter_id in (held, never):
        assert Client().get(f"{LETTERS}{letter_id}/").status_code == 404
    assert walked() == []


def test_a_closed_page_shows_no_letters_and_a_broken_address_is_not_there(space):
    assert Client().get(f"{LETTERS}?older=none").status_code == 404
    private = given.a_space("noor", keeper="Noor", visibility="private")
    letter_id = published_by_noor(private)
    assert Client().get("/for/noor/letters/").status_code == 404
    assert Client().get(f"/for/noor/letters/{letter_id}/").status_code == 404
    assert Client().get(f"{LETTERS}{letter_id}/").status_code == 404


def published_by_noor(space):
    keeper = given.a_keeper(space, "Noor")
    saved = draft.begin(keeper=keeper, draft=Draft(words="Noor's.", audience="public"), now=NOW)
    publishing.publish(keeper=keeper, letter_id=saved.id, seen=1, now=NOW)
    return saved.id


def test_the_list_asks_the_same_number_of_questions_however_many_letters(space, django_assert_num_queries):
    guest = given.a_guest(space)
    for number in range(5):
        published(space, "Words.", minutes=number)
        with django_assert_num_queries(1):
            assert len(outside.titles(guest=guest).letters) == number + 1
