"""What this machine's disk can do without HTTP: `python -m bench.limits` prints one figure a line as JSON."""

import json
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bench import messages

PAGE = 4096  # bytes
TABLE = """
CREATE TABLE message (id TEXT PRIMARY KEY, space INTEGER, name TEXT, words TEXT, arrived REAL, key TEXT) WITHOUT ROWID;
CREATE INDEX by_space ON message (space, arrived);
CREATE UNIQUE INDEX by_key ON message (space, key);
"""


def flushes(folder: Path, seconds: float) -> float:
    """Writes of 4 KiB into a file that is there already, each flushed to the disk (`fdatasync`), a second."""
    file = os.open(folder / "flushed", os.O_RDWR | os.O_CREAT, 0o600)
    os.write(file, bytes(256 * PAGE))
    os.fsync(file)

    def once(number: int) -> None:
        os.pwrite(file, bytes(PAGE), number % 256 * PAGE)
        os.fdatasync(file)

    rate = _rate(once, seconds)
    os.close(file)
    return rate


def rows(folder: Path, seconds: float, *, together: int) -> float:
    """Rows of about 400 bytes with two indexes more, kept in SQLite (write-ahead log, FULL), a second."""
    with closing(sqlite3.connect(folder / f"rows-{together}.sqlite3", isolation_level=None)) as database:
        database.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {TABLE}")
        text = messages.texts()[0]

        def once(number: int) -> None:
            batch = [
                (f"{number:09}-{n:04}-{os.urandom(8).hex()}", 1, f"Guest {number}", text, time.time(), f"{number}-{n}")
                for n in range(together)
            ]
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?)", batch)
            database.execute("COMMIT")

        return _rate(once, seconds) * together


def _rate(once: Callable[[int], None], seconds: float) -> float:
    for number in range(50):
        once(number)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        done += 1
        once(49 + done)
    return done / (time.perf_counter() - began)


FIGURES: dict[str, Callable[[Path, float], float]] = {
    "flush of 4 KiB": flushes,
    "one row a commit": lambda folder, seconds: rows(folder, seconds, together=1),
    "a hundred rows a commit": lambda folder, seconds: rows(folder, seconds, together=100),
}

if __name__ == "__main__":
    where, wanted, asked = sys.argv[1:]
    with tempfile.TemporaryDirectory(dir=where) as scratch:
        sys.stdout.write(json.dumps(FIGURES[wanted](Path(scratch), float(asked))))
