"""Many small statements as one: for those who write rows in batches while others wait to write.

What makes a column's values ready for the engine is looked up once for each column, not by a field's own machinery for
each value.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from alongside.ground import store

MOST_ROWS = 256  # in one statement; SQLite takes 32,766 values
_SIZES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, MOST_ROWS)  # of a statement, in rows

_Key = tuple[Any, ...]
_Row = Sequence[object]
_Make = Callable[[Any], object]


def update_each(
    model: type[models.Model], *, columns: Sequence[str], where: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Send `UPDATE … SET columns WHERE where` once for each row and return how many rows of the table changed.

    A row holds the values for `columns`, then those for `where`, in their order. One prepared statement for all: a batch
    of 500 holds SQLite's write lock for a few milliseconds instead of for the time that 500 querysets take to be built.
    """
    values = [_ready(model, (*columns, *where), [row], connection.vendor) for row in rows]
    if not values:
        return 0
    names = [_quoted(model, name) for name in (*columns, *where)]
    told = ", ".join(f"{name} = %s" for name in names[: len(columns)])
    only = " AND ".join(f"{name} = %s" for name in names[len(columns) :])
    table = connection.ops.quote_name(model._meta.db_table)
    with _in_a_write(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {told} WHERE {only}", values)  # noqa: S608 - names of our own columns
        return int(cursor.rowcount)


def insert_each(model: type[models.Model], *, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """Insert each row, and leave out any that a unique constraint has no room for; return how many were inserted.

    A row holds the values for `columns`, in their order; columns that are not named have the value of the table's own
    default, so name all of them. A row that comes twice is inserted once: some of the columns must be unique.
    """
    if not rows:
        return 0
    mine = store.this_threads()
    insert = _insert_in_sqlite if mine.vendor == "sqlite" else _insert_in_postgresql
    with _in_a_write(), mine.wrap_database_errors:
        return insert(model, tuple(columns), rows)


def _insert_in_sqlite(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[_Row]) -> int:
    inserted = 0
    for some in _filled_up(rows):
        statement = _insert(model, columns, len(some))
        inserted += connection.connection.execute(statement, _ready(model, columns, some, "sqlite")).rowcount
    return inserted


def _insert_in_postgresql(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[_Row]) -> int:
    """All rows as one value, in JSON: the driver needs more time for a hundred values than the server for a row."""
    from psycopg import Cursor  # Django's own cursor writes values into the statement

    names = [_fields(model)[name].column for name in columns]
    told = json.dumps([dict(zip(names, row, strict=True)) for row in rows], default=str, ensure_ascii=False)
    return Cursor(connection.connection).execute(_insert_of_json(model, columns), [told]).rowcount


@cache
def _insert_of_json(model: type[models.Model], columns: tuple[str, ...]) -> str:
    names, table = ", ".join(_quoted(model, name) for name in columns), connection.ops.quote_name(model._meta.db_table)
    source = f"json_populate_recordset(NULL::{table}, %s)"
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM {source} ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own columns


def _in_a_write() -> AbstractContextManager[None]:
    """The write that is open already: a savepoint for each piece of it would cost as much as the piece."""
    return nullcontext() if store.this_threads().in_atomic_block else store.write()


@lru_cache(maxsize=200)
def _insert(model: type[models.Model], columns: tuple[str, ...], rows: int) -> str:
    """One statement for many rows. The engine lets go of Python's lock once for each statement, and whoever wants it back
    in a busy process waits for it: with a statement for each row the rows of a batch wait longer than they take.
    """
    names, table = ", ".join(_quoted(model, name) for name in columns), connection.ops.quote_name(model._meta.db_table)
    row = f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * rows)} ON CONFLICT DO NOTHING"  # noqa: S608 - as above


def _filled_up(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """In pieces of a few sizes, so that each statement is known to the engine already, the last one filled up with its last
    row: that is left out again, since it is there.
    """
    for at in range(0, len(rows), MOST_ROWS):
        some = rows[at : at + MOST_ROWS]
        size = next(size for size in _SIZES if size >= len(some))
        yield [*some, *[some[-1]] * (size - len(some))]


def count_up(model: type[models.Model], *, of: Sequence[str], by: Mapping[_Key, int]) -> dict[_Key, int]:
    """Add to `count` of several rows, making those that are not there, and return how far each has come; one statement.

    `of` names the columns of the primary key, and the keys of `by` hold their values. Always in the same order, so that
    two processes that count the same rows wait for one another instead of standing in each other's way.
    """
    if not by:
        return {}
    vendor = connection.vendor
    keys = {tuple(_ready(model, tuple(of), [key], vendor)): key for key in by}
    values: list[Any] = [part for made, key in sorted(keys.items()) for part in (*made, by[key])]
    table, names = connection.ops.quote_name(model._meta.db_table), ", ".join(_quoted(model, name) for name in of)
    rows = ", ".join([f"({', '.join(['%s'] * (len(of) + 1))})"] * len(keys))
    with _in_a_write(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}, count) VALUES {rows} ON CONFLICT ({names})"  # noqa: S608 - as above
            f" DO UPDATE SET count = {table}.count + excluded.count RETURNING {names}, count",
            values,
        )
        return {keys[tuple(made)]: count for *made, count in cursor.fetchall()}


def _quoted(model: type[models.Model], name: str) -> str:
    return connection.ops.quote_name(_fields(model)[name].column)


@cache
def _fields(model: type[models.Model]) -> Mapping[str, "models.Field[object, object]"]:
    return {field.name: field for field in model._meta.concrete_fields}


def _ready(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[_Row], vendor: str) -> list[Any]:
    """The values of all rows, one after another, ready for the engine. Most are as they are."""
    makers = _makers(model, columns, vendor)
    values: list[Any] = []
    for row in rows:
        at = len(values)
        values += row
        for place, make in makers:
            values[at + place] = make(values[at + place])
    return values


@lru_cache(maxsize=200)
def _makers(model: type[models.Model], columns: tuple[str, ...], vendor: str) -> Sequence[tuple[int, _Make]]:
    """Which places of a row need making ready, and how."""
    made = ((place, _maker(_fields(model)[name], vendor)) for place, name in enumerate(columns))
    return [(place, make) for place, make in made if make is not None]


def _maker(field: "models.Field[object, object]", vendor: str) -> _Make | None:
    """What makes a value of this column ready for the engine; None when it is as it is."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hexadecimal
    if isinstance(field, models.DateTimeField):
        return lru_cache(maxsize=1_000)(connection.ops.adapt_datetimefield_value)  # rows of a batch share their moments
    if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        return None
    if isinstance(field, models.JSONField) and vendor == "sqlite":
        return _as_json
    return lambda value: field.get_db_prep_save(value, connection)


def _as_json(value: object) -> str | None:
    return None if value is None else json.dumps(value)


def _hexadecimal(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value
