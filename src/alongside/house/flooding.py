"""A flood of guests over HTTP, as real ones would send it, and the proof from their receipts.

It knows the site only by its addresses. Every message has a key of its own. Like a phone on a bad network, a guest whose
answer did not come sends the same key again; one in fifty does so although the answer came, to see that the same receipt
comes back.
"""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import aiohttp

PATIENCE = 120.0  # seconds that one guest goes on trying: a server that is started again is back by then
PAUSE = 0.2  # seconds between two tries
LONGEST_KNOCK = 10.0  # seconds
SENT_TWICE = 50  # one guest in so many
OK, NOT_THERE = 200, 404
REFUSALS = {400, 403, 404, 413, 422}
SPACE = re.compile(r"(?P<before>.*)/for/(?P<slug>[^/]+)/(?:write/)?$")
TOKEN = re.compile(r"/received/([^/]+)/")

Item = TypeVar("Item")


class CannotFlood(Exception):
    """The flood cannot begin; the text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write, and where a receipt can be read by a program (with `{token}` in it)."""

    write: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Result:
    """What the flood did. Times are of the acknowledged requests; `per_second` counts acknowledgements."""

    sent: int
    acknowledged: int
    found: int
    lost: int
    duplicated: int
    per_second: float
    p50_ms: float
    p99_ms: float


@dataclass(slots=True)
class _Books:
    """What was sent and what was promised, while the flood goes on."""

    words: dict[str, str] = field(default_factory=dict)  # key to words
    tokens: dict[str, str] = field(default_factory=dict)  # key to the first receipt's token
    found: dict[str, str] = field(default_factory=dict)  # key to the id that its receipt names
    contradicted: set[str] = field(default_factory=set)  # keys that were given two different receipts
    seconds: list[float] = field(default_factory=list)


def target(url: str) -> Target:
    """Find the write page and the receipts from the address of a space's page. Raises `CannotFlood`."""
    parts = urlsplit(url if url.endswith("/") or "?" in url else url + "/")
    match = SPACE.fullmatch(parts.path)
    if parts.scheme not in {"http", "https"} or not match:
        raise CannotFlood("Give the address of a space's page, like http://127.0.0.1:8000/for/lina/.")
    write = f"{match['before']}/for/{match['slug']}/write/"
    receipt = f"{match['before']}/api/v1/received/{{token}}"
    return Target(
        write=urlunsplit((parts.scheme, parts.netloc, write, parts.query, "")),
        receipt=urlunsplit((parts.scheme, parts.netloc, receipt, "", "")),
    )


def read_texts(path: Path) -> list[str]:
    """The texts of a file of JSON lines; empty ones are left out. Raises `CannotFlood`."""
    try:
        with path.open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file if line.strip()]
    except (OSError, ValueError, KeyError, TypeError):
        raise CannotFlood(f'{path} does not hold JSON lines like {{"text": "…"}}.') from None
    texts = [text for text in texts if isinstance(text, str) and text.strip()]
    if not texts:
        raise CannotFlood(f"{path} holds no texts.")
    return texts


async def flood(
    to: Target, texts: Sequence[str], *, messages: int, connections: int, progress: Callable[[], None]
) -> Result:
    """Send `messages` messages over `connections` connections, then read every receipt back.

    `progress` is called once for each message sent and once for each receipt read. Raises `CannotFlood`.
    """
    books = _Books()
    limits = aiohttp.ClientTimeout(total=30)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=connections), timeout=limits) as session:
        guests = Guests(session, to, books)
        await guests.knock()
        began = time.perf_counter()
        await _each(range(messages), connections, lambda n: guests.send(n, texts[n % len(texts)]), progress)
        took = time.perf_counter() - began
        await _each(list(books.tokens), connections, guests.prove, progress)
    return _result(books, messages, took)


async def _each(
    items: Iterable[Item], connections: int, do: Callable[[Item], Awaitable[None]], progress: Callable[[], None]
) -> None:
    waiting = iter(items)

    async def worker() -> None:
        for item in waiting:
            await do(item)
            progress()

    await asyncio.gather(*(worker() for _ in range(connections)))


@dataclass(frozen=True, slots=True)
class Guests:
    """Everyone who writes: they share the connections and the books."""

    session: aiohttp.ClientSession
    to: Target
    books: _Books

    async def knock(self) -> None:
        """See that there is a form at all; a server that is just starting is waited for. Raises `CannotFlood`."""
        until = time.perf_counter() + LONGEST_KNOCK
        while True:
            try:
                async with self.session.get(self.to.write) as answer:
                    if answer.status == OK:
                        return
                    raise CannotFlood(f"There is no write form at this address (status {answer.status}).")
            except aiohttp.ClientError as broken:
                if time.perf_counter() > until:
                    raise CannotFlood(f"The server cannot be reached: {broken}.") from None
            await asyncio.sleep(PAUSE)

    async def send(self, number: int, words: str) -> None:
        """Send one message until it is acknowledged; some guests send it once more."""
        key = uuid4().hex
        self.books.words[key] = words
        form = {"kind": "words", "name": f"Guest {number}", "words": words, "key": key}
        for _ in range(2 if number % SENT_TWICE == 0 else 1):
            token = await self._post(form)
            if token is not None and self.books.tokens.setdefault(key, token) != token:
                self.books.contradicted.add(key)

    async def _post(self, form: dict[str, str]) -> str | None:
        """The token of the receipt, or None when the message is refused or patience ends."""
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            began = time.perf_counter()
            try:
                async with self.session.post(self.to.write, data=form, allow_redirects=False) as answer:
                    status, place = answer.status, answer.headers.get("Location", "")
            except (aiohttp.ClientError, TimeoutError):
                status, place = 0, ""
            if match := TOKEN.search(place):
                self.books.seconds.append(time.perf_counter() - began)
                return match[1]
            if status in REFUSALS:
                return None
            await asyncio.sleep(PAUSE)
        return None

    async def prove(self, key: str) -> None:
        """Read one receipt; the message is found when it says back the words that were sent."""
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            try:
                async with self.session.get(self.to.receipt.format(token=self.books.tokens[key])) as answer:
                    if answer.status == OK:
                        kept = await answer.json()
                        if _folded(kept["words"]) == _folded(self.books.words[key]):
                            self.books.found[key] = kept["id"]
                    if answer.status in {OK, NOT_THERE}:
                        return
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(PAUSE)


def _folded(words: str) -> str:
    """Line ends as the form sends them are the only thing that may differ."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _result(books: _Books, messages: int, took: float) -> Result:
    times = sorted(books.seconds) or [0.0]
    found = books.found
    shared = len(found) - len(set(found.values()))  # two guests were given one and the same message
    return Result(
        sent=messages,
        acknowledged=len(books.tokens),
        found=len(found),
        lost=len(books.tokens) - len(found) + shared,
        duplicated=len(books.contradicted),
        per_second=round(len(books.tokens) / took, 1) if took else 0.0,
        p50_ms=round(times[len(times) // 2] * 1000, 1),
        p99_ms=round(times[min(len(times) - 1, int(len(times) * 0.99))] * 1000, 1),
    )
