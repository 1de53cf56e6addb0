"""A real site for tests: the `alongside` command in processes of its own, on a data directory and an engine of its own."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psycopg

from tests import engines, postgres
from tests.clerk import Clerk, Done

ALONGSIDE = Path(sys.executable).with_name("alongside")
LONGEST_START = 120.0
LAST_WORDS = 6_000

Found = TypeVar("Found")


class CommandRefused(AssertionError):
    """An `alongside` command ended with another status than the test expected."""


class Site:
    """One site and the processes that serve it. `url` has no slash at its end."""

    def __init__(self, *, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = data / "serve.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_")}
        own = {"ALONGSIDE_DATA": str(data / "site"), "ALONGSIDE_BASE_URL": self.url}
        self.environment = {**inherited, **own, **settings}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.process: subprocess.Popen[bytes] | None = None
        self._clerk = Clerk(self.environment)

    def beside(self) -> "Site":
        """Another server of the same site, with a port of its own; nobody has started it yet."""
        own = {name: value for name, value in self.environment.items() if name.startswith("ALONGSIDE_")}
        return Site(data=self.data, **own)

    def start(self, *options: str, what: str = "serve") -> None:
        """Serve (or run the demo), and return when the site answers that it is ready."""
        command = [str(ALONGSIDE), what, "--port", str(self.port), *options]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                _dies_with_us(command), env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        eventually(self._is_ready, within=LONGEST_START, what="the site to be ready")

    def stop(self) -> None:
        """End it in order, as an operator would; by force if it does not end within ten seconds."""
        self._clerk.end()
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would: every process of it, at once, without a word."""
        self._end(signal.SIGKILL)

    def workers(self) -> list[int]:
        """The process ids of the web workers that live at this moment."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        ids = [int(pid) for file in children for pid in file.read_text().split()]
        return [pid for pid in ids if "spawn_main" in _command_line(pid)]

    def lose_a_worker(self) -> None:
        """Kill one web worker, and return when the site answers again.

        The server starts another. One that loses two within seconds gives up; then a supervisor starts it again: here, we.
        """
        lost = self.workers()[0]
        os.kill(lost, signal.SIGKILL)

        def is_back() -> bool:
            if self.process is None or self.process.poll() is not None:
                self.start()
            return lost not in self.workers() and self._answers()

        eventually(is_back, within=LONGEST_START, what="another worker")

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Do something to its database from outside, and return the rows, if there are any."""
        if url := self.environment.get("ALONGSIDE_DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as server:
                answer = server.execute(statement.encode())
                return answer.fetchall() if answer.description else []
        file = Path(self.environment["ALONGSIDE_DATA"], "alongside.sqlite3")
        with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
            return database.execute(statement).fetchall()

    @contextmanager
    def rounds(self, **settings: str) -> Iterator["subprocess.Popen[bytes]"]:
        """`alongside rounds` beside it until the block ends, as a process of its own, which the block may kill."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                _dies_with_us([str(ALONGSIDE), "rounds"]), env={**self.environment, **settings}, stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)

    def command(self, *arguments: str, says: str | None = None, status: int = 0) -> str:
        """Run `alongside ARGUMENTS` on this site and return what it printed. `says` goes to its standard input.

        Its clerk runs it, which is quicker; `execute` starts the executable itself.
        """
        return _as_expected(self._clerk.do(*arguments, says=says), arguments, status)

    def execute(self, *arguments: str, says: str | None = None, status: int = 0) -> str:
        """As `command`, in a process that starts from nothing, as an operator's does."""
        done = subprocess.run(
            [str(ALONGSIDE), *arguments],
            env=self.environment, input=says, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        return _as_expected(Done(done.returncode, done.stdout, done.stderr), arguments, status)

    def ask(self, *arguments: str) -> dict[str, Any]:
        """Run a command with `--json` and return its one object."""
        answer: dict[str, Any] = json.loads(self.command(*arguments, "--json").strip().splitlines()[-1])
        return answer

    def open_space(self, *, title: str = "For Mira", keeper: str = "", visibility: str = "public") -> dict[str, Any]:
        """Open a space at an address that no other test has; JSON as `alongside open-space` gives it, and `keeper`."""
        slug = f"for-{uuid.uuid4().hex[:10]}"
        keeper = keeper or f"keeper-{slug}@example.org"
        asked = ("--slug", slug, "--title", title, "--keeper", keeper, "--visibility", visibility)
        return {**self.ask("open-space", *asked), "keeper": keeper}

    def sign_in_url(self, email: str) -> str:
        """A one-time sign-in link."""
        return str(self.ask("sign-in", email)["url"])

    def ask_for_a_code(self, email: str) -> None:
        """As somebody who would like to sign in with a code by mail."""
        with self.visitor() as visitor:
            proof = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', visitor.get("/sign-in/").text)
            assert proof
            visitor.post("/sign-in/", data={"csrfmiddlewaretoken": proof[1], "email": email})

    def visitor(self, **options: Any) -> httpx.Client:
        """A new visitor with a memory for cookies; follows no redirection unless told to."""
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, **options)

    def last_words(self) -> str:
        """The end of what the site wrote."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return text[-LAST_WORDS:]

    def _is_ready(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            raise AssertionError(f"the site did not start:\n{self.last_words()}")
        return self._answers()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/readyz", timeout=5, trust_env=False).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        _signal_group(self.process.pid, how)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            pass
        _signal_group(self.process.pid, signal.SIGKILL)  # whoever is left of it
        self.process.wait(timeout=10)
        self.process = None


@contextmanager
def site(*, engine: str, **settings: str) -> Iterator[Site]:
    """Run a site on this engine until the block ends; its data directory and database are its own."""
    with not_started(engine=engine, **settings) as one:
        one.start()
        yield one


@contextmanager
def not_started(*, engine: str, **settings: str) -> Iterator[Site]:
    """A site that nobody has started yet, with an empty data directory and an empty database."""
    run = Path(os.environ["ALONGSIDE_TEST_RUN"])
    data = Path(tempfile.mkdtemp(prefix="site-", dir=run))
    server = postgres.shared(run) if engine == engines.POSTGRES else None
    if server is not None:
        settings["ALONGSIDE_DATABASE_URL"] = server.create(data.name)
    one = Site(data=data, **settings)
    try:
        yield one
    finally:
        one.stop()
        if server is not None:
            server.drop(data.name)
        shutil.rmtree(data, ignore_errors=True)


def eventually(question: Callable[[], Found], *, within: float = 10.0, what: str = "it") -> Found:
    """Ask again and again until the answer is true, and return that; tests wait for a condition, never for a time."""
    until = time.monotonic() + within
    while not (answer := question()):
        if time.monotonic() > until:
            raise AssertionError(f"waited {within:.0f} s in vain for {what}")
        time.sleep(0.05)
    return answer


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_expected(done: Done, arguments: tuple[str, ...], status: int) -> str:
    if done.status != status:
        raise CommandRefused(f"alongside {' '.join(arguments)} ended with {done.status}: {done.err[-3000:]}")
    return done.out if status == 0 else done.err


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""


def _signal_group(leader: int, how: signal.Signals) -> None:
    try:
        os.killpg(leader, how)
    except ProcessLookupError:
        return


def _dies_with_us(command: list[str]) -> list[str]:
    """Should the test process be killed, the site goes with it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command
