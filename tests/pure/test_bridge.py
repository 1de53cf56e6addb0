"""From the HTTP server to Django and back: nothing is cut short, nothing stays open, nobody passes for our proxy."""

import asyncio
import io
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pytest

from alongside.house.server import environments
from alongside.house.server.bridge import MOST_AT_ONCE, Begun, Bridge, Environment, Start

LONG = b"x" * (MOST_AT_ONCE + 1)


class Body:
    """An answer in pieces that knows how often it was closed."""

    def __init__(self, *pieces: bytes, breaks: bool = False) -> None:
        self.pieces, self.breaks, self.closed = pieces, breaks, 0

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces
        if self.breaks:
            raise OSError("the disk went away")

    def close(self) -> None:
        self.closed += 1


def bridge(body: Body) -> Bridge:
    def application(environment: Environment, start: Start) -> Iterable[bytes]:
        start("200 OK", [])
        return body

    return Bridge(application, threads=1)


def test_an_empty_piece_is_not_the_end() -> None:
    body = Body(LONG, b"", b"the end")
    answer = asyncio.run(bridge(body).whole({}))
    assert answer.body == LONG + b"the end"
    assert body.closed == 1


def test_an_answer_that_nobody_reads_to_its_end_is_closed_once() -> None:
    body = Body(LONG, b"more")

    async def hang_up() -> Begun:
        asked = bridge(body)
        begun = await asked.ask({})
        await asked.close(begun)
        await asked.close(begun)
        return begun

    assert asyncio.run(hang_up()).first == LONG
    assert body.closed == 1


def test_an_answer_that_breaks_at_its_beginning_is_closed() -> None:
    body = Body(b"a", breaks=True)
    with pytest.raises(OSError, match="went away"):
        asyncio.run(bridge(body).ask({}))
    assert body.closed == 1


def test_a_header_with_an_underscore_does_not_pass_for_the_proxys_own() -> None:
    head = {"x-forwarded-for": "198.51.100.7", "x_forwarded_for": "203.0.113.9", "x_forwarded_proto": "https"}
    scope = SimpleNamespace(
        method="GET", path="/", query_string="", headers=head, server="127.0.0.1:80", scheme="http",
        client="127.0.0.1:9", http_version="1.1",
    )  # fmt: skip
    environment = environments.of(scope, body=io.BytesIO(), length=0)
    assert environment["HTTP_X_FORWARDED_FOR"] == "198.51.100.7"
    assert "HTTP_X_FORWARDED_PROTO" not in environment
