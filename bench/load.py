"""The process that asks: as many connections as told, each with one request after the other, for a few seconds.

`python -m bench.load` reads one JSON object (`Load`) from its standard input and prints one (`Asked`). It is a closed loop,
so the times are those of a server that has all it can do. It waits for every answer, so that the books balance.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from alongside.house.connections import Address, Answer, Connection
from bench import messages, processes

ROOT = Path(__file__).parents[1]
FINE = {200, 201, 302, 303}


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
class _Tally:
    """What happened within the window."""

    begins: float
    ends: float
    times: list[float] = field(default_factory=list)
    kept: int = 0
    refused: int = 0
    broken: int = 0

    def note(self, answer: Answer, began: float, now: float) -> None:
        if answer.status not in FINE:
            self.refused += 1
            return
        self.kept += 1
        if self.begins <= now < self.ends:
            self.times.append(now - began)


async def ask(load: Load) -> Asked:
    """Ask from this process."""
    server = Address.of(load.url)
    next_request = messages.maker(server, load.url, load.way, load.form)
    now = time.perf_counter()
    tally = _Tally(begins=now + load.warm, ends=now + load.warm + load.seconds)
    used = asyncio.create_task(_usage(load))
    await asyncio.gather(*(_one_by_one(Connection(server), next_request, tally) for _ in range(load.connections)))
    return _asked(tally, load.seconds, *await used)


async def _one_by_one(connection: Connection, next_request: Callable[[], bytes], tally: _Tally) -> None:
    clock = time.perf_counter
    while (began := clock()) < tally.ends:
        try:
            answer = await connection.ask(next_request())
        except OSError:
            tally.broken += 1
            await asyncio.sleep(0.05)
            continue
        tally.note(answer, began, clock())
    connection.close()


async def _usage(load: Load) -> tuple[float, float]:
    """Seconds of processor in the window: of the server, and of this process."""
    await asyncio.sleep(load.warm)
    before = processes.cpu_seconds(load.watch), time.process_time()
    await asyncio.sleep(load.seconds)
    return processes.cpu_seconds(load.watch) - before[0], time.process_time() - before[1]


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
    sys.stdout.write(json.dumps(asdict(asyncio.run(ask(Load(**told))))))
