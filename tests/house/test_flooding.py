"""The flood: what guests send, and that it counts what a server loses, doubles or mixes up."""

import asyncio
import json
import re
from urllib.parse import parse_qs

import pytest

from alongside.house import flooding


class Door:
    """A server that keeps messages as a site does, except where the test has it misbehave."""

    # `forgets` is the number of the message that is acknowledged and not kept.
    def __init__(self, *, forgets: int = -1, doubles: bool = False, hangs_up: int = 0) -> None:
        self.kept: dict[str, str] = {}  # token to words
        self.tokens: dict[str, str] = {}  # key to token
        self.keys: list[str] = []
        self.forgets, self.doubles, self.hangs_up = forgets, doubles, hangs_up

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = re.search(rb"Content-Length: (\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                answer = self.answer(head.decode(), body.decode())
                if answer is None:
                    break
                writer.write(answer.encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    def answer(self, head: str, body: str) -> str | None:
        method, path, _ = head.split(" ", 2)
        if method == "GET" and "/received/" in path:
            words = self.kept.get(path.rpartition("/")[2])
            said = json.dumps({"id": path, "words": words})
            return answered("404 Not Found", "") if words is None else answered("200 OK", said)
        if method == "GET":
            return answered("200 OK", "the form")
        key, words = self.read(head, body)
        self.keys.append(key)
        token = f"t{len(self.keys)}" if self.doubles else self.tokens.setdefault(key, f"t{len(self.keys)}")
        if len(self.keys) != self.forgets:
            self.kept[token] = words
        if len(self.keys) <= self.hangs_up:
            return None
        if "json" in head:
            return answered("201 Created", json.dumps({"receipt_token": token}), "application/json")
        return f"HTTP/1.1 303 See Other\r\nLocation: /received/{token}/\r\nContent-Length: 0\r\n\r\n"

    def read(self, head: str, body: str) -> tuple[str, str]:
        if "json" in head:
            key = re.search(r"Idempotency-Key: (\S+)", head)
            return key[1] if key else "", json.loads(body)["words"]
        if "multipart" in head:
            parts = dict(re.findall(r'name="(\w+)"\r\n\r\n(.*?)\r\n--', body, re.DOTALL))
            return parts["key"], parts["words"]
        fields = parse_qs(body)
        return fields["key"][0], fields["words"][0]


def answered(status: str, body: str, kind: str = "text/html") -> str:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}"


def flood(door: Door, *, messages: int = 60, via: str = "form") -> flooding.Result:
    async def flooded() -> flooding.Result:
        server = await asyncio.start_server(door.serve, "127.0.0.1", 0)
        to = flooding.target(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/for/mira/")
        texts = [f"Candle {n}\nfor you & yours 🕯️" for n in range(7)]
        try:
            return await flooding.flood(to, texts, messages=messages, connections=8, progress=lambda: None, via=via)
        finally:
            server.close()
            while others := asyncio.all_tasks() - {asyncio.current_task()}:
                await asyncio.wait(others)

    return asyncio.run(flooded())


@pytest.mark.parametrize("via", flooding.WAYS)
def test_every_way_keeps_every_message_and_some_are_sent_twice(via):
    door = Door()
    told = flood(door, via=via)
    assert (told.sent, told.acknowledged, told.found, told.lost, told.duplicated) == (60, 60, 60, 0, 0)
    assert len(door.keys) - len(set(door.keys)) == 2  # one guest in fifty


def test_an_answer_that_did_not_come_is_asked_for_by_the_same_key():
    door = Door(hangs_up=3)
    told = flood(door)
    assert (told.acknowledged, told.found, told.duplicated) == (60, 60, 0)
    assert len(set(door.keys)) == 60
    assert len(door.keys) == 65


def test_what_is_acknowledged_and_not_there_is_lost():
    assert flood(Door(forgets=5)).lost == 1


def test_two_receipts_for_one_key_are_a_double():
    assert flood(Door(doubles=True)).duplicated == 2


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "ftp://127.0.0.1/for/mira/", "mira"])
def test_a_flood_needs_the_address_of_a_space(url):
    with pytest.raises(flooding.CannotFlood):
        flooding.target(url)
