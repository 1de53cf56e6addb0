"""What only one process may do at a time. Each lock dies with whoever holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_SITE = 0x_A10_65_1DE  # of PostgreSQL's advisory locks, the one that is ours


@contextmanager
def with_file(file: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a lock among the processes of this machine. Raises BlockingIOError when it is taken and `wait` is false."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextmanager
def with_database() -> Iterator[None]:
    """Hold a lock among all processes that use this database, wherever they run."""
    if connection.vendor == "sqlite":
        with with_file(settings.SITE.data / "alone.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_SITE])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_SITE])
