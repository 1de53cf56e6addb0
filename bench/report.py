"""bench/results.md: the ratios first, then every figure that they come from."""

import os
import platform
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bench import gate, growth, memory, venvs
from bench.cases import BACKLOG, FEW, LIMITS, MANY, READ, REMADE, TOGETHER, write_case
from bench.figures import Figures, Spread

if TYPE_CHECKING:
    from bench.__main__ import Size

OURS, FORM, JSON = "Alongside, SQLite", "Alongside, SQLite, form", "Alongside, SQLite, json"
OURS_PG = "Alongside, PostgreSQL, form"
PLAIN, PLAIN_PG = "plain Django form, SQLite", "plain Django form, PostgreSQL"
ISSO, GEVENT, CONTRIB = "Isso, gunicorn", "Isso, gevent", "django-contrib-comments"
STALE = "ours may be one second old"


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line of the first table. `least` is what the project wants of it."""

    name: str
    over: tuple[str, str]
    under: tuple[str, str]
    least: float
    note: str = ""
    by_processor: bool = True  # whether what each uses for one answer can be compared


def ratios() -> Iterator[Ratio]:
    """Every ratio that the project has a wish for."""
    yield Ratio("page / constant answer", (READ, OURS), (READ, "constant answer of the same bytes"), 0.7, STALE)
    yield Ratio("page / Isso's list", (READ, OURS), (READ, ISSO), 500, STALE)
    yield Ratio("page / Isso's list (gevent)", (READ, OURS), (READ, GEVENT), 500, STALE)
    yield Ratio("page / Django page made anew", (READ, OURS), (READ, PLAIN), 100, STALE)
    for few in (FEW, MANY):
        case = write_case(few)
        yield Ratio(f"accepting / one row a commit, {few}", (case, FORM), (LIMITS, "one row a commit"), 0.6)
        yield Ratio(f"accepting / Isso, {few}", (case, FORM), (case, ISSO), 20)
        yield Ratio(f"accepting / Isso (gevent), {few}", (case, FORM), (case, GEVENT), 20)
        yield Ratio(f"accepting / plain form, {few}", (case, FORM), (case, PLAIN), 7)
        yield Ratio(f"accepting / plain form, {few}, on PostgreSQL", (case, OURS_PG), (case, PLAIN_PG), 5)
        yield Ratio(f"accepting / django-contrib-comments, {few}", (case, FORM), (case, CONTRIB), 20)
        slow = write_case(few, slow=True)
        yield Ratio(f"accepting / plain form, {few}, each flush 1 ms more", (slow, FORM), (slow, PLAIN), 10)
    for what in ("reading", "accepting"):
        over, under = (TOGETHER, f"{what} beside the other"), (TOGETHER, f"{what} alone")
        yield Ratio(
            f"{what} beside the other / alone", over, under, 0.33, "both cores, load on them too", by_processor=False
        )
    settled = (BACKLOG, "beside the rounds"), (BACKLOG, "without the rounds")
    yield Ratio(
        "accepting beside the rounds / without", *settled, 0.67, "both cores, load on one of them", by_processor=False
    )


def whole(figures: Figures, *, size: "Size", minutes: float) -> str:
    """The page."""
    parts = [
        "# What was measured\n",
        _about(size, minutes),
        _ratio_table(figures),
        _waiting_table(figures),
        *(_table(figures, title, cases) for title, cases in _titles(size)),
        _remade(figures),
        _limits(figures),
        _memory(figures),
        _reading(figures),
        _judging(figures),
        _remarks(figures),
    ]
    return "\n".join(part for part in parts if part).rstrip() + "\n"


def _about(size: "Size", minutes: float) -> str:
    django, granian = version("django"), version("granian")
    peers = ", ".join(f"{name} {number}" for name, number in sorted(venvs.versions().items()))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, in {minutes:.0f} minutes, on {os.cpu_count()} cores ({_processor()}), "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"Alongside {version('alongside')} with Django {django} and granian {granian}. Peers: {peers}.\n\n"
        f"Median [least–most] of {size.repetitions} repetitions, each of {size.seconds:.1f} s after a second of warm-up; "
        "the whole list again and again, so that a busy moment meets everybody. Ratios are taken within a repetition. "
        "Server (with its database's server) on one core, load on another, closed loop, connections kept open. How it is "
        "done: [docs/developers/benchmarks.md](../docs/developers/benchmarks.md). Trust the ratios more than the figures.\n"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _ratio_table(figures: Figures) -> str:
    lines = ["## Ratios\n", "| ratio | times | wanted | | by processor | |", "|---|---|---|---|---|---|"]
    for one in ratios():
        found = figures.ratio(one.over, one.under)
        if found is not None:
            mark = "yes" if found.median >= one.least else "**no**"
            used = _spread(figures.ratio(one.under, one.over, "server_us")) if one.by_processor else ""
            lines.append(f"| {one.name} | {_spread(found)} | ≥ {one.least:g} | {mark} | {used} | {one.note} |")
    return "\n".join([*lines, ""]) if len(lines) > 3 else ""


def _waiting_table(figures: Figures) -> str:
    lines = ["## How long a guest waits\n", "| p99, ms | median [least–most] | wanted | |", "|---|---|---|---|"]
    for few in (FEW, MANY):
        for slow, most in ((False, 100), (True, 150)):
            found = figures.spread(write_case(few, slow=slow), FORM, "p99_ms")
            if found is not None:
                mark = "yes" if found.median < most else "**no**"
                lines.append(f"| {write_case(few, slow=slow)} | {_spread(found)} | < {most} | {mark} |")
    return "\n".join([*lines, ""]) if len(lines) > 3 else ""


def _titles(size: "Size") -> Iterator[tuple[str, list[str]]]:
    yield "Reading", [READ]
    yield "Accepting", [write_case(few) for few in (FEW, MANY)]
    yield "Accepting on a slower disk", [write_case(few, slow=True) for few in (FEW, MANY)]
    yield "Together", [TOGETHER]
    yield "Beside the rounds", [BACKLOG]
    grown = [f"{growth.case(many)}, {few} at a time" for few in (FEW, MANY) for many in size.grown]
    yield "With more and more messages", grown


def _table(figures: Figures, title: str, cases: list[str]) -> str:
    lines = []
    for case in cases:
        for who in dict.fromkeys(who for one, who, _ in figures.found if one == case):
            cells = [
                _spread(figures.spread(case, who, what)) for what in ("per_second", "p50_ms", "p99_ms", "server_us")
            ]
            lines.append(f"| {case} | {who} | {' | '.join(cells)} |")
    if not lines:
        return ""
    head = ["| case | who | a second | p50, ms | p99, ms | µs of processor each |", "|---|---|---|---|---|---|"]
    picture = "![Throughput and waiting against the number of messages](growth.svg)\n" if "more" in title else ""
    return "\n".join([f"## {title}\n", picture, *head, *lines, ""])


def _remade(figures: Figures) -> str:
    found = [figures.spread(REMADE, OURS, what) for what in ("ms", "processor_ms")]
    if found[0] is None:
        return ""
    told = f"{_spread(found[0])} ms, {_spread(found[1])} ms of them on the processor"
    return (
        f"Making the page anew costs {told}. That is done at most once a second while the space changes; "
        "everybody who reads meanwhile is given the same bytes.\n"
    )


def _limits(figures: Figures) -> str:
    found = [who for case, who, _ in figures.found if case == LIMITS]
    lines = [f"| {who} | {_spread(figures.spread(LIMITS, who))} |" for who in found]
    head = ["## What the disk can do, without HTTP\n", "| limit | a second |", "|---|---|"]
    return "\n".join([*head, *lines, ""]) if lines else ""


def _memory(figures: Figures) -> str:
    lines = []
    for case in (memory.AT_REST, growth.FULL):
        for who in dict.fromkeys(who for one, who, _ in figures.found if one == case):
            cells = [_spread(figures.spread(case, who, what)) for what in ("resident", "proportional")]
            lines.append(f"| {case} | {who} | {' | '.join(cells)} |")
    head = ["## Memory\n", "| when | who | resident, MB | proportional, MB |", "|---|---|---|---|"]
    return "\n".join([*head, *lines, ""]) if lines else ""


def _reading(figures: Figures) -> str:
    """Every page of a full space, each engine in a column."""
    found = [(who, what) for case, who, what in figures.found if case == growth.READING]
    engines, pages = dict.fromkeys(who for who, _ in found), dict.fromkeys(what for _, what in found)
    lines = [
        f"| {what} | {' | '.join(_spread(figures.spread(growth.READING, who, what)) for who in engines)} |"
        for what in pages
    ]
    rule = "|---" * (len(engines) + 1) + "|"
    head = ["## Reading where many messages lie\n", f"| ms | {' | '.join(engines)} |", rule]
    return "\n".join([*head, *lines, ""]) if lines else ""


def _judging(figures: Figures) -> str:
    what = ("per_second", "imported_s", "ready_s", "resident", "grouped_s")
    everybody = dict.fromkeys(who for case, who, _ in figures.found if case == gate.JUDGING)
    lines = [
        f"| {who} | {' | '.join(_spread(figures.spread(gate.JUDGING, who, one)) for one in what)} |"
        for who in everybody
    ]
    head = [
        "## Judging texts\n",
        "| who | texts of 300 characters a second, core | import, s | first text, s | resident, MB | 100,000 grouped |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *lines, ""]) if lines else ""


def _remarks(figures: Figures) -> str:
    flood = figures.spread("flood", "alongside flood", "acknowledged")
    remarks = list(figures.remarks)
    if flood is not None:
        lost, twice = (figures.spread("flood", "alongside flood", what) for what in ("lost", "duplicated"))
        remarks.append(
            f"`alongside flood`: {flood.median:,.0f} acknowledged, at most {lost.high if lost else 0:.0f} lost,"
            f" {twice.high if twice else 0:.0f} doubled, by the receipts."
        )
    return "\n".join(["## To know\n", *(f"- {one}" for one in remarks), ""]) if remarks else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _spread(found: Spread | None) -> str:
    if found is None:
        return ""
    if found.low == found.high:
        return _number(found.median)
    return f"{_number(found.median)} [{_number(found.low)}–{_number(found.high)}]"
