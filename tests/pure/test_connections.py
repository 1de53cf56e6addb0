"""The client that loads a server: what counts as a whole answer, and what becomes of one that is not."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from alongside.house.connections import Address, Answer, Connection, NoAnswer, unchunked

PEM = Path(__file__).parents[1] / "rooms" / "loopback.pem"
Says = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def saying(*pieces: bytes, closing: bool = False) -> Says:
    """A server that says these pieces, each in a packet of its own, after every request."""

    async def says(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                for piece in pieces:
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
                if closing:
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()

    return says


def ask(says: Says, *, times: int = 1, patience: float = 5, tls: bool = False) -> list[Answer]:
    async def asking() -> list[Answer]:
        server = await asyncio.start_server(says, "127.0.0.1", 0, ssl=_tls_server() if tls else None)
        port = server.sockets[0].getsockname()[1]
        to = Address.of(f"{'https' if tls else 'http'}://127.0.0.1:{port}/")
        connection = Connection(to, patience=patience, trust=_trusting() if tls else None)
        try:
            return [await connection.ask(to.request("GET", f"/{number}?a=b")) for number in range(times)]
        finally:
            connection.close()
            server.close()
            await everybody_gone()

    return asyncio.run(asking())


async def everybody_gone() -> None:
    """Let the server's side of each connection come to its end."""
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others)
    await asyncio.sleep(0)


def _trusting() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=PEM)
    context.check_hostname = False
    return context


def _tls_server() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(PEM)
    return context


WHOLE = [
    ((b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords",), b"words"),
    ((b"HTTP/1.1 200 OK\r\ncontent-le", b"ngth: 5\r\n\r\nwo", b"r", b"ds"), b"words"),
    ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nwor\r\n2;a=b\r\nds\r\n0\r\n\r\n",), b"words"),
    (
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nwo\r\n\r\n", b"\r\n1\r\n!\r\n0\r\n\r\n"),
        b"wo\r\n\r\n!",
    ),
    ((b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), b""),
    ((b"HTTP/1.1 204 No Content\r\nServer: s\r\n\r\n",), b""),
]


@pytest.mark.parametrize(("pieces", "body"), WHOLE)
def test_an_answer_is_read_whole_and_the_connection_stays(pieces, body):
    assert [answer.body for answer in ask(saying(*pieces), times=3)] == [body] * 3


def test_what_closes_the_connection_is_whole_by_that_and_it_is_opened_again():
    answers = ask(saying(b"HTTP/1.0 201 Created\r\nServer: old\r\n\r\nwo", b"rds", closing=True), times=2)
    assert [(one.status, one.header("server"), one.body) for one in answers] == [(201, "old", b"words")] * 2


def test_a_server_that_announces_its_closing_is_asked_again_on_a_new_connection():
    said = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"
    assert [one.body for one in ask(saying(said, closing=True), times=3)] == [b"ok"] * 3


@pytest.mark.parametrize("said", [b"", b"HTTP/1.1 2", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwo"])
def test_half_an_answer_is_none(said):
    with pytest.raises(NoAnswer):
        ask(saying(said, closing=True))


def test_patience_ends():
    with pytest.raises(NoAnswer, match="in time"):
        ask(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwo"), patience=0.1)


def test_nobody_listening_is_no_answer_either():
    async def asking() -> None:
        to = Address.of("http://127.0.0.1:1/")
        await Connection(to).ask(to.request("GET", "/"))

    with pytest.raises(OSError, match="onnect"):
        asyncio.run(asking())


def test_it_speaks_tls():
    assert ask(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords"), tls=True)[0].body == b"words"


def test_chunks_that_go_on_are_not_whole():
    assert unchunked(b"3\r\nwor\r\n") is None
    assert unchunked(b"3\r\nwor\r\n0\r\n\r\n") == b"wor"
