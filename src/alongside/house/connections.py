"""A lean HTTP/1.1 client for load: one request at a time on a connection that stays open.

A load generator must cost less than what it measures, so requests are bytes made beforehand, and of an answer only the
status, the head and the body's bytes are told apart (RFC 9112: a length, chunks, or until the connection closes).
"""

import asyncio
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

PATIENCE = 30.0  # seconds that an answer may take
GLANCE = 1.0  # seconds between two looks whether patience has ended
NO_BODY = {204, 304}
LARGEST_HEAD = 65_536  # bytes
LANDING = 262_144  # bytes that are read at once
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d+)")
CHUNKED = re.compile(rb"\r\ntransfer-encoding:[^\r]*chunked")
CLOSES = re.compile(rb"\r\nconnection:[ \t]*close")

_landing = memoryview(bytearray(LANDING))


class NoAnswer(ConnectionError):
    """The connection ended, or patience did, before the answer was whole. Nobody knows whether the request was done."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `head` is as it was sent, with the status line; `body` without the marks of its chunks."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        found = re.search(rb"\r\n" + re.escape(name.encode()) + rb":[ \t]*([^\r]*)", self.head, re.IGNORECASE)
        return found[1].decode("latin-1").strip() if found else ""


@dataclass(frozen=True, slots=True)
class Address:
    """A server: what to connect to, and how it is called in a request."""

    host: str
    port: int
    name: str
    tls: bool = False

    @classmethod
    def of(cls, url: str) -> "Address":
        """The server of an address of http or https."""
        parts = urlsplit(url)
        tls = parts.scheme == "https"
        return cls(parts.hostname or "", parts.port or (443 if tls else 80), parts.netloc.rpartition("@")[2], tls)

    def request(self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
        """A whole request as bytes. `path` may have a query."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.name}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode() + body


class Connection(asyncio.BufferedProtocol):
    """One connection, opened when it is needed and again after it was lost."""

    def __init__(self, to: Address, *, patience: float = PATIENCE, trust: ssl.SSLContext | None = None) -> None:
        self._to, self._patience = to, patience
        self._trust = trust or (ssl.create_default_context() if to.tls else None)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._until = 0.0
        self._glancing: asyncio.TimerHandle | None = None
        self._begin()

    async def ask(self, request: bytes) -> Answer:
        """Send a request that `Address.request` made; the answer to it. Raises `OSError`, `NoAnswer` among them."""
        loop = asyncio.get_running_loop()
        transport = self._transport
        if transport is None:
            async with asyncio.timeout(self._patience):
                transport, _ = await loop.create_connection(lambda: self, self._to.host, self._to.port, ssl=self._trust)
        self._until = time.monotonic() + self._patience
        self._waiting = loop.create_future()
        if self._glancing is None:
            self._glance()
        self._begin()
        transport.write(request)
        return await self._waiting

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The loop says that the connection is open."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """The loop says that it has ended: an answer without a length is whole by that, any other is not."""
        self._transport = None
        if self._missing is None and self._head and not self._chunked:
            self._finish(b"".join(self._pieces))
        elif self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(NoAnswer(str(exc or "the connection was closed")))

    def get_buffer(self, sizehint: int) -> memoryview:
        """Where the loop puts what comes: one place for all connections, which is read before the next has its turn."""
        return _landing

    def buffer_updated(self, nbytes: int) -> None:
        """The loop brings the next bytes of the answer."""
        data = bytes(_landing[:nbytes])
        if not self._head:
            data = self._read_head(data)
            if not self._head:
                return
        self._pieces.append(data)
        if self._missing is not None:
            self._missing -= len(data)
            if self._missing <= 0:
                self._finish(data if len(self._pieces) == 1 else b"".join(self._pieces))
        elif self._chunked and data.endswith(b"\r\n\r\n"):
            body = unchunked(b"".join(self._pieces))
            if body is not None:
                self._finish(body)

    def _begin(self) -> None:
        self._early = b""  # of a head that is not whole yet
        self._head = b""
        self._pieces: list[bytes] = []
        self._missing: int | None = None  # bytes; None: the answer ends with its chunks, or with the connection
        self._chunked = self._closes = False

    def _read_head(self, data: bytes) -> bytes:
        """Take the head in; what is left of `data` belongs to the body."""
        data = self._early + data
        while data.startswith(b"HTTP/1.1 100") and b"\r\n\r\n" in data:
            data = data.partition(b"\r\n\r\n")[2]
        end = data.find(b"\r\n\r\n")
        if end < 0:
            self._early = data
            if len(data) > LARGEST_HEAD:
                self.close()
            return b""
        self._head = data[:end]
        plain = self._head.lower()
        self._closes = CLOSES.search(plain) is not None
        self._chunked = CHUNKED.search(plain) is not None
        if found := LENGTH.search(plain):
            self._missing = int(found[1])
        elif self._status() in NO_BODY:
            self._missing = 0
        return data[end + 4 :]

    def _status(self) -> int:
        code = self._head[9:12]
        return int(code) if code.isdigit() else 0

    def _finish(self, body: bytes) -> None:
        if self._closes:
            self.close()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(self._status(), self._head, body))
        self._head = b""

    def _glance(self) -> None:
        """Look now and then whether an answer is overdue: cheaper than a timer for each request."""
        self._glancing = None
        if self._waiting is None or self._waiting.done():
            return
        if time.monotonic() > self._until:
            self.close()
            self._waiting.set_exception(NoAnswer("no answer came in time"))
        else:
            self._glancing = asyncio.get_running_loop().call_later(min(GLANCE, self._patience), self._glance)


def unchunked(data: bytes) -> bytes | None:
    """The body that these chunks make; None while the last of them is missing."""
    pieces: list[bytes] = []
    at = 0
    while (line := data.find(b"\r\n", at)) >= 0:
        size = int(data[at:line].partition(b";")[0], 16)
        if size == 0:
            return b"".join(pieces)
        pieces.append(data[line + 2 : line + 2 + size])
        at = line + 2 + size + 2
    return None
