"""What the HTTP server calls for every request (RSGI, granian's own interface).

The two hot paths are answered here, without Django: a public page as bytes, and a message that is accepted. Whatever is out
of the ordinary about a request, or goes wrong with it, is Django's: it asks the same verbs and shows what went wrong.
"""

import asyncio
import gc
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterable
from contextlib import suppress
from typing import IO, Protocol

from granian.rsgi import ProtocolClosed, ProtocolError

from alongside.ground import measures, memory
from alongside.ground.exchange import Answer, Asked, Head, Headers
from alongside.house import logs
from alongside.house.server import environments
from alongside.house.server.bridge import Begun, Bridge
from alongside.house.server.environments import Scope
from alongside.house.server.patience import Patience

log = logging.getLogger("alongside.server")

MOST_BODY = 20_000_000  # bytes that are read of a request; a picture may have fifteen million
IN_MEMORY = 400_000  # bytes; what is longer lies in a file while it comes
MOST_LARGE = 32  # bodies longer than that, at once
LONGEST_NUMBER = 18  # digits of a body's length
SLOWEST = 600.0  # seconds that a body may take to come
SILENCE = 30.0  # seconds without a piece of a long one: then somebody else has its place
SHARE = 0.0005  # seconds that one thread works before another that waits has its turn: the one that commits waits least
TIDY = 60.0  # seconds between two times that memory is given back and those who dawdle are sent away


class Transport(Protocol):
    """An answer that goes out in pieces."""

    async def send_bytes(self, data: bytes, /) -> None: ...


class Wire(AsyncIterable[bytes], Protocol):
    """The connection: the body comes in by it, the answer goes out."""

    async def __call__(self) -> bytes: ...
    def response_empty(self, status: int, headers: Headers, /) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes, /) -> None: ...
    def response_stream(self, status: int, headers: Headers, /) -> Transport: ...


class Front:
    """The site, for one worker process."""

    def __init__(self) -> None:
        logs.catch_the_uncaught()
        memory.be_sparing()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
        from django.core.wsgi import get_wsgi_application

        self._bridge = Bridge(get_wsgi_application())
        from alongside.api.quick import Sending  # these know tables, so Django comes first
        from alongside.door import rush
        from alongside.spaces.guests import Guests
        from alongside.web.guard import headers_without_django
        from alongside.web.quick import Pages, Writing

        guests, headers = Guests(self._bridge.pool), headers_without_django()
        self._pages = Pages(self._page)
        self._writing = (Writing(guests, headers, self._bridge.pool), Sending(guests, headers))
        self._finish = rush.end
        self._large = asyncio.Semaphore(MOST_LARGE)
        self._patience = Patience()

    async def __rsgi__(self, scope: Scope, wire: Wire) -> None:
        """Answer one request."""
        try:
            await self._answer(scope, wire)
        except (ProtocolClosed, ProtocolError):
            log.info("somebody hung up before they were answered")
        except TimeoutError:
            wire.response_empty(408, [])
        except Exception:
            log.exception("a request broke before Django had it")
            wire.response_empty(500, [])

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """The server begins: from now on memory that a rush needed goes back to the machine once a minute."""
        self._tidying = loop.create_task(self._tidy())

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """The server ends: what was begun is finished."""
        self._tidying.cancel()
        self._finish()
        self._bridge.end()

    async def _answer(self, scope: Scope, wire: Wire) -> None:
        head, is_plain = environments.head_of(scope)
        if scope.method in {"GET", "HEAD"}:
            began = time.perf_counter()
            answer = await self._pages.answer(_asked(scope, head)) if is_plain else None
            if answer is None:
                await self._ask_django(scope, wire, io.BytesIO(), 0)
            else:
                _send(scope, wire, answer)
                measures.answered(answer.status, time.perf_counter() - began)
        elif _length(scope, head) <= IN_MEMORY:
            body = await self._patience.wait(wire(), seconds=SLOWEST)
            await self._take(scope, wire, _asked(scope, head, body), is_plain=is_plain)
        else:
            await self._take_large(scope, wire)

    async def _take(self, scope: Scope, wire: Wire, asked: Asked, *, is_plain: bool) -> None:
        began = time.perf_counter()
        for quick in self._writing if is_plain else ():
            answer = await quick.answer(asked)
            if answer is not None:
                _send(scope, wire, answer)
                measures.answered(answer.status, time.perf_counter() - began)
                return
        await self._ask_django(scope, wire, io.BytesIO(asked.body), len(asked.body))

    async def _take_large(self, scope: Scope, wire: Wire) -> None:
        """A body that is long, or does not say how long it is: it waits in a file, so it costs no memory."""
        async with self._large:
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
                length = await self._patience.wait(_read(wire, file), seconds=SLOWEST)
                file.seek(0)
                await self._ask_django(scope, wire, file, length)

    async def _ask_django(self, scope: Scope, wire: Wire, body: IO[bytes], length: int) -> None:
        begun = await self._bridge.ask(environments.of(scope, body=body, length=length))
        if begun.rest is None:
            _send(scope, wire, Answer(begun.status, begun.headers, begun.first))
        else:
            await self._send_on(scope, wire, begun)

    async def _send_on(self, scope: Scope, wire: Wire, begun: Begun) -> None:
        try:
            if scope.method == "HEAD":
                wire.response_empty(begun.status, begun.headers)
                return
            transport = wire.response_stream(begun.status, begun.headers)
            await transport.send_bytes(begun.first)
            async for piece in self._bridge.rest(begun):
                await transport.send_bytes(piece)
        finally:
            await self._bridge.close(begun)  # also when they hung up

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDY)
            self._patience.end_overdue()
            await asyncio.get_running_loop().run_in_executor(self._bridge.pool, memory.give_back)

    async def _page(self, path: str, headers: dict[str, str]) -> Answer:
        return await self._bridge.whole(environments.of_page(path, headers=headers))


def _asked(scope: Scope, head: Head, body: bytes = b"") -> Asked:
    sender = scope.client.rpartition(":")[0].strip("[]")
    return Asked(scope.method, scope.path, scope.query_string, head, sender, body)


def _length(scope: Scope, head: Head) -> int:
    """How long the body says it is. Of one in pieces nobody knows; without either there is none (RFC 9112, section 6.3)."""
    told = head.get("content-length", "")
    if not told and scope.http_version == "1.1" and not head.get("transfer-encoding", ""):
        return 0
    return int(told) if told.isdecimal() and len(told) <= LONGEST_NUMBER else IN_MEMORY + 1


def _send(scope: Scope, wire: Wire, answer: Answer) -> None:
    if scope.method == "HEAD" or not answer.body:
        wire.response_empty(answer.status, answer.headers)
    else:
        wire.response_bytes(answer.status, answer.headers, answer.body)


async def _read(wire: Wire, file: IO[bytes]) -> int:
    """Read a body into a file, and return how long it is; of one that is too long, only the beginning is kept.

    What comes after is taken in and dropped, as much again: whoever is answered in mid-sentence may never see the answer.
    """
    length, clock = 0, asyncio.get_running_loop()
    async with asyncio.timeout(SILENCE) as patience:
        async for piece in wire:
            patience.reschedule(clock.time() + SILENCE)
            if length <= MOST_BODY:
                file.write(piece)
            length += len(piece)
            if length > 2 * MOST_BODY:
                break
    return length


application = Front()
with suppress(AttributeError, OSError):  # where there is such a thing (Linux), and it is allowed
    # On one core, who wakes up waits until the one at work pauses. On more it would wait behind whatever else the machine
    # does there, of however little importance: with the rounds beside it, half as many messages were taken.
    has_one_core = len(os.sched_getaffinity(0)) == 1
    if has_one_core and os.sched_getscheduler(0) == os.SCHED_OTHER:  # a host may have chosen another
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
sys.setswitchinterval(SHARE)
gc.collect()
gc.freeze()  # what was made so far stays for good, and need not be looked through again and again
gc.set_threshold(50_000, 20, 20)
