"""From the HTTP server to Django: a request becomes what WSGI calls an environment, Django answers in a thread of a pool.

The body has been read by then, so a sender who dawdles keeps no thread; and Django's pages, which use a connection to the
database each while they work, are made a few at a time however many people ask (see docs/decisions/0007-serving.md).
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from alongside.ground.exchange import Answer, Headers

THREADS = 8
MOST_AT_ONCE = 262_144  # bytes of an answer that are sent in one piece; what is longer goes as it comes

Environment = dict[str, Any]  # WSGI's own shape (PEP 3333)
Start = Callable[..., Callable[[bytes], object]]
Wsgi = Callable[[Environment, Start], Iterable[bytes]]


@dataclass(slots=True)
class Begun:
    """An answer whose body may go on: what Django said first, and the rest of it."""

    status: int = 500
    headers: Headers = ()
    first: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], object] = field(default=lambda: None)


class Bridge:
    """Hands requests to a WSGI application in threads of its own."""

    def __init__(self, application: Wsgi, *, threads: int = THREADS) -> None:
        self._application = application
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="django")

    async def ask(self, environment: Environment) -> Begun:
        """Django's answer, as far as it fits into one piece."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, self._ask, environment)

    async def whole(self, environment: Environment) -> Answer:
        """Django's answer to the end: for answers that are known to be short."""
        begun = await self.ask(environment)
        return Answer(begun.status, begun.headers, begun.first + b"".join([piece async for piece in self.rest(begun)]))

    async def rest(self, begun: Begun) -> AsyncGenerator[bytes, None]:
        """The pieces after the first; closes the answer at the end."""
        loop = asyncio.get_running_loop()
        try:
            while begun.rest is not None:
                piece = await loop.run_in_executor(self.pool, next, begun.rest, None)
                if piece is None:
                    break
                yield piece
        finally:
            await self.close(begun)

    async def close(self, begun: Begun) -> None:
        """Let go of an answer, sent or not; once more does no harm."""
        close, begun.close = begun.close, lambda: None
        await asyncio.get_running_loop().run_in_executor(self.pool, close)

    def end(self) -> None:
        """Let the pages at hand be finished."""
        self.pool.shutdown(wait=True, cancel_futures=True)

    def _ask(self, environment: Environment) -> Begun:
        begun = Begun()

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Callable[[bytes], object]:
            begun.status, begun.headers = int(status[:3]), headers
            return lambda piece: None

        answer = self._application(environment, start)
        begun.close = getattr(answer, "close", begun.close)
        try:
            pieces = iter(answer)
            begun.first, ended = _beginning(pieces)
        except BaseException:
            begun.close()
            raise
        begun.rest = None if ended else pieces
        if ended:
            begun.close()
            begun.close = lambda: None
        return begun


def _beginning(pieces: Iterator[bytes]) -> tuple[bytes, bool]:
    """As much as is sent in one piece, and whether that is all."""
    taken, size = [], 0
    for piece in pieces:
        taken.append(piece)
        size += len(piece)
        if size > MOST_AT_ONCE:
            return b"".join(taken), False
    return b"".join(taken), True
