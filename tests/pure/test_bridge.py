"""From the HTTP server to Django and back: nothing is cut short, nothing stays open, nobody passes for our proxy."""

import asyncio
import io
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import cast

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


def scope_of(*lines: tuple[str, str]) -> environments.Scope:
    return cast(environments.Scope, SimpleNamespace(headers=SimpleNamespace(items=lambda: list(lines))))


def test_a_head_is_plain_when_each_name_stands_in_it_once() -> None:
    head, is_plain = environments.head_of(scope_of(("host", "a.example"), ("cookie", "a=1")))
    assert is_plain
    assert head == {"host": "a.example", "cookie": "a=1"}


def test_a_line_that_is_no_text_does_not_make_up_for_a_name_that_stands_twice() -> None:
    """The server counts the third name and does not list its line: two names, two lines."""
    twice = scope_of(("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "198.51.100.7"))
    assert not environments.head_of(twice)[1]
