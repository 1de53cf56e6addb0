"""The two engines. Whatever differs between them at connection time is said here and nowhere else."""

from pathlib import Path
from typing import TypedDict

import dj_database_url

SQLITE_FILE = "alongside.sqlite3"

# Each thread has a connection of its own, with a cache of 4 MB (the negative number is in KiB): what finds no room in it is
# read from the cache of the system, which all share.
# WAL lets readers go on while one writes; FULL makes every commit reach the disk before it is acknowledged.
SQLITE_START = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA cache_size = -4000;
PRAGMA temp_store = MEMORY;
PRAGMA wal_autocheckpoint = 4000;
"""


class Database(TypedDict, total=False):
    """Django's settings for one connection."""

    ENGINE: str
    NAME: str
    USER: str
    PASSWORD: str
    HOST: str
    PORT: int | str
    CONN_MAX_AGE: int | None
    CONN_HEALTH_CHECKS: bool
    OPTIONS: dict[str, object]


def sqlite(data: Path) -> Database:
    """The embedded database: one file in the data directory; a writer waits up to 30 s for its turn."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data / SQLITE_FILE),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START},
    }


def postgresql(url: str) -> Database:
    """A PostgreSQL server; a commit is durable before it returns, whatever the server's own default is."""
    parsed = dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)
    options = {**parsed.get("OPTIONS", {}), "options": "-c synchronous_commit=on"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parsed["NAME"], "USER": parsed["USER"], "PASSWORD": parsed["PASSWORD"],
        "HOST": parsed["HOST"], "PORT": parsed["PORT"], "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }  # fmt: skip
