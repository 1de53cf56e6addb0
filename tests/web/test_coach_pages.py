"""The coach between the button and the receipt, for those without scripts; and what the script is answered."""

import logging
import re

import pytest
from django.db import OperationalError
from django.test import Client

from alongside import gate
from alongside.door import coaching
from alongside.door.models import Message
from tests import given

pytestmark = pytest.mark.django_db

HURTS = "We are so sad.\n\nTime heals, my dear."
KIND = "We are so sad. We think of you every day."
DISTRESS = "Time heals, they say, but I want to die."
CRUEL = "You killed your baby. Time heals."


@pytest.fixture(autouse=True)
def nobody_has_asked_yet(monkeypatch):
    monkeypatch.setattr(coaching, "turns", coaching.Turns())


@pytest.fixture
def space():
    return given.a_space()


def form(words: str, **more: str) -> dict[str, str]:
    fields = {"kind": "words", "words": words, "name": "Ada", "relation": "an aunt", "email": "ada@example.org"}
    return {**fields, "may_print": "on", "key": "k", "coach": "ask", **more}


def send(client: Client, words: str, **more: str):
    return client.post("/for/lina/write/", form(words, **more))


def ask(client: Client, words: str, **headers: str):
    return client.post("/for/lina/coach/", {"words": words}, headers=headers)


def test_a_writer_without_scripts_is_spoken_to_once_and_nothing_typed_is_lost(client, space):
    page = send(client, HURTS)
    assert page.status_code == 200
    assert not Message.objects.exists()
    html = page.content.decode()
    assert "Time heals" in re.search(r"<q[^>]*>(.*?)</q>", html)[1]
    assert "Send it as it is" in html
    assert "Change it" in html
    assert page.context["form"].data.dict() == form(HURTS, coach="shown")
    again = client.post("/for/lina/write/", page.context["form"].data)
    assert again.status_code == 303
    kept = Message.objects.get()
    assert (kept.words, kept.name, kept.key, kept.may_print) == (HURTS, "Ada", "k", True)


def test_what_was_changed_is_sent_without_another_word(client, space):
    send(client, HURTS)
    assert send(client, "At least it was early.", coach="shown").status_code == 303


@pytest.mark.parametrize("words", [KIND, DISTRESS, CRUEL, ""])
def test_whoever_is_kind_cruel_or_in_distress_is_not_held_up(client, space, words):
    assert send(client, words, kind="candle").status_code == 303
    assert ask(client, words).json() == {"note": None}


@pytest.mark.parametrize("coach", ["shown", "here", "", "anything"])
def test_whoever_does_not_come_from_the_page_without_scripts_is_not_asked(client, space, coach, monkeypatch):
    monkeypatch.setattr(gate, "coach", _must_not_be_asked)
    assert send(client, HURTS, coach=coach).status_code == 303
    fields = form(HURTS, key="other")
    del fields["coach"]
    assert client.post("/for/lina/write/", fields).status_code == 303


def _must_not_be_asked(*_args, **_kwargs):
    raise AssertionError("the coach was asked")


@pytest.mark.parametrize("busy", [True, False])
def test_when_the_coach_cannot_the_message_is_accepted(client, space, busy, monkeypatch):
    if busy:
        for _ in range(coaching.AT_A_TIME):
            assert coaching._readers.acquire(blocking=False)
    else:
        coaching._load()
        monkeypatch.setattr(gate, "coach", _broken)
    try:
        assert send(client, HURTS).status_code == 303
        assert ask(client, HURTS).json() == {"note": None}
    finally:
        for _ in range(coaching.AT_A_TIME * busy):
            coaching._readers.release()


def _broken(*_args, **_kwargs):
    raise RuntimeError("out of order")


def test_a_mistake_in_the_form_is_told_before_the_coach_speaks(client, space):
    page = send(client, HURTS, email="nobody")
    assert page.status_code == 422
    assert page.context["form"].data["coach"] == "ask"


def test_the_script_is_told_phrase_reason_and_a_kinder_way_and_nothing_is_kept(client, space):
    note = ask(client, HURTS).json()["note"]
    assert set(note) == {"phrase", "why", "kinder"}
    assert note["phrase"] == "Time heals"
    assert not Message.objects.exists()


ANGEL = "Your angel is watching over you."


def with_wishes(space):
    space.vocabulary.images_welcome = ["star"]
    space.vocabulary.hurt_families = {"H14": "show", "H15": "hold"}
    space.vocabulary.save()


def test_a_stranger_cannot_find_out_what_the_family_wishes(client, space):
    asked = (ANGEL, "Stay strong.", HURTS, "It was God's will.")
    before = [ask(client, words).json() for words in asked]
    with_wishes(space)
    space.vocabulary.faith_welcome = True
    space.vocabulary.save()
    assert [ask(client, words).json() for words in asked] == before
    assert [bool(note["note"]) for note in before] == [False, False, True, True]
    assert send(client, "Stay strong.").status_code == 303


def test_for_whoever_comes_by_the_link_the_familys_wishes_are_honoured_and_not_told(client, space):
    with_wishes(space)
    client.get(f"/for/lina/?link={space.link_key}")
    told = [ask(client, words).json()["note"] for words in (ANGEL, "Stay strong.", HURTS)]
    assert [note and note["phrase"] for note in told] == ["Your angel is", "Stay strong", None]
    assert not any("family" in note["why"] or "asked" in note["why"] for note in told if note)


def test_the_hosts_rules_speak_here_too(client, space, settings):
    settings.GATE_RULES = gate.read_rules('[[rules]]\nid = "t"\nphrases = ["light a lamp at noon"]\nwhy = "Ours."')
    settings.GATE_OFF = frozenset(("H14",))
    assert ask(client, "Light a lamp at noon.").json()["note"]["why"] == "Ours."
    assert ask(client, HURTS).json() == {"note": None}


def test_names_that_a_page_may_not_show_change_nothing(client, space, monkeypatch):
    given.a_keeper(space, "Rosalind")
    seen = []

    def noted(_text, *, surroundings):
        seen.append(surroundings)
        return []

    coaching._load()
    monkeypatch.setattr(gate, "coach", noted)
    ask(client, KIND)
    client.get(f"/for/lina/?link={space.link_key}")
    ask(client, KIND)
    assert [around.family for around in seen] == [(), ()]
    assert [bool(around.remembered) for around in seen] == [False, True]


@pytest.mark.parametrize("door", ["closed", "known"])
def test_behind_a_door_that_is_closed_to_them_nothing_is_read(client, door, monkeypatch):
    space = given.a_space(door=door)
    monkeypatch.setattr(gate, "coach", _must_not_be_asked)
    monkeypatch.setattr(coaching.log, "exception", _must_not_be_asked)
    assert ask(client, HURTS).json() == {"note": None}
    assert send(client, HURTS).status_code == 403
    if door == "known":
        monkeypatch.undo()
        client.get(f"/for/lina/?link={space.link_key}")
        assert ask(client, HURTS).json()["note"]


def test_while_the_database_is_away_it_is_silent_in_the_log_too(client, space, monkeypatch, caplog):
    def away(_space_id):
        raise OperationalError("away")

    monkeypatch.setattr(coaching.surroundings, "of_space", away)
    client.get(f"/for/lina/?link={space.link_key}")
    assert ask(client, HURTS).json() == {"note": None}
    assert not [
        record for record in caplog.records if record.levelno > logging.INFO
    ]  # who reads first says that it reads


def test_a_private_space_is_not_there_for_the_coach_either(client):
    given.a_space(visibility="private")
    assert ask(client, HURTS).status_code == 404


def test_another_sites_page_is_refused(client, space):
    assert ask(client, HURTS, sec_fetch_site="cross-site").status_code == 403
    assert client.get("/for/lina/coach/").status_code == 405


def test_one_sender_asks_so_often_in_a_minute_and_no_more(client, space, monkeypatch):
    monkeypatch.setattr(coaching, "MOST_IN_A_MINUTE", 3)
    monkeypatch.setattr("alongside.web.who.now", lambda: given.NOW)
    assert [ask(client, KIND).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert send(client, HURTS).status_code == 303  # and without scripts nobody is held up for having asked too often
