"""Servers as processes: started on chosen cores, watched, and ended with everything they started."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

LONGEST_START = 60.0  # seconds
TICKS = os.sysconf("SC_CLK_TCK")
KIB = 1024

_direct = build_opener(ProxyHandler({}))


class DidNotStart(Exception):
    """A server did not become ready; the text holds its last words."""


@dataclass(frozen=True, slots=True)
class Cores:
    """Which cores do what. On a machine with one core they share it."""

    server: frozenset[int]
    load: frozenset[int]

    @property
    def both(self) -> frozenset[int]:
        """For cases in which server and load may run anywhere."""
        return self.server | self.load


def cores() -> Cores:
    """The first core that we may use for the server, the second for the load."""
    ours = sorted(os.sched_getaffinity(0))
    return Cores(frozenset(ours[:1]), frozenset(ours[1:2] or ours[:1]))


class Process:
    """A command that goes on until it is ended, with all its children on `on`."""

    def __init__(
        self, command: Sequence[str], *, on: frozenset[int], log: Path, environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:  # fmt: skip
        self.log = log
        with log.open("ab") as written:
            self._popen = subprocess.Popen(
                command, stdout=written, stderr=written, stdin=subprocess.DEVNULL, start_new_session=True,
                env={**plain_environment(), **(environment or {})}, cwd=folder,
                preexec_fn=lambda: os.sched_setaffinity(0, on),
            )  # fmt: skip

    @property
    def pid(self) -> int:
        """Of the process that was started; its children are found from it."""
        return self._popen.pid

    def wait_ready(self, url: str) -> None:
        """Return when `url` answers at all. Raises `DidNotStart`."""
        until = time.monotonic() + LONGEST_START
        while not _answers(url):
            if self._popen.poll() is not None or time.monotonic() > until:
                said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise DidNotStart(f"{self._popen.args!r} did not start:\n{said}")
            time.sleep(0.05)

    def wait(self) -> int:
        """Let it end by itself; its status."""
        return self._popen.wait()

    def end(self) -> None:
        """End it in order; whatever is left after a few seconds, by force."""
        children = family(self.pid)
        if self._popen.poll() is None:
            self._popen.send_signal(signal.SIGTERM)
            try:
                self._popen.wait(timeout=8)
            except subprocess.TimeoutExpired:
                pass
        for pid in children:
            _kill_if_of(pid, session=self.pid)
        self._popen.wait(timeout=10)


def plain_environment() -> dict[str, str]:
    """The environment without anybody's own settings of a site."""
    return {name: said for name, said in os.environ.items() if not name.startswith(("ALONGSIDE_", "DJANGO_"))}


def free_port() -> int:
    """A port that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def family(root: int) -> list[int]:
    """A process and everything that descends from it."""
    parents: dict[int, list[int]] = {}
    for stat in _stats():
        parents.setdefault(stat[1], []).append(stat[0])
    found, new = [], [root]
    while new:
        found += new
        new = [child for pid in new for child in parents.get(pid, [])]
    return found


def cpu_seconds(roots: Sequence[int]) -> float:
    """Seconds of processor that these and their descendants have used (of children that ended: what was waited for)."""
    pids = {pid for root in roots for pid in family(root)}
    return sum(stat[2] for stat in _stats() if stat[0] in pids) / TICKS


@dataclass(frozen=True, slots=True)
class Memory:
    """MB of all processes of a server. Proportional: pages that several share are counted once."""

    resident: float
    proportional: float


def memory(roots: Sequence[int]) -> Memory:
    """What these and their descendants hold now."""
    resident = proportional = 0
    for pid in {pid for root in roots for pid in family(root)}:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        sizes = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
        resident += sizes["Rss"]
        proportional += sizes["Pss"]
    return Memory(resident / KIB, proportional / KIB)


def pin(root: int, on: frozenset[int]) -> None:
    """Move a process that runs already, and its descendants, to these cores."""
    for pid in family(root):
        try:
            os.sched_setaffinity(pid, on)
        except ProcessLookupError:
            continue


def _stats() -> list[tuple[int, int, int]]:
    """Of every process: its id, its parent's, and its ticks of processor with those of its ended children."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        found.append((int(path.parent.name), int(after[1]), sum(int(ticks) for ticks in after[11:15])))
    return found


def _answers(url: str) -> bool:
    try:
        with _direct.open(url, timeout=5) as answer:
            return bool(answer.status)
    except URLError as refused:
        return getattr(refused, "code", 0) in range(200, 500)
    except OSError:
        return False


def _kill_if_of(pid: int, *, session: int) -> None:
    try:
        if os.getsid(pid) == session:
            os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
