"""What is measured. Each case is a list of steps, and one repetition does every step once, so that a busy moment of the
machine meets everybody alike."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import contenders, load, venvs
from bench.contenders import Contender, Served
from bench.figures import Figures
from bench.load import Asked, Load
from bench.processes import Cores

FEW, MANY = 32, 256  # connections
READ = f"read, {FEW} at a time"
LIMITS = "limits"
BUSY = 0.9  # of a core: a server that uses less was not asked enough
MILLISECOND = 1000  # µs


@dataclass(frozen=True, slots=True)
class Step:
    """One measurement: its name for the progress, and what does it (given the number of the repetition)."""

    name: str
    do: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Bench:
    """What every step needs."""

    run: Path
    figures: Figures
    cores: Cores
    seconds: float  # of each window

    def ask(self, served: Served, way: str, path: str, connections: int, **more: float) -> Asked:
        """Load a server from the other core."""
        return load.run(self.load(served, way, path, connections, **more), on=self.cores.load)

    def load(self, served: Served, way: str, path: str, connections: int, **more: float) -> Load:
        """What to ask of a server."""
        return Load(
            served.base + path, way, connections, more.get("seconds", self.seconds), warm=more.get("warm", 1.0),
            form=served.form, watch=served.roots,
        )  # fmt: skip


def write_case(connections: int, *, slow: bool = False) -> str:
    """The name of a case of accepting."""
    return f"accept, {connections} at a time" + (", each flush 1 ms more" if slow else "")


def read_step(bench: Bench, who: Contender) -> Step:
    """Read a page (or a list) again and again."""

    def do(repetition: int) -> str:
        served = who.start(bench.cores.server)
        try:
            bench.figures.remark(f"{who.name}, read: {load.size(served.base + who.read_path):,} bytes.")
            asked = bench.ask(served, "get", who.read_path, FEW)
        finally:
            served.end()
        bench.figures.note_asked(READ, who.name, repetition, asked)
        _check_busy(bench, who.name, asked)
        return _said(asked)

    return Step(f"{READ}: {who.name}", do)


REMADE = "the page made anew"


def remaking_step(bench: Bench, who: contenders.Alongside) -> Step:
    """What one making of the page costs, which its readers share for a second."""

    def do(repetition: int) -> str:
        who.make_ready()
        told = who.run_module(who.place, "bench.remaking", "--slug", contenders.SPACE, on=bench.cores.server)
        for what in ("ms", "processor_ms"):
            bench.figures.note(REMADE, who.name, repetition, float(str(told[what])), what=what)
        bench.figures.remark(
            f"The page that was read has {told['bytes']:,} bytes and shows {told['messages']} messages."
        )
        return f"{told['ms']:.1f} ms"

    return Step(REMADE, do)


def write_step(bench: Bench, who: Contender, way: str, *, slow: Path | None = None) -> Step:
    """Send messages, few and then many at a time, and look whether all that were acknowledged are kept."""
    name = f"{who.name}, {way}" if len(who.ways) > 1 else who.name
    more = {"LD_PRELOAD": str(slow), "SLOW_FLUSH_US": str(MILLISECOND)} if slow else {}

    def do(repetition: int) -> str:
        served = who.start(bench.cores.server, **more)
        said = []
        try:
            for connections in (FEW, MANY):
                before = served.rows()
                asked = bench.ask(served, way, who.ways[way], connections)
                _balance(bench, name, asked, served.rows() - before)
                bench.figures.note_asked(write_case(connections, slow=bool(slow)), name, repetition, asked)
                said.append(_said(asked))
        finally:
            served.end()
        return "; ".join(said)

    return Step(f"accept{' (slow flush)' if slow else ''}: {name}", do)


def limit_step(bench: Bench, wanted: str) -> Step:
    """What the disk can do, on the server's core."""

    def do(repetition: int) -> str:
        command = [sys.executable, "-m", "bench.limits", str(bench.run), wanted, str(bench.seconds)]
        done = subprocess.run(
            ["taskset", "-c", ",".join(map(str, bench.cores.server)), *command],
            cwd=venvs.ROOT, stdout=subprocess.PIPE, check=True,
        )  # fmt: skip
        rate = float(done.stdout)
        bench.figures.note(LIMITS, wanted, repetition, rate)
        return f"{rate:,.0f} a second"

    return Step(f"limit: {wanted}", do)


TOGETHER = "together on both cores"


def together_step(bench: Bench, who: contenders.Alongside) -> Step:
    """Reading alone, accepting alone, and both: server and load wherever the machine puts them."""

    def do(repetition: int) -> str:
        served = who.start(bench.cores.both)
        try:
            read = bench.load(served, "get", who.read_path, FEW)
            write = bench.load(served, "form", who.ways["form"], FEW)
            alone = load.run(read, on=bench.cores.both), load.run(write, on=bench.cores.both)
            ends = [load.begin(one, on=bench.cores.both) for one in (read, write)]
            both = [end() for end in ends]
        finally:
            served.end()
        for name, asked, beside in zip(("reading", "accepting"), alone, both, strict=True):
            bench.figures.note_asked(TOGETHER, f"{name} alone", repetition, asked)
            bench.figures.note_asked(TOGETHER, f"{name} beside the other", repetition, beside)
        return f"{_said(both[0])} and {_said(both[1])}"

    return Step(f"{TOGETHER}: {who.name}", do)


BACKLOG = "accept while the rounds settle"


def backlog_step(bench: Bench, quiet: contenders.Alongside, rounds: contenders.Alongside, waiting: int) -> Step:
    """Accept beside nothing, then beside the rounds with a backlog; both with the server on both cores."""

    def do(repetition: int) -> str:
        served = quiet.start(bench.cores.both)
        folder = quiet.last
        try:
            alone = bench.ask(served, "form", quiet.ways["form"], FEW)
            _pile_up(bench, served, quiet, waiting)
        finally:
            served.process.end()
        served = rounds.serve(folder, bench.cores.both)
        beside = bench.ask(served, "form", quiet.ways["form"], FEW)
        served.process.end()
        settled = _settle(bench, quiet, folder)
        quiet.forget(folder)
        bench.figures.note_asked(BACKLOG, "without the rounds", repetition, alone)
        bench.figures.note_asked(BACKLOG, "beside the rounds", repetition, beside)
        if settled:
            bench.figures.note(BACKLOG, "settling alone, one core", repetition, settled)
        return f"{_said(alone)} alone, {_said(beside)} beside the rounds; settling {settled:,.0f} a second"

    return Step(BACKLOG, do)


def _pile_up(bench: Bench, served: Served, who: Contender, waiting: int) -> None:
    """Have at least so many messages wait. Gives up after a while: an old and slow machine has fewer."""
    until = time.monotonic() + 60
    while served.rows() < waiting and time.monotonic() < until:
        bench.ask(served, "form", who.ways["form"], 64, seconds=2, warm=0.1)


def _settle(bench: Bench, who: contenders.Alongside, folder: Path) -> float:
    """Messages a second that `alongside settle` reads on one core, its start apart."""
    began = time.monotonic()
    settled = int(who.run_command(folder, "settle", on=bench.cores.server).split()[-1])
    took = time.monotonic() - began
    began = time.monotonic()
    who.run_command(folder, "settle", on=bench.cores.server)
    return settled / max(0.1, took - (time.monotonic() - began))


def _balance(bench: Bench, name: str, asked: Asked, rows: int) -> None:
    if asked.refused or asked.broken:
        bench.figures.remark(f"{name}: {asked.refused} refused, {asked.broken} connections broken.")
    if rows < asked.kept:
        bench.figures.remark(f"{name}: {asked.kept} acknowledged, {rows} found: the books do not balance.")


def _check_busy(bench: Bench, name: str, asked: Asked) -> None:
    if asked.server_busy < BUSY and asked.load_busy > BUSY:
        bench.figures.remark(
            f"{name}: the load was the limit (it used {asked.load_busy:.0%} of its core, the server"
            f" {asked.server_busy:.0%}); compare the processor time for one answer instead."
        )


def _said(asked: Asked) -> str:
    return f"{asked.per_second:,.0f}/s, p99 {asked.p99_ms:,.0f} ms"


def flood_proof(bench: Bench, who: contenders.Alongside, messages: int) -> dict[str, float]:
    """`alongside flood` on a site of its own: everything acknowledged is found by its receipt."""
    from bench import messages as invented

    texts = bench.run / "texts.jsonl"
    lines = (json.dumps({"text": f"{number}: {one}"}) for number in range(200) for one in invented.texts()[:10])
    texts.write_text("\n".join(lines), encoding="utf-8")
    served = who.start(bench.cores.server)
    try:
        said = who.run_command(
            bench.run, "flood", served.base + who.read_path, "--texts", str(texts), "--messages", str(messages),
            "--connections", str(FEW), "--json", on=bench.cores.load,
        )  # fmt: skip
    finally:
        served.end()
    told: dict[str, float] = json.loads(said.splitlines()[-1])
    return told


def all_ways(who: Sequence[Contender]) -> list[tuple[Contender, str]]:
    """Everybody with each way of sending that they know."""
    return [(one, way) for one in who for way in one.ways]
