"""The one way to open a write transaction.

SQLite begins it IMMEDIATE (see `alongside.house.databases`), so a writer waits for its turn instead of losing it halfway.
Keep it short: nothing slow and nothing external belongs inside.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger("alongside.store")

LONG_HOLD_SECONDS = 1.0
FOR_EVER = -1  # seconds, in the words of Python's locks

# SQLite lets one write at a time, and whoever finds it busy sleeps and tries again: in a flood some try for seconds. The
# threads of one process therefore take turns here first, and only processes meet at the file.
_turn = threading.Lock()
_patience = threading.local()


def this_threads() -> BaseDatabaseWrapper:
    """The connection itself, for those who ask it several things: its usual name looks for it anew each time."""
    return connections[DEFAULT_DB_ALIAS]


@contextmanager
def write() -> Iterator[None]:
    """Open a write transaction, or join the one that is open; a long hold is logged, since others wait meanwhile."""
    mine = this_threads()
    if mine.in_atomic_block:
        with transaction.atomic():
            yield
        return
    with _our_turn() if mine.vendor == "sqlite" else nullcontext(), transaction.atomic():
        began = time.perf_counter()
        yield
    held = time.perf_counter() - began
    if held > LONG_HOLD_SECONDS:
        log.warning("a write transaction was held for %.1f s", held)


@contextmanager
def _our_turn() -> Iterator[None]:
    """Raises OperationalError when the thread's patience ends first: whoever has the turn may be waiting for the file."""
    if not _turn.acquire(timeout=getattr(_patience, "seconds", FOR_EVER)):
        raise OperationalError("database is locked")
    try:
        yield
    finally:
        _turn.release()


def be_patient(seconds: float) -> None:
    """How long this thread's connection waits for its turn to write before it is told that it cannot, from now on."""
    mine = this_threads()
    mine.ensure_connection()
    asked = (mine.connection, seconds)
    if getattr(_patience, "asked", None) == asked:
        return
    milliseconds = int(seconds * 1000)
    said = f"PRAGMA busy_timeout = {milliseconds}" if mine.vendor == "sqlite" else f"SET lock_timeout = {milliseconds}"
    with mine.cursor() as cursor:
        cursor.execute(said)
    _patience.asked, _patience.seconds = asked, seconds
