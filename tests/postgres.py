"""A PostgreSQL server of the test run's own: made in a temporary folder, reached by a socket there, gone afterwards.

The first test process that needs it starts a keeper (`python -m tests.postgres FOLDER PID`), which starts the server and
ends it when the process PID is gone or when it is told to. So nothing is left behind even when a run is killed.
"""

import fcntl
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import psycopg

USER = "alongside"
LONGEST_START = 60.0

# Commits reach the disk, as on a real site (`alongside doctor` asks); torn pages are a matter of pulled plugs alone.
QUICK = ("full_page_writes=off", "max_connections=200", "listen_addresses=", "logging_collector=off")


class NoPostgres(Exception):
    """This machine has no PostgreSQL server; the text says what to do."""


class Postgres:
    """One server in one folder. `start` returns when it answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "pgdata"
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        """The address of a database, as ALONGSIDE_DATABASE_URL takes it."""
        return f"postgres://{USER}@{quote(str(self.folder), safe='')}:5432/{database}"

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction, in the maintenance database."""
        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, database: str) -> str:
        """Make an empty database and return its address."""
        self.run(f'CREATE DATABASE "{database}"')
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self.run(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')

    def start(self) -> None:
        """Start the server, making its data folder the first time. Raises `NoPostgres`."""
        binaries = _binaries()
        if not self.data.exists():
            self._make(binaries)
        options = [part for setting in QUICK for part in ("-c", setting)]
        command = [str(binaries / "postgres"), "-D", str(self.data), "-k", str(self.folder), *options]
        with (self.folder / "postgres.log").open("ab") as log:
            user, group = _owner()
            self.process = subprocess.Popen(
                _dies_with_us(command), stdout=log, stderr=log, user=user, group=group, cwd="/"
            )
        self._wait()

    def stop(self, *, hard: bool = False) -> None:
        """End the server: at once but in order, or (`hard`) as a crash would."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGQUIT if hard else signal.SIGINT)
        self.process.wait(timeout=30)
        self.process = None

    def _make(self, binaries: Path) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        user, group = _owner()
        if user is not None and group is not None:
            os.chown(self.folder, user, group)
        command = [
            str(binaries / "initdb"), "-D", str(self.data), "--username", USER, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, cwd="/", user=user, group=group)

    def _wait(self) -> None:
        until = time.monotonic() + LONGEST_START
        while True:
            try:
                return self.run("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > until or (self.process and self.process.poll() is not None):
                    raise
                time.sleep(0.05)


def shared(run: Path) -> Postgres:
    """The run's one server, started by whoever asks first; `run` is the run's own folder. Raises `NoPostgres`."""
    _binaries()
    server = Postgres(run / "pg")
    with (run / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (run / "postgres.pid").exists():
            _start_keeper(run)
    return server


def end_shared(run: Path) -> None:
    """End the run's server, if anybody started it, and wait until it is gone."""
    try:
        keeper = int((run / "postgres.pid").read_text())
        os.kill(keeper, signal.SIGTERM)
    except (FileNotFoundError, ProcessLookupError):
        return
    until = time.monotonic() + 30
    while time.monotonic() < until and _is_alive(keeper):
        time.sleep(0.05)


def _start_keeper(run: Path) -> None:
    controller = os.environ["ALONGSIDE_TEST_CONTROLLER"]
    with (run / "keeper.log").open("wb") as log:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres", str(run / "pg"), controller],
            cwd=Path(__file__).parents[1], stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + LONGEST_START
    while not (run / "pg" / "ready").exists():
        if keeper.poll() is not None or time.monotonic() > until:
            raise RuntimeError("PostgreSQL did not start: " + (run / "keeper.log").read_text())
        time.sleep(0.05)
    (run / "postgres.pid").write_text(str(keeper.pid))
    keeper.returncode = 0  # it is the run's, not ours: whoever ends the run ends it


def _keep(folder: Path, controller: int) -> None:
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))
    server = Postgres(folder)
    server.start()
    (folder / "ready").touch()
    while not told and _is_alive(controller):
        time.sleep(0.1)
    server.stop()


def _binaries() -> Path:
    """The folder with `initdb` and `postgres`, the newest that there is."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4]))  # noqa: PTH207  # sorted as text here
    on_path = shutil.which("initdb")
    for folder in [*map(Path, reversed(found)), *([Path(on_path).parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise NoPostgres("this machine has no PostgreSQL server (on Debian: apt-get install postgresql)")


def _owner() -> tuple[int | None, int | None]:
    """PostgreSQL refuses to run as root: then it runs as the machine's postgres user, or as nobody."""
    if os.getuid() != 0:
        return None, None
    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        entry = pwd.getpwnam("nobody")
    return entry.pw_uid, entry.pw_gid


def _dies_with_us(command: list[str]) -> list[str]:
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", *command] if setpriv else command


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z"


if __name__ == "__main__":
    _keep(Path(sys.argv[1]), int(sys.argv[2]))
