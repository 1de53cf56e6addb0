"""Copying a site while it runs: the porch, the database, each at one moment; then the files, which are only ever added."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from alongside.door import porch
from alongside.house.configuration import KEY_FILE
from alongside.house.databases import SQLITE_FILE

DUMP = "alongside.pgdump"
FOLDERS = ("media", "letters-out")


class CannotCopy(Exception):
    """The copy cannot be made; the text says why and what to do."""


def copy_site(folder: Path) -> None:
    """Copy database, files and secret key into `folder`; it appears only when it is complete. Raises `CannotCopy`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotCopy(f"{folder} is not empty. Choose a new place: a copy never overwrites another.")
    unfinished = folder.with_name(folder.name + ".unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True, mode=0o700)
        porch.copy_to(unfinished / porch.folder().name)
        _copy_database(unfinished)
        _copy_files(unfinished)
        unfinished.replace(folder)
    except (OSError, sqlite3.Error) as broken:
        raise CannotCopy(f"The copy could not be written: {broken}. Nothing of the site was changed.") from broken


def _copy_database(into: Path) -> None:
    if connection.vendor == "sqlite":
        _copy_sqlite(into / SQLITE_FILE)
    else:
        _dump_postgresql(into / DUMP)


def _copy_sqlite(into: Path) -> None:
    """SQLite's own online backup: one consistent moment, writers go on."""
    source = settings.DATABASES["default"]["NAME"]
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(into)) as new:
        old.backup(new, pages=4096)
        if new.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise CannotCopy("The copy of the database is not whole. Run “alongside doctor”.")


def _dump_postgresql(into: Path) -> None:
    """pg_dump's custom format: one consistent snapshot; `pg_restore` brings it back."""
    database = connection.settings_dict
    program = shutil.which("pg_dump")
    if program is None:
        raise CannotCopy("pg_dump is not installed here. Install PostgreSQL's client programs and try again.")
    address = {
        "PGHOST": database["HOST"], "PGPORT": str(database["PORT"] or ""), "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"], "PGDATABASE": database["NAME"],
    }  # fmt: skip
    env = {**os.environ, **{name: value for name, value in address.items() if value}}
    asked = [program, "--format=custom", f"--file={into}"]
    done = subprocess.run(asked, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - nothing a visitor sent
    if done.returncode:
        raise CannotCopy(f"pg_dump refused: {done.stderr.strip()}")


def _copy_files(into: Path) -> None:
    data = settings.SITE.data
    for name in FOLDERS:
        if (data / name).is_dir():
            shutil.copytree(data / name, into / name)
    if (data / KEY_FILE).exists():
        shutil.copy2(data / KEY_FILE, into / KEY_FILE)
