"""A flood of guests over HTTP, as real ones would send it, and the proof from their receipts.

It knows the site only by its addresses. Every message has a key of its own. Like a phone on a bad network, a guest whose
answer did not come sends the same key again; one in fifty does so although the answer came, to see that the same receipt
comes back.
"""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from alongside.house.connections import Address, Answer, Connection

PATIENCE = 120.0  # seconds that one guest goes on trying: a server that is started again is back by then
PAUSE = 0.2  # seconds between two tries
LONGEST_KNOCK = 10.0  # seconds
SENT_TWICE = 50  # one guest in so many
OK, NOT_THERE = 200, 404
ACKNOWLEDGED = {200, 201}  # over the API; a form is led to its receipt
BOUNDARY = "----Guest" + uuid4().hex  # no text holds it
REFUSALS = {400, 403, 404, 413, 422}
WAYS = ("form", "script", "json")
SPACE = re.compile(r"(?P<before>.*)/for/(?P<slug>[^/]+)/(?:write/)?$")
TOKEN = re.compile(r"/received/([^/]+)/")

Item = TypeVar("Item")


class CannotFlood(Exception):
    """The flood cannot begin; the text says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """A space, by its addresses."""

    server: Address
    before: str  # what stands before /for/ in the address of the page
    slug: str
    query: str

    @property
    def write(self) -> str:
        """The page with the form, to which a browser sends it too."""
        return self._asked(f"{self.before}/for/{self.slug}/write/")

    @property
    def messages(self) -> str:
        """Where a program sends a message."""
        return self._asked(f"{self.before}/api/v1/spaces/{self.slug}/messages")

    def receipt(self, token: str) -> str:
        """Where a program reads a receipt."""
        return f"{self.before}/api/v1/received/{token}"

    def _asked(self, path: str) -> str:
        return f"{path}?{self.query}" if self.query else path


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
    return Target(Address.of(url), match["before"], match["slug"], parts.query)


def read_texts(path: Path) -> list[str]:
    """The texts of a file of JSON lines; empty ones are left out. Raises `CannotFlood`."""
    try:
        with path.open(encoding="utf-8") as file:
            texts = [json.loads(line)["text"] for line in file if line.strip()]
    except (OSError, ValueError, KeyError, TypeError):
        raise CannotFlood(f'{path} does not hold JSON lines like {{"text": "…"}}.') from None
    texts = [text.encode(errors="replace").decode() for text in texts if isinstance(text, str) and text.strip()]
    if not texts:
        raise CannotFlood(f"{path} holds no texts.")
    return texts


async def flood(
    to: Target,
    texts: Sequence[str],
    *,
    messages: int,
    connections: int,
    progress: Callable[[], None],
    via: str = "form",
) -> Result:
    """Send `messages` messages over `connections` connections, then read every receipt back.

    `via` is one of `WAYS`: as a browser sends a form, as the page's script does, or as a program does over the API.
    `progress` is called once for each message sent and once for each receipt read. Raises `CannotFlood`.
    """
    books = _Books()
    guests = [Guest(Connection(to.server), to, via, books) for _ in range(connections)]
    await guests[0].knock()
    began = time.perf_counter()
    await _each(range(messages), guests, lambda guest, n: guest.send(n, texts[n % len(texts)]), progress)
    took = time.perf_counter() - began
    await _each(list(books.tokens), guests, Guest.prove, progress)
    for guest in guests:
        guest.connection.close()
    return _result(books, messages, took)


async def _each(
    items: Iterable[Item],
    guests: Sequence["Guest"],
    do: Callable[["Guest", Item], Awaitable[None]],
    progress: Callable[[], None],
) -> None:
    waiting = iter(items)

    async def one_by_one(guest: Guest) -> None:
        for item in waiting:
            await do(guest, item)
            progress()

    await asyncio.gather(*(one_by_one(guest) for guest in guests))


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with a connection, who writes one message after the other. The books are everybody's."""

    connection: Connection
    to: Target
    via: str
    books: _Books

    async def knock(self) -> None:
        """See that there is a form at all; a server that is just starting is waited for. Raises `CannotFlood`."""
        until = time.perf_counter() + LONGEST_KNOCK
        while True:
            try:
                answer = await self.connection.ask(self.to.server.request("GET", self.to.write))
            except OSError as broken:
                if time.perf_counter() > until:
                    raise CannotFlood(f"The server cannot be reached: {broken}.") from None
            else:
                if answer.status == OK:
                    return
                raise CannotFlood(f"There is no write form at this address (status {answer.status}).")
            await asyncio.sleep(PAUSE)

    async def send(self, number: int, words: str) -> None:
        """Send one message until it is acknowledged; some guests send it once more."""
        key = uuid4().hex
        self.books.words[key] = words
        request = message(self.to, self.via, name=f"Guest {number}", words=words, key=key)
        for _ in range(2 if number % SENT_TWICE == 0 else 1):
            token = await self._post(request)
            if token is not None and self.books.tokens.setdefault(key, token) != token:
                self.books.contradicted.add(key)

    async def _post(self, request: bytes) -> str | None:
        """The token of the receipt, or None when the message is refused or patience ends."""
        until = time.perf_counter() + PATIENCE
        while time.perf_counter() < until:
            began = time.perf_counter()
            try:
                answer = await self.connection.ask(request)
            except OSError:
                pass
            else:
                if token := token_of(answer):
                    self.books.seconds.append(time.perf_counter() - began)
                    return token
                if answer.status in REFUSALS:
                    return None
            await asyncio.sleep(PAUSE)
        return None

    async def prove(self, key: str) -> None:
        """Read one receipt; the message is found when it says back the words that were sent."""
        until = time.perf_counter() + PATIENCE
        request = self.to.server.request("GET", self.to.receipt(self.books.tokens[key]))
        while time.perf_counter() < until:
            try:
                answer = await self.connection.ask(request)
            except OSError:
                pass
            else:
                if answer.status == OK:
                    self._compare(key, json.loads(answer.body))
                if answer.status in {OK, NOT_THERE}:
                    return
            await asyncio.sleep(PAUSE)

    def _compare(self, key: str, kept: dict[str, str]) -> None:
        if _folded(kept["words"]) == _folded(self.books.words[key]):
            self.books.found[key] = kept["id"]


def message(to: Target, via: str, *, name: str, words: str, key: str) -> bytes:
    """The request that sends a message, whole."""
    said = {"kind": "words", "name": name, "words": words}
    if via == "json":
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        return to.server.request("POST", to.messages, headers=headers, body=json.dumps(said).encode())
    said["key"] = key
    if via == "script":
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return to.server.request("POST", to.write, headers=headers, body=_in_parts(said))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return to.server.request("POST", to.write, headers=headers, body=urlencode(said).encode())


def _in_parts(said: Mapping[str, str]) -> bytes:
    """As `FormData` goes out (RFC 7578)."""
    part = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    whole = "".join(part.format(BOUNDARY, name, _with_line_ends(text)) for name, text in said.items())
    return f"{whole}--{BOUNDARY}--\r\n".encode()


def _with_line_ends(text: str) -> str:
    return _folded(text).replace("\n", "\r\n")


def token_of(answer: Answer) -> str:
    """The token of the receipt that this answer gives; empty when it gives none."""
    if match := TOKEN.search(answer.header("Location")):
        return match[1]
    if answer.status in ACKNOWLEDGED and answer.header("Content-Type").startswith("application/json"):
        return str(json.loads(answer.body)["receipt_token"])
    return ""


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
