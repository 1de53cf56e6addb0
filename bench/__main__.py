"""`make bench`: measures everything in one run, writes bench/results.md and the plot beside it."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench import cases, contenders, gate, growth, limits, memory, plot, processes, report, venvs
from bench.cases import Bench, Step
from bench.figures import Figures
from bench.postgres import Postgres
from tests.postgres import NoPostgres

HERE = Path(__file__).parent
PARTS = ("limits", "read", "accept", "slow", "together", "backlog", "growth", "memory", "flood", "gate")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured."""

    repetitions: int
    seconds: float  # of each window
    waiting: int  # messages that the rounds find
    grown: tuple[int, ...]  # messages in a space
    flood: int
    everybody: bool  # peers in each of their ways


WHOLE = Size(3, 3.0, 20_000, (0, 10_000, 100_000, 1_000_000), 20_000, everybody=True)
QUICK = Size(1, 1.5, 3_000, (0, 10_000), 2_000, everybody=False)


@click.command()
@click.option("--quick", is_flag=True, help="Fewer repetitions and smaller sizes: to see that it works.")
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Only this part; may be said several times.")
@click.option("--to", type=click.Path(path_type=Path), default=HERE / "results.md", help="The file to write.")
def main(*, quick: bool, only: Sequence[str], to: Path) -> None:
    """Measure Alongside beside its peers and the machine's limits. Takes about 25 minutes, with --quick about five."""
    began = time.monotonic()
    run = Path(tempfile.mkdtemp(prefix="alongside-bench-", dir="/var/tmp"))  # on a disk, never in memory
    run.chmod(0o711)
    size = QUICK if quick else WHOLE
    bench = Bench(run, Figures(), processes.cores(), size.seconds)
    try:
        _measure(bench, size, only or PARTS)
    finally:
        shutil.rmtree(run, ignore_errors=True)
    minutes = (time.monotonic() - began) / 60
    to.write_text(report.whole(bench.figures, size=size, minutes=minutes), encoding="utf-8")
    drawn = plot.draw(bench.figures, sizes=size.grown)
    if drawn:
        to.with_name("growth.svg").write_text(drawn, encoding="utf-8")
    venvs.PLACE.mkdir(parents=True, exist_ok=True)
    (venvs.PLACE / "figures.json").write_text(bench.figures.as_json(), encoding="utf-8")
    click.echo(to.read_text(encoding="utf-8"))


def _measure(bench: Bench, size: Size, parts: Sequence[str]) -> None:
    for peer in venvs.NAMES:
        _say(f"{peer}: {venvs.bin_of(peer)}")
    server = _postgres(bench)
    try:
        Plan(bench, size, server).walk(parts)
    finally:
        if server is not None:
            server.end()


def _postgres(bench: Bench) -> Postgres | None:
    try:
        return Postgres(bench.run)
    except NoPostgres as missing:
        bench.figures.remark(f"Nothing was measured on PostgreSQL: {missing}.")
        return None


class Plan:
    """The steps of each part, with everybody who takes part made ready."""

    def __init__(self, bench: Bench, size: Size, server: Postgres | None) -> None:
        self.bench, self.size, self.server = bench, size, server

    def walk(self, parts: Sequence[str]) -> None:
        """Every step of these parts, once in each repetition."""
        for part in parts:
            steps: list[Step] = getattr(self, f"steps_{part}")()
            for repetition in range(self.size.repetitions):
                for step in steps:
                    self._do(step, repetition)

    def _do(self, step: Step, repetition: int) -> None:
        began = time.monotonic()
        try:
            said = step.do(repetition)
        except (OSError, RuntimeError, ValueError, subprocess.SubprocessError, processes.DidNotStart) as broken:
            said = f"could not be measured: {str(broken)[:300]}"
            self.bench.figures.remark(f"{step.name} {said.splitlines()[0]}")
        _say(f"{repetition + 1}/{self.size.repetitions} {step.name}: {said} ({time.monotonic() - began:.0f} s)")

    def _peers(self) -> Sequence[type[contenders.Contender]]:
        usual: tuple[type[contenders.Contender], ...] = (contenders.Plain, contenders.Isso)
        return (*usual, contenders.IssoGevent, contenders.Contrib) if self.size.everybody else usual

    def _ours(self, *, filled: bool = False) -> contenders.Alongside:
        return contenders.Alongside(self.bench.run, filled=filled)

    def steps_limits(self) -> list[Step]:
        """The disk, and what the load can ask at most."""
        return [cases.limit_step(self.bench, wanted) for wanted in limits.FIGURES]

    def steps_read(self) -> list[Step]:
        """Reading the public page."""
        run, ours = self.bench.run, self._ours(filled=True)
        peers = [peer(run, filled=True) for peer in self._peers() if peer is not contenders.Contrib]
        everybody = [ours, contenders.Constant(run, like=ours), *peers]
        return [*(cases.read_step(self.bench, who) for who in everybody), cases.remaking_step(self.bench, ours)]

    def steps_accept(self) -> list[Step]:
        """Accepting a message."""
        run = self.bench.run
        everybody = [self._ours(), *(peer(run) for peer in self._peers())]
        if self.server is not None:
            everybody.append(contenders.AlongsidePostgres(run, server=self.server))
            everybody.append(contenders.PlainPostgres(run, server=self.server))
        return [cases.write_step(self.bench, who, way) for who, way in cases.all_ways(everybody)]

    def steps_slow(self) -> list[Step]:
        """Accepting on a disk that needs a millisecond more."""
        library = venvs.slow_flush()
        if library is None:
            self.bench.figures.remark("No slower disk was measured: this machine has no C compiler.")
            return []
        both = ((self._ours(), "form"), (contenders.Plain(self.bench.run), "plain"))
        return [cases.write_step(self.bench, who, way, slow=library) for who, way in both]

    def steps_together(self) -> list[Step]:
        """Reading and accepting at the same time."""
        return [cases.together_step(self.bench, self._ours(filled=True))]

    def steps_backlog(self) -> list[Step]:
        """Accepting while the rounds settle."""
        rounds = contenders.AlongsideWithRounds(self.bench.run)
        return [cases.backlog_step(self.bench, self._ours(), rounds, self.size.waiting)]

    def steps_growth(self) -> list[Step]:
        """Accepting, and reading, with more and more messages in the space."""
        everybody = [self._ours()]
        if self.server is not None:
            everybody.append(contenders.AlongsidePostgres(self.bench.run, server=self.server))
        return growth.steps(self.bench, everybody, self.size.grown)

    def steps_memory(self) -> list[Step]:
        """What each site holds."""
        run = self.bench.run
        everybody = [contenders.AlongsideWithRounds(run), *(peer(run) for peer in self._peers())]
        return memory.steps(self.bench, everybody)

    def steps_flood(self) -> list[Step]:
        """The flood that proves from the receipts."""
        ours = self._ours()

        def do(repetition: int) -> str:
            told = cases.flood_proof(self.bench, ours, self.size.flood)
            for what, value in told.items():
                self.bench.figures.note("flood", "alongside flood", repetition, value, what=what)
            return json.dumps(told)

        return [Step("alongside flood", do)]

    def steps_gate(self) -> list[Step]:
        """Judging texts, without a site."""
        return gate.steps(self.bench)


_began = time.monotonic()


def _say(text: str) -> None:
    passed = time.monotonic() - _began
    click.echo(f"{passed // 60:3.0f}:{passed % 60:02.0f}  {text}", err=True)


if __name__ == "__main__":
    sys.exit(main())
