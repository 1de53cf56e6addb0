"""The databases of one test process, one for each engine, made when a test first needs them.

A test that touches the database runs twice, once for each; between the two, Django's one connection is exchanged.
"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.house import databases
from tests import postgres

SQLITE = "sqlite"
POSTGRES = "postgres"
ENGINES = (SQLITE, POSTGRES)


class Databases:
    """Both databases of this process; `use` puts one of them in Django's place for it."""

    def __init__(self, *, run: Path, worker: str) -> None:
        self.run = run
        self.worker = worker
        self._made: dict[str, BaseDatabaseWrapper] = {}

    def use(self, engine: str) -> None:
        """Let Django speak to this engine from now on. Raises `tests.postgres.NoPostgres`."""
        if engine in self._made:
            self._place(self._made[engine])
        else:
            self._made[engine] = self._make(engine)

    def close(self) -> None:
        """Let go of both."""
        for connection in self._made.values():
            connection.close()

    def _make(self, engine: str) -> BaseDatabaseWrapper:
        configured = connections.configure_settings({"default": self._settings(engine)})["default"]
        connections.settings["default"] = configured
        connection: BaseDatabaseWrapper = connections.create_connection("default")
        self._place(connection)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        return connection

    def _settings(self, engine: str) -> dict[str, Any]:
        if engine == POSTGRES:
            server = postgres.shared(self.run)
            return {**databases.postgresql(server.url("postgres")), "TEST": {"NAME": f"test_{self.worker}"}}
        folder = self.run / self.worker
        return {**databases.sqlite(folder), "TEST": {"NAME": str(folder / "test.sqlite3")}}

    @staticmethod
    def _place(connection: BaseDatabaseWrapper) -> None:
        # New threads build theirs from the settings; this thread uses the connection itself.
        configured: dict[str, Any] = settings.DATABASES  # the settings module types it by what it puts there
        configured["default"] = connections.settings["default"] = connection.settings_dict
        connections["default"] = connection


def of_this_process() -> Databases:
    """The databases of this test process, not yet made."""
    return Databases(run=Path(os.environ["ALONGSIDE_TEST_RUN"]), worker=os.environ.get("PYTEST_XDIST_WORKER", "alone"))
