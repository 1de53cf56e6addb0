"""What one process of a site knows, the others ask it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.ground import neighbour
from alongside.ground.neighbour import Neighbour, NoAnswer, NobodyThere, Said
from tests.live import eventually


def greet(question: Said) -> Said:
    if question["name"] == "nobody":
        raise LookupError
    return {"hello": question["name"]}


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("n") / "s"


@pytest.fixture
def listening(place: Path) -> Iterator[Neighbour]:
    one = Neighbour(place, greet)
    one.start()
    eventually(lambda: _listens(place), within=5, what="it to listen")
    yield one
    one.stop()


def ask(place: Path, name: str, patience: float = 5) -> Said:
    return neighbour.ask(place, {"name": name}, patience=patience)


def test_a_question_is_answered_also_a_long_one(place, listening):
    assert ask(place, "Ada") == {"hello": "Ada"}
    assert ask(place, "ä" * 100_000) == {"hello": "ä" * 100_000}


def test_only_its_owner_can_ask(place, listening):
    assert place.stat().st_mode & 0o777 == 0o600


def test_whoever_cannot_be_answered_is_told_and_the_next_one_is_served(place, listening):
    with pytest.raises(NoAnswer):
        ask(place, "nobody")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(str(place))  # says nothing: it is waited for a second
        assert ask(place, "Ada") == {"hello": "Ada"}


def test_whoever_waits_too_long_goes_on_without(place):
    may_go = threading.Event()
    slow = Neighbour(place, lambda _question: {"waited": may_go.wait(10)})
    slow.start()
    eventually(lambda: _listens(place), within=5, what="it to listen")
    with pytest.raises(NoAnswer):
        ask(place, "Ada", patience=0.05)
    may_go.set()
    slow.stop()


def test_where_nobody_listens_that_is_said_at_once(place, tmp_path):
    with pytest.raises(NobodyThere):
        ask(place, "Ada")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))  # as one that was killed leaves it
    with pytest.raises(NobodyThere):
        ask(place, "Ada")
    with pytest.raises(NobodyThere):
        ask(tmp_path / ("long" * 50), "Ada")


def test_the_place_of_one_that_was_killed_is_taken(place):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    one = Neighbour(place, greet)
    one.start()
    eventually(lambda: _listens(place), within=5, what="it to listen")
    assert ask(place, "Ada") == {"hello": "Ada"}
    one.stop()
    assert not place.exists()


def test_whoever_comes_second_leaves_the_place_alone_and_takes_it_when_it_is_free(
    place, listening, caplog, monkeypatch
):
    monkeypatch.setattr(neighbour, "AGAIN", 0.05)
    second = Neighbour(place, lambda _question: {"hello": "from the second"})
    second.start()
    assert [ask(place, "Ada") for _ in range(20)] == [{"hello": "Ada"}] * 20
    listening.stop()
    eventually(lambda: _listens(place), within=5, what="the second")
    assert ask(place, "Ada") == {"hello": "from the second"}
    second.stop()
    assert not caplog.records  # to see whether somebody is there is no question that goes wrong


def test_where_no_socket_can_be_it_does_nothing(tmp_path):
    one = Neighbour(tmp_path / ("long" * 50), greet)
    one.start()
    one.stop()


def _listens(place: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(str(place))
    except (FileNotFoundError, ConnectionRefusedError):
        return False
    return True
