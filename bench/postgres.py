"""A PostgreSQL server of the run's own, with every safeguard on, and databases that are copied for each start."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench import processes
from tests import postgres

if TYPE_CHECKING:
    from bench.contenders import Served


@dataclass(frozen=True, slots=True)
class Database:
    """One database."""

    server: "Postgres"
    name: str

    @property
    def url(self) -> str:
        """As settings take it."""
        return self.server.own.url(self.name)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with psycopg.connect(host=str(self.server.own.folder), user=postgres.USER, dbname=self.name) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            return int(row[0]) if row else 0


class Postgres:
    """The server. Raises `tests.postgres.NoPostgres` where there is none."""

    def __init__(self, run: Path) -> None:
        self.own = postgres.Postgres(run / "pg")
        self.own.start()
        for setting in ("full_page_writes = on", "shared_buffers = '512MB'", "max_wal_size = '4GB'"):
            self.own.run(f"ALTER SYSTEM SET {setting}")
        self._copies = 0

    @property
    def root(self) -> int:
        """Its first process."""
        return self.own.process.pid if self.own.process else 0

    def create(self, name: str) -> Database:
        """An empty database."""
        self.own.drop(name)
        self.own.create(name)
        return Database(self, name)

    def copy_of(self, name: str) -> Database:
        """A database like that one."""
        self._copies += 1
        copy = f"{name}-{self._copies}"
        self.own.run(f'CREATE DATABASE "{copy}" TEMPLATE "{name}"')
        return Database(self, copy)

    def beside(self, served: "Served", database: Database, on: frozenset[int]) -> "Served":
        """Put the server on the same cores as the site that uses it; the copy goes when the site ends."""
        processes.pin(self.root, on)
        before = served.done

        def done() -> None:
            before()
            self.own.drop(database.name)

        served.beside, served.done = (self.root,), done
        return served

    def end(self) -> None:
        """End it."""
        self.own.stop()
