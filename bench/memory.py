"""What a site holds in memory: all its processes, its database's server among them."""

import time
from collections.abc import Sequence

from bench import processes
from bench.cases import Bench, Step
from bench.contenders import Contender

REST = 3.0  # seconds after the start, and after a few requests
AT_REST = "memory at rest"


def steps(bench: Bench, everybody: Sequence[Contender]) -> list[Step]:
    """Every site after its start and a few requests."""
    return [_at_rest(bench, who) for who in everybody]


def _at_rest(bench: Bench, who: Contender) -> Step:
    def do(repetition: int) -> str:
        served = who.start(bench.cores.both)
        try:
            way, path = next(iter(who.ways.items()))
            bench.ask(served, way, path, 1, seconds=0.5, warm=0)
            time.sleep(REST)
            return note(bench, AT_REST, who.name, repetition, roots=served.roots)
        finally:
            served.end()

    return Step(f"{AT_REST}: {who.name}", do)


def note(bench: Bench, case: str, who: str, repetition: int, *, roots: tuple[int, ...]) -> str:
    """Write down what these hold now."""
    held = processes.memory(roots)
    bench.figures.note(case, who, repetition, held.resident, what="resident")
    bench.figures.note(case, who, repetition, held.proportional, what="proportional")
    return f"{held.resident:,.0f} MB resident, {held.proportional:,.0f} MB proportional"
