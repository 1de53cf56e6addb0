"""Everybody who is measured: how each is made ready once, and started anew for each point on a copy of that.

`filled` is a site with messages to read, otherwise it is one to write to.
"""

import asyncio
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from alongside.house.connections import Address, Connection
from bench import load, processes, venvs
from bench.filling_by_hand import send_public
from bench.postgres import Database, Postgres
from bench.processes import Process

MANY = 10_000  # messages that a peer holds when it is read
SHOWN = 50  # of them on a page
SPACE = "lina"
ALONGSIDE = Path(sys.executable).with_name("alongside")


@dataclass(slots=True)
class Served:
    """A server that runs."""

    process: Process
    base: str
    rows: Callable[[], int]
    beside: tuple[int, ...] = ()  # its database's server
    form: dict[str, str] = field(default_factory=dict)
    done: Callable[[], None] = lambda: None

    @property
    def roots(self) -> tuple[int, ...]:
        """The processes that the site consists of, before their descendants."""
        return (self.process.pid, *self.beside)

    def end(self) -> None:
        """End the server and forget its data."""
        self.process.end()
        self.done()


class Contender(ABC):
    """One who is measured."""

    name: str
    read_path = ""
    ways: Mapping[str, str] = {}  # way of sending to the path that takes it
    ready_path = "/readyz"
    home: Path | None = venvs.PEERS  # where its command begins; None: in the folder of its data

    def __init__(self, run: Path, *, filled: bool = False) -> None:
        self.run, self.filled = run, filled
        self.place = run / f"{type(self).__name__.lower()}-{'filled' if filled else 'empty'}"
        self._starts = 0
        self.last = self.place  # where it was started last

    @abstractmethod
    def prepare(self) -> None:
        """Make what every start begins with, in `self.place`."""

    @abstractmethod
    def command(self, folder: Path, port: int) -> Sequence[str]:
        """What starts the server."""

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        """What its command needs to know."""
        return {}

    def rows(self, folder: Path) -> int:
        """How many messages are kept."""
        return 0

    def make_ready(self) -> None:
        """Have everything that a start begins with, made by whoever needs it first."""
        if not self.place.exists():
            self.place.mkdir()
            try:
                self.prepare()
            except BaseException:
                shutil.rmtree(self.place)
                raise

    def apart(self, name: str) -> Self:
        """The same with a place of its own, in which nobody else begins."""
        other = copy(self)
        other.place = self.place.with_name(f"{self.place.name}-{name}")
        return other

    def stay(self, on: frozenset[int]) -> Served:
        """Start it in its own place, where what it is sent stays."""
        return self.serve(self.place, on)

    def start(self, on: frozenset[int], **more: str) -> Served:
        """Start it on a fresh copy, and return when it answers."""
        self.make_ready()
        self._starts += 1
        folder = self.place.with_name(f"{self.place.name}-{id(self)}-{self._starts}")
        shutil.copytree(self.place, folder)
        self.last = folder
        return self.serve(folder, on, done=lambda: self.forget(folder), **more)

    def forget(self, folder: Path) -> None:
        """Remove what a start has left."""
        shutil.rmtree(folder, ignore_errors=True)

    def serve(self, folder: Path, on: frozenset[int], done: Callable[[], None] = lambda: None, **more: str) -> Served:
        """Start it on this folder."""
        port = processes.free_port()
        environment = {**self.environment(folder, port), **more}
        command = self.command(folder, port)
        process = Process(command, on=on, log=folder / "log", environment=environment, folder=self.home or folder)
        served = Served(process, f"http://127.0.0.1:{port}", lambda: self.rows(folder), form=self.form(), done=done)
        try:
            process.wait_ready(served.base + self.ready_path)
        except processes.DidNotStart:
            served.end()
            raise
        return served

    def form(self) -> dict[str, str]:
        """What a browser would find in the form."""
        return {}


class Alongside(Contender):
    """This project, with the rounds apart: peers do not screen what they accept."""

    name = "Alongside, SQLite"
    read_path = f"/for/{SPACE}/"
    ways = {"form": f"/for/{SPACE}/write/", "json": f"/api/v1/spaces/{SPACE}/messages"}
    options: tuple[str, ...] = ("--no-rounds",)
    ready_path = "/healthz"  # without its rounds what waits is left lying, and /readyz says so after a few minutes
    home = None

    def prepare(self) -> None:
        said = ("--slug", SPACE, "--title", "For Lina", "--keeper", "mira@example.org", "--visibility", "public")
        served = self.serve(self.place, processes.cores().both)  # which makes the tables
        try:
            self.run_command(self.place, "open-space", *said)
            if self.filled:
                send_public(f"{served.base}{self.ways['json']}", SHOWN)
        finally:
            served.process.end()
        self.run_command(self.place, "settle")

    def command(self, folder: Path, port: int) -> Sequence[str]:
        return [str(ALONGSIDE), "serve", "--port", str(port), *self.options]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        here = {"ALONGSIDE_DATA": str(folder / "site"), "ALONGSIDE_LIMITS": "off"}
        return {**here, "ALONGSIDE_BASE_URL": f"http://127.0.0.1:{port}"}

    def whole(self) -> Self:
        """The same with its rounds."""
        other = copy(self)
        other.options = ()
        return other

    def rows(self, folder: Path) -> int:
        return _count(folder / "site" / "alongside.sqlite3", "door_message")

    def run_command(self, folder: Path, *said: str, on: frozenset[int] | None = None) -> str:
        """Run `alongside …` on the site in this folder."""
        environment = {**processes.plain_environment(), **self.environment(folder, 8000)}
        done = subprocess.run(
            [str(ALONGSIDE), *said], env=environment, capture_output=True, text=True, check=False,
            preexec_fn=lambda: os.sched_setaffinity(0, on or processes.cores().both),
        )  # fmt: skip
        if done.returncode:
            raise processes.DidNotStart(f"alongside {said[0]}: {done.stderr[-2000:]}")
        return done.stdout

    def run_module(self, folder: Path, module: str, *said: str, on: frozenset[int] | None = None) -> dict[str, object]:
        """Run one of the scripts that fill a site and read it, and return what it says on its last line."""
        done = subprocess.run(
            [sys.executable, "-m", module, *said], cwd=venvs.ROOT, capture_output=True, text=True, check=True,
            env={**processes.plain_environment(), **self.environment(folder, 8000)},
            preexec_fn=lambda: os.sched_setaffinity(0, on or processes.cores().both),
        )  # fmt: skip
        told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return told


class AlongsideWithRounds(Alongside):
    """The same as a host runs it: the rounds read what comes, on the same cores."""

    name = "Alongside, SQLite, with its rounds"
    options = ()


class AlongsidePostgres(Alongside):
    """The same on PostgreSQL, whose server shares the core."""

    name = "Alongside, PostgreSQL"

    def __init__(self, run: Path, *, server: Postgres, filled: bool = False) -> None:
        super().__init__(run, filled=filled)
        self._server = server
        self._database: Database | None = None

    def start(self, on: frozenset[int], **more: str) -> Served:
        self.make_ready()
        self._database = self._server.copy_of(self.place.name)
        served = super().start(on, **more)
        return self._server.beside(served, self._database, on)

    def apart(self, name: str) -> Self:
        other = super().apart(name)
        other._database = None
        return other

    def stay(self, on: frozenset[int]) -> Served:
        served = super().stay(on)
        served.beside = (self._server.root,)
        processes.pin(self._server.root, on)
        return served

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        if self._database is None:
            self._database = self._server.create(self.place.name)
        return {**super().environment(folder, port), "ALONGSIDE_DATABASE_URL": self._database.url}

    def rows(self, folder: Path) -> int:
        return self._database.count("door_message") if self._database else 0


class Plain(Contender):
    """A form, a model and a page, as one would write them with Django alone; granian, one thread (its quickest)."""

    name = "plain Django form, SQLite"
    read_path = f"/for/{SPACE}/"
    ways = {"plain": f"/for/{SPACE}/write/"}

    def prepare(self) -> None:
        python = str(venvs.bin_of("plain") / "python")
        many = str(MANY if self.filled else 0)
        environment = {**processes.plain_environment(), **self.environment(self.place, 0)}
        subprocess.run([python, "-m", "plain.prepare", many], cwd=venvs.PEERS, env=environment, check=True)

    def command(self, folder: Path, port: int) -> Sequence[str]:
        granian = str(venvs.bin_of("plain") / "granian")
        serve = ["--interface", "wsgi", "--blocking-threads", "1", "--log-level", "warning", "--port", str(port)]
        return [granian, *serve, "plain.wsgi:application"]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        return {"BENCH_DATABASE": str(folder / "plain.sqlite3")}

    def rows(self, folder: Path) -> int:
        return _count(folder / "plain.sqlite3", "plain_message")


class PlainPostgres(Plain):
    """The same on PostgreSQL; more threads wait for its server at a time."""

    name = "plain Django form, PostgreSQL"

    def __init__(self, run: Path, *, server: Postgres) -> None:
        super().__init__(run)
        self._server = server
        self._database: Database | None = None

    def start(self, on: frozenset[int], **more: str) -> Served:
        self.make_ready()
        self._database = self._server.copy_of(self.place.name)
        served = super().start(on, **more)
        return self._server.beside(served, self._database, on)

    def command(self, folder: Path, port: int) -> Sequence[str]:
        return ["8" if said == "1" else said for said in super().command(folder, port)]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        if self._database is None:
            self._database = self._server.create(self.place.name)
        return {"BENCH_DATABASE": self._database.url}

    def rows(self, folder: Path) -> int:
        return self._database.count("plain_message") if self._database else 0


class Contrib(Contender):
    """django-contrib-comments as its documentation sets it up, gunicorn with three workers."""

    name = "django-contrib-comments"
    ways = {"contrib": "/comments/post/"}

    def prepare(self) -> None:
        python = str(venvs.bin_of("contrib") / "python")
        environment = {**processes.plain_environment(), **self.environment(self.place, 0)}
        done = subprocess.run(
            [python, "-m", "contrib.prepare"], cwd=venvs.PEERS, env=environment, check=True, stdout=subprocess.PIPE
        )
        (self.place / "form.json").write_bytes(done.stdout.splitlines()[-1])

    def command(self, folder: Path, port: int) -> Sequence[str]:
        gunicorn = str(venvs.bin_of("contrib") / "gunicorn")
        return [gunicorn, "-w", "3", "-b", f"127.0.0.1:{port}", "contrib.wsgi:application"]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        return {"BENCH_DATABASE": str(folder / "contrib.sqlite3")}

    def rows(self, folder: Path) -> int:
        return _count(folder / "contrib.sqlite3", "django_comments")

    def form(self) -> dict[str, str]:
        initial = json.loads((self.place / "form.json").read_text(encoding="utf-8"))
        return {name: str(said) for name, said in initial.items()}


class Isso(Contender):
    """Isso as shipped (every comment durable), with its guard and moderation off; gunicorn as its documentation says."""

    name = "Isso, gunicorn"
    read_path = f"/?uri=/for/{SPACE}/&limit={SHOWN}"
    ways = {"isso": f"/new?uri=/for/{SPACE}/"}
    ready_path = "/latest?limit=1"

    def prepare(self) -> None:
        served = self.serve(self.place, processes.cores().both)
        one = load.Load(served.base + self.ways["isso"], "isso", connections=1, seconds=0.01, warm=0)
        load.run(one, on=processes.cores().load)
        served.process.end()
        with closing(sqlite3.connect(self.place / "isso.db")) as database, database:
            if self.filled:
                _multiply(database, "comments", MANY - 1)

    def command(self, folder: Path, port: int) -> Sequence[str]:
        gunicorn = str(venvs.bin_of("isso") / "gunicorn")
        return [gunicorn, "-b", f"127.0.0.1:{port}", "-w", "4", "--preload", "isso.run"]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        said = (venvs.PEERS / "isso.cfg").read_text(encoding="utf-8").format(folder=folder, port=port)
        (folder / "isso.cfg").write_text(said, encoding="utf-8")
        return {"ISSO_SETTINGS": str(folder / "isso.cfg")}

    def rows(self, folder: Path) -> int:
        return _count(folder / "isso.db", "comments")


class IssoGevent(Isso):
    """The same with the server that it brings."""

    name = "Isso, gevent"

    def command(self, folder: Path, port: int) -> Sequence[str]:
        return [str(venvs.bin_of("isso") / "isso"), "-c", str(folder / "isso.cfg"), "run"]


class Constant(Contender):
    """The limit: what Alongside answered, said again and again by the same server."""

    name = "constant answer of the same bytes"
    read_path = "/"
    ready_path = "/"

    def __init__(self, run: Path, *, like: Alongside) -> None:
        super().__init__(run)
        self._like = like

    def prepare(self) -> None:
        served = self._like.start(processes.cores().both)
        try:
            headers, body = asyncio.run(_answer(served.base + self._like.read_path))
        finally:
            served.end()
        said = {"headers": headers, "body": body.decode()}
        (self.place / "constant.json").write_text(json.dumps(said), encoding="utf-8")

    def command(self, folder: Path, port: int) -> Sequence[str]:
        granian = str(Path(sys.executable).with_name("granian"))
        return [granian, "--interface", "rsgi", "--log-level", "warning", "--port", str(port), "constant:app"]

    def environment(self, folder: Path, port: int) -> dict[str, str]:
        return {"BENCH_CONSTANT": str(folder / "constant.json")}


def _count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _multiply(database: sqlite3.Connection, table: str, times: int) -> None:
    """As many rows more, like the first one but for its number and moment."""
    names = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in {"id", "created"}]
    columns = ", ".join(names)
    database.execute(
        f"WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {times})"
        f" INSERT INTO {table} (created, {columns})"
        f" SELECT (SELECT created FROM {table} LIMIT 1) + n, {columns} FROM n, (SELECT * FROM {table} LIMIT 1)"
    )


async def _answer(url: str) -> tuple[list[tuple[str, str]], bytes]:
    """What an address answers; without the headers that the server adds by itself."""
    server = Address.of(url)
    connection = Connection(server)
    answer = await connection.ask(server.request("GET", url.partition(server.name)[2]))
    connection.close()
    lines = [line.partition(": ") for line in answer.head.decode("latin-1").split("\r\n")[1:]]
    own = {"content-length", "transfer-encoding", "date", "server", "connection"}
    return [(name.lower(), value) for name, _, value in lines if name.lower() not in own], answer.body
