"""The process that asks: as many connections as told, each with one request after the other, for a few seconds.

`python -m bench.load` reads one JSON object (`Load`) from its standard input and prints one (`Asked`). It is a closed loop,
so the times are those of a server that has all it can do. It waits for every answer, so that the books balance.

It speaks to the sockets itself, since it must cost less than the quickest server that is measured: of an answer it reads
the status and counts the bytes (about 25 µs of processor for a page of 27 kB; asyncio with `house.connections` needs 55).
"""

import asyncio
import gc
import json
import os
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from alongside.house.connections import Address, Connection
from bench import messages, processes

ROOT = Path(__file__).parents[1]
FINE = {b"200", b"201", b"302", b"303"}
LONGEST_ANSWER = 30.0  # seconds; whoever has none by then is broken
LANDING = 262_144  # bytes that are read at once
HEAD = 4_096  # bytes in which a head ends
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
LAST_CHUNK = b"0\r\n\r\n"
UNKNOWN, UNTIL_CLOSED, UNTIL_LAST_CHUNK = -1, -2, -3  # bytes that are missing of an answer, where no number is known


@dataclass(frozen=True, slots=True)
class Load:
    """What to ask: `get` an address, or send a message in the way of one of `messages.WAYS`."""

    url: str
    way: str
    connections: int
    seconds: float
    warm: float = 1.0
    form: dict[str, str] = field(default_factory=dict)
    watch: tuple[int, ...] = ()  # processes whose use of the processor is counted, with their descendants


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it. `kept` are all messages that were acknowledged, the warm-up's too; times are the window's."""

    per_second: float
    p50_ms: float
    p99_ms: float
    kept: int
    refused: int
    broken: int
    server_us: float  # of processor, for one answer
    server_busy: float  # of one core
    load_busy: float


def run(load: Load, *, on: frozenset[int]) -> Asked:
    """Ask from a process of its own, on these cores."""
    return begin(load, on=on)()


def begin(load: Load, *, on: frozenset[int]) -> Callable[[], Asked]:
    """Begin to ask; calling what is returned waits for the end."""
    asking = subprocess.Popen(
        [sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        preexec_fn=lambda: os.sched_setaffinity(0, on),
    )  # fmt: skip
    assert asking.stdin is not None
    asking.stdin.write(json.dumps(asdict(load)))
    asking.stdin.close()

    def end() -> Asked:
        assert asking.stdout is not None
        said = asking.stdout.read()
        if asking.wait() != 0:
            raise RuntimeError("the load could not be made; see above")
        return Asked(**json.loads(said))

    return end


def size(url: str) -> int:
    """Bytes of the body that an address answers."""

    async def once() -> int:
        server = Address.of(url)
        connection = Connection(server)
        answer = await connection.ask(messages.maker(server, url, "get", {})())
        connection.close()
        return len(answer.body)

    return asyncio.run(once())


@dataclass(slots=True)
class _Line:
    """One connection: what it waits for, and since when."""

    socket: socket.socket
    began: float = 0.0
    early: bytes = b""  # of a head that is not whole yet
    missing: int = UNKNOWN
    fine: bool = False
    closes: bool = False


@dataclass(slots=True)
class _Tally:
    """What happened within the window."""

    begins: float
    ends: float
    times: list[float] = field(default_factory=list)
    kept: int = 0
    refused: int = 0
    broken: int = 0

    def note(self, line: _Line, now: float) -> None:
        if not line.fine:
            self.refused += 1
            return
        self.kept += 1
        if self.begins <= now < self.ends:
            self.times.append(now - line.began)


@dataclass(slots=True)
class _Usage:
    """Seconds of processor in the window: of the server, and of this process."""

    watch: tuple[int, ...]
    before: tuple[float, float] | None = None
    used: tuple[float, float] = (0.0, 0.0)

    def begin(self) -> None:
        self.before = self._now()

    def end(self) -> None:
        before, now = self.before or self._now(), self._now()
        self.used = now[0] - before[0], now[1] - before[1]

    def _now(self) -> tuple[float, float]:
        return processes.cpu_seconds(self.watch), time.process_time()


class Asking:
    """All connections, and the loop that serves whichever has something to read."""

    def __init__(self, load: Load) -> None:
        self._server = Address.of(load.url)
        self._next = messages.maker(self._server, load.url, load.way, load.form)
        self._load = load
        self._ready = select.epoll()
        self._lines: dict[int, _Line] = {}
        self._landing = memoryview(bytearray(LANDING))

    def run(self) -> Asked:
        """Ask until the time is over, then wait for what is on its way."""
        gc.disable()  # a pause of ours would be told as the server's
        for _ in range(self._load.connections):
            self._connect()
        now = time.perf_counter()
        self._tally = _Tally(now + self._load.warm, now + self._load.warm + self._load.seconds)
        usage = _Usage(self._load.watch)
        for line in list(self._lines.values()):
            self._send(line)
        self._serve_until(self._tally.begins)
        usage.begin()
        self._serve_until(self._tally.ends)
        usage.end()
        self._serve_until(self._tally.ends + LONGEST_ANSWER)
        self._tally.broken += len(self._lines)
        return _asked(self._tally, self._load.seconds, *usage.used)

    def _serve_until(self, until: float) -> None:
        clock, landing = time.perf_counter, self._landing
        while self._lines and (now := clock()) < until:
            for handle, _ in self._ready.poll(until - now):
                line = self._lines[handle]
                try:
                    got = line.socket.recv_into(landing)
                except OSError:
                    got = 0
                if not got:
                    self._closed(handle, line)
                    continue
                missing = line.missing
                if missing > 0:
                    missing = line.missing = missing - got
                else:
                    missing = self._read(line, got)
                if not missing:
                    self._finished(handle, line, clock())

    def _read(self, line: _Line, got: int) -> int:
        """What is missing of an answer of which `got` bytes have come, where it is not just counted."""
        if line.missing == UNKNOWN:
            head = line.early + bytes(self._landing[: min(got, HEAD)])
            end = head.find(b"\r\n\r\n")
            if end < 0:
                line.early = head
                return UNKNOWN
            found = LENGTH.search(head, 0, end)
            line.fine = head[9:12] in FINE
            line.closes = CLOSES.search(head, 0, end) is not None
            if found:
                line.missing = int(found[1]) - (got + len(line.early) - end - 4)
            else:
                line.missing = UNTIL_LAST_CHUNK if CHUNKED.search(head, 0, end) else UNTIL_CLOSED
            line.early = b""
        if line.missing == UNTIL_LAST_CHUNK and bytes(self._landing[max(0, got - 5) : got]) == LAST_CHUNK:
            line.missing = 0
        return line.missing

    def _finished(self, handle: int, line: _Line, now: float) -> None:
        self._tally.note(line, now)
        if now >= self._tally.ends:
            self._forget(handle, line)
        elif line.closes:
            self._forget(handle, line)
            self._send(self._connect())
        else:
            self._send(line)

    def _send(self, line: _Line) -> None:
        line.missing = UNKNOWN
        line.began = time.perf_counter()
        try:
            line.socket.send(self._next())  # a message is far shorter than what the socket takes at once
        except OSError:
            return  # the server has closed; the loop is told so next

    def _closed(self, handle: int, line: _Line) -> None:
        """An answer that ends with its connection is whole by that; any other is broken."""
        now = time.perf_counter()
        if line.missing == UNTIL_CLOSED:
            self._tally.note(line, now)
        else:
            self._tally.broken += 1
        self._forget(handle, line)
        if now < self._tally.ends:
            self._send(self._connect())

    def _connect(self) -> _Line:
        made = socket.create_connection((self._server.host, self._server.port), timeout=LONGEST_ANSWER)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.setblocking(False)
        line = self._lines[made.fileno()] = _Line(made)
        self._ready.register(made.fileno(), select.EPOLLIN)
        return line

    def _forget(self, handle: int, line: _Line) -> None:
        self._ready.unregister(handle)
        del self._lines[handle]
        line.socket.close()


def _asked(tally: _Tally, seconds: float, server: float, ours: float) -> Asked:
    times = sorted(tally.times) or [0.0]
    return Asked(
        per_second=len(tally.times) / seconds,
        p50_ms=times[len(times) // 2] * 1000,
        p99_ms=times[min(len(times) - 1, int(len(times) * 0.99))] * 1000,
        kept=tally.kept, refused=tally.refused, broken=tally.broken,
        server_us=server / max(1, len(tally.times)) * 1e6, server_busy=server / seconds, load_busy=ours / seconds,
    )  # fmt: skip


if __name__ == "__main__":
    told = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(asdict(Asking(Load(**told)).run())))
