"""More and more messages in one space: accepting, reading, memory."""

import shutil
import time
from pathlib import Path

from bench import load, memory
from bench.cases import FEW, MANY, Bench, Step
from bench.contenders import SPACE, Alongside

MILLION = 1_000_000
READING = "reading with many messages"
FULL = "memory with a million messages and 256 connections"


def case(messages: int) -> str:
    """The name of a case."""
    return f"accept with {messages:,} messages"


def steps(bench: Bench, who: Alongside, sizes: tuple[int, ...]) -> list[Step]:
    """One site of each size is filled once; each repetition asks them all in turn."""
    sites = {size: Grown(bench, who, size) for size in sizes}
    return [Step(f"accept with {size:,} messages", sites[size].accept) for size in sizes] + [
        Step(f"read with {sizes[-1]:,} messages", sites[sizes[-1]].read)
    ]


class Grown:
    """A site whose space has this many messages before it is asked."""

    def __init__(self, bench: Bench, who: Alongside, size: int) -> None:
        self.bench, self.who, self.size = bench, who, size
        self.folder: Path | None = None

    def accept(self, repetition: int) -> str:
        """Few and then many connections; of the largest site also what it holds meanwhile."""
        served = self.who.serve(self._filled(), self.bench.cores.server)
        said = ""
        try:
            for connections in (FEW, MANY):
                asking = self.bench.load(served, "form", self.who.ways["form"], connections)
                end = load.begin(asking, on=self.bench.cores.load)
                if self.size == MILLION and connections == MANY:
                    time.sleep(asking.warm + asking.seconds * 0.7)
                    memory.note(self.bench, FULL, self.who.name, repetition, roots=served.roots)
                asked = end()
                self.bench.figures.note_asked(
                    f"{case(self.size)}, {connections} at a time", self.who.name, repetition, asked
                )
                said += f"{asked.per_second:,.0f}/s, p99 {asked.p99_ms:,.0f} ms; "
        finally:
            served.process.end()
        return said.rstrip("; ")

    def read(self, repetition: int) -> str:
        """The pages that a family opens, timed one at a time by `bench.reading`."""
        folder = self._filled()
        told = self.who.run_module(folder, "bench.reading", "--slug", SPACE, on=self.bench.cores.server)
        for what, value in _flat(told):
            self.bench.figures.note(READING, what, repetition, value)
        return str(told)[:200]

    def _filled(self) -> Path:
        if self.folder is None:
            self.who.make_ready()
            self.folder = self.who.place.with_name(f"grown-{self.size}")
            shutil.copytree(self.who.place, self.folder)
            if self.size:
                self.who.run_module(self.folder, "bench.filling", "--slug", SPACE, "--messages", str(self.size))
        return self.folder


def _flat(found: dict[str, object], before: str = "") -> list[tuple[str, float]]:
    """Every number with the names that lead to it."""
    pairs: list[tuple[str, float]] = []
    for name, value in found.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{before}{name} ")
        elif isinstance(value, int | float):
            pairs.append((f"{before}{name}", float(value)))
    return pairs
