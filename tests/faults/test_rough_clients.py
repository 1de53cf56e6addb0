"""Clients that dawdle, vanish or never end: nobody else waits for them, and what they sent whole is kept once."""

import socket
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.live import Site, eventually

pytestmark = pytest.mark.faults

DAWDLERS = 20
MOST_GROWTH = 60 * 1024 * 1024  # bytes
GIBIBYTE = 1024**3


@pytest.fixture
def visitor(server: Site) -> Iterator[httpx.Client]:
    """Somebody with a good line."""
    with server.visitor() as client:
        yield client


@pytest.fixture(scope="module")
def path(server: Site) -> str:
    """A public space on the live site."""
    return urlsplit(server.open_space()["url"]).path


@contextmanager
def line(site: Site) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=30) as connection:
        yield connection


def head(path: str, *, length: int, kind: str = "application/x-www-form-urlencoded") -> bytes:
    """The head of a message as it goes over the wire."""
    lines = (f"POST {path}write/ HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {kind}", f"Content-Length: {length}")
    return "\r\n".join((*lines, "", "")).encode()


def memory(pid: int) -> int:
    """What a process holds, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(status.partition("VmRSS:")[2].split()[0])


def typed(words: str, key: str) -> dict[str, str]:
    return {"kind": "words", "name": "Ada", "words": words, "key": key}


def test_those_who_send_a_letter_at_a_time_keep_nobody_else_waiting(
    server: Site, visitor: httpx.Client, path: str
) -> None:
    body = urlencode(typed("Slowly, from far away.", uuid.uuid4().hex)).encode()
    with ExitStack() as open_lines:
        slow = [open_lines.enter_context(line(server)) for _ in range(DAWDLERS)]
        for one in slow:
            one.sendall(head(path, length=len(body)))
        for letter in range(5):
            for one in slow:
                one.sendall(body[letter : letter + 1])
            key = uuid.uuid4().hex
            assert visitor.post(f"{path}write/", data=typed(f"Quickly, {letter}.", key)).status_code == 303
            assert visitor.get(path).status_code == 200  # the visitor's own patience would end first
        slow[0].sendall(body[5:])
        assert b" 303 " in slow[0].recv(4096).partition(b"\r\n")[0]


def test_a_form_without_a_body_is_answered_at_once(server: Site, path: str) -> None:
    with line(server) as terse:
        lines = (f"POST {path}write/ HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/x-www-form-urlencoded")
        terse.sendall("\r\n".join((*lines, "", "")).encode())
        assert b" 422 " in terse.recv(4096).partition(b"\r\n")[0]


def test_whoever_goes_before_the_answer_has_left_one_message(server: Site, visitor: httpx.Client, path: str) -> None:
    sent = {**typed("I had to hang up.", uuid.uuid4().hex), "may_public": "on"}
    body = urlencode(sent).encode()
    for _ in range(10):
        with line(server) as hasty:
            hasty.sendall(head(path, length=len(body)) + body)
    receipts = {visitor.post(f"{path}write/", data=sent).headers["Location"] for _ in range(3)}
    assert len(receipts) == 1
    eventually(lambda: "I had to hang up." in visitor.get(path).text, within=60, what="the words on the page")
    assert visitor.get(path).text.count("I had to hang up.") == 1


def test_a_body_without_measure_is_turned_away_and_takes_no_memory(
    server: Site, visitor: httpx.Client, path: str
) -> None:
    [worker] = server.workers()
    before = memory(worker)
    heaviest_seen = before
    with line(server) as endless:
        endless.sendall(head(path, length=GIBIBYTE))
        answer, sent, piece = b"", 0, b"x" * 1_000_000
        try:
            while sent < GIBIBYTE:
                endless.sendall(piece)
                sent += len(piece)
                heaviest_seen = max(heaviest_seen, memory(worker))
        except OSError:  # it was hung up on
            pass
        try:
            answer = endless.recv(4096)
        except OSError:
            pass
    assert sent < GIBIBYTE // 4
    assert answer == b"" or b" 413 " in answer.partition(b"\r\n")[0]
    assert heaviest_seen - before < MOST_GROWTH
    assert visitor.get(path).status_code == 200
    assert server.workers() == [worker]


def test_a_head_that_never_ends_is_cut_off(server: Site, visitor: httpx.Client, path: str) -> None:
    [worker] = server.workers()
    before = memory(worker)
    with line(server) as endless:
        endless.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode())
        sent = 0
        try:
            while sent < GIBIBYTE // 8:
                sent += endless.send(b"X-And-Another: " + b"y" * 4_000 + b"\r\n")
        except OSError:
            pass
    assert sent < GIBIBYTE // 8
    assert memory(worker) - before < MOST_GROWTH
    assert visitor.get(path).status_code == 200
    assert server.workers() == [worker]
