"""More and more messages in one space: accepting, reading, memory."""

import time
from collections.abc import Sequence

from bench import load, memory
from bench.cases import FEW, MANY, Bench, Step
from bench.contenders import SPACE, Alongside

READING = "reading with many messages"
FULL = "most messages, its rounds and 256 connections; its database's server apart"


def case(messages: int) -> str:
    """The name of a case."""
    return f"accept with {messages:,} messages"


def steps(bench: Bench, everybody: Sequence[Alongside], sizes: tuple[int, ...]) -> list[Step]:
    """One site of each size is filled once; each repetition asks them all in turn, and reads where most messages lie."""
    sites = [Grown(bench, who, size) for who in everybody for size in sizes]
    accepting = [Step(f"{case(one.size)}: {one.who.name}", one.accept) for one in sites]
    fullest = [one for one in sites if one.size == sizes[-1]]
    reading = [Step(f"{READING}: {one.who.name}", one.read) for one in fullest]
    return accepting + reading + [Step(f"memory: {one.who.name}", one.hold) for one in fullest]


class Grown:
    """A site whose space has this many messages before it is asked."""

    def __init__(self, bench: Bench, who: Alongside, size: int) -> None:
        self.bench, self.size = bench, size
        self.who = who.apart(f"grown-{size}")

    def accept(self, repetition: int) -> str:
        """Few and then many connections."""
        self._fill()
        served = self.who.stay(self.bench.cores.server)
        said = []
        try:
            for connections in (FEW, MANY):
                asked = self.bench.ask(served, "form", self.who.ways["form"], connections)
                self.bench.figures.note_asked(
                    f"{case(self.size)}, {connections} at a time", self.who.name, repetition, asked
                )
                said.append(f"{asked.per_second:,.0f}/s, p99 {asked.p99_ms:,.0f} ms")
        finally:
            served.process.end()
        return "; ".join(said)

    def hold(self, repetition: int) -> str:
        """What the whole site holds in memory, its rounds at work, while many write at once."""
        self._fill()
        served = self.who.whole().stay(self.bench.cores.server)
        asking = self.bench.load(served, "form", self.who.ways["form"], MANY)
        try:
            end = load.begin(asking, on=self.bench.cores.load)
            time.sleep(asking.warm + asking.seconds * 0.7)
            said = memory.note(self.bench, FULL, self.who.name, repetition, roots=(served.process.pid,))
            end()
        finally:
            served.process.end()
        return said

    def read(self, repetition: int) -> str:
        """The pages that a family opens, timed one at a time by `bench.reading`."""
        self._fill()
        told = self.who.run_module(self.who.place, "bench.reading", "--slug", SPACE, on=self.bench.cores.server)
        for what, value in _flat(told):
            self.bench.figures.note(READING, self.who.name, repetition, value, what=what)
        return str(told)[:200]

    def _fill(self) -> None:
        """Whoever needs the site first fills it."""
        is_new = not self.who.place.exists()
        self.who.make_ready()
        if is_new and self.size:
            self.who.run_module(self.who.place, "bench.filling", "--slug", SPACE, "--messages", str(self.size))


def _flat(found: dict[str, object], before: str = "") -> list[tuple[str, float]]:
    """Every number with the names that lead to it."""
    pairs: list[tuple[str, float]] = []
    for name, value in found.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{before}{name} ")
        elif isinstance(value, int | float):
            pairs.append((f"{before}{name}", float(value)))
    return pairs
