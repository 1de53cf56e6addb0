"""A message that is answered before Django wakes up: the coach is asked once, and the door again after it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest

from alongside.door import coaching, rush
from alongside.ground.errors import NotThere
from alongside.ground.exchange import Answer, Asked
from alongside.web import quick
from tests import given

PROGRAM = {"content-type": "application/x-www-form-urlencoded"}


class Door:
    """A family's door that somebody closes after the first `open_for` guests."""

    def __init__(self, open_for: int = 9) -> None:
        self.open_for = open_for
        self.asked = 0

    async def guest(self, *, slug: str, link_key: str) -> str:
        self.asked += 1
        if self.asked > self.open_for:
            raise NotThere
        return f"{slug} {self.asked}"


@pytest.fixture(autouse=True)
def kept(monkeypatch) -> list[str]:
    """The guests whose messages were kept."""
    guests: list[str] = []

    async def keep(*, guest, **_more):
        guests.append(guest)
        return SimpleNamespace(token="t")

    monkeypatch.setattr(rush, "accept", keep)
    monkeypatch.setattr(coaching, "turns", coaching.Turns())
    return guests


def send(door: Door, *, coach: str = "ask", note: object = None, monkeypatch: pytest.MonkeyPatch) -> Answer | None:
    monkeypatch.setattr(coaching, "note_apart", lambda **_asked: note)
    body = urlencode({"words": "We think of you.", "name": "Ada", "key": "k", "coach": coach}).encode()
    asked = Asked("POST", "/for/lina/write/", "", PROGRAM, "192.0.2.7", body)
    with ThreadPoolExecutor(1) as pool:
        return asyncio.run(quick.Writing(door, [], pool).answer(asked))


def test_after_the_coach_the_door_is_asked_once_more(kept, monkeypatch):
    assert send(Door(), monkeypatch=monkeypatch).status == 303
    assert kept == ["lina 2"]


def test_a_family_that_closes_its_door_meanwhile_gets_nothing(kept, monkeypatch):
    assert send(Door(open_for=1), monkeypatch=monkeypatch) is None
    assert kept == []


def test_without_the_coach_it_is_asked_once(kept, monkeypatch):
    assert send(Door(), coach="here", monkeypatch=monkeypatch).status == 303
    assert kept == ["lina 1"]


def test_what_django_is_left_to_say_takes_no_turn_of_its_own(kept, monkeypatch):
    monkeypatch.setattr(coaching, "MOST_IN_A_MINUTE", 1)
    monkeypatch.setattr("alongside.web.who.now", lambda: given.NOW)
    for _ in range(3):
        assert send(Door(), note="a note", monkeypatch=monkeypatch) is None
    assert kept == []
    assert send(Door(), monkeypatch=monkeypatch).status == 303  # nothing was said, and that was this minute's turn
    assert send(Door(), note="a note", monkeypatch=monkeypatch).status == 303
