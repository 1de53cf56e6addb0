"""Many small statements as one: for those who write rows in batches while others wait to write.

What makes a column's values ready for the engine is looked up once for each column, not by a field's own machinery for
each value.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from alongside.ground import store

MOST_ROWS = 256  # in one statement; SQLite takes 32,766 values

_Key = tuple[Any, ...]
_Row = Sequence[object]


def update_each(
    model: type[models.Model], *, columns: Sequence[str], where: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Send `UPDATE … SET columns WHERE where` once for each row and return how many rows of the table changed.

    A row holds the values for `columns`, then those for `where`, in their order. One prepared statement for all: a batch
    of 500 holds SQLite's write lock for a few milliseconds instead of for the time that 500 querysets take to be built.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in (*columns, *where)]
    ready = [_ready(field) for field in fields]
    values: list[list[Any]] = [[make(value) for make, value in zip(ready, row, strict=True)] for row in rows]
    if not values:
        return 0
    names = [connection.ops.quote_name(field.column) for field in fields]
    told = ", ".join(f"{name} = %s" for name in names[: len(columns)])
    only = " AND ".join(f"{name} = %s" for name in names[len(columns) :])
    table = connection.ops.quote_name(model._meta.db_table)
    with store.write(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {told} WHERE {only}", values)  # noqa: S608 - names of our own columns
        return int(cursor.rowcount)


def insert_each(model: type[models.Model], *, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """Insert each row, and leave out any that a unique constraint has no room for; return how many were inserted.

    A row holds the values for `columns`, in their order; columns that are not named have the value of the table's own
    default, so name all of them.
    """
    if not rows:
        return 0
    known = {field.name: field for field in model._meta.concrete_fields}
    ready = [_ready(known[name]) for name in columns]
    inserted = 0
    with store.write(), connection.wrap_database_errors:
        for some in _in_powers_of_two(rows):
            values: list[Any] = [make(value) for row in some for make, value in zip(ready, row, strict=True)]
            statement = _insert(model, tuple(columns), len(some), connection.vendor)
            inserted += connection.connection.execute(statement, values).rowcount
    return inserted


@lru_cache(maxsize=200)
def _insert(model: type[models.Model], columns: Sequence[str], rows: int, vendor: str) -> str:
    """One statement for many rows. The engine lets go of Python's lock once for each statement, and whoever wants it back
    in a busy process waits for it: with a statement for each row the rows of a batch wait longer than they take.
    """
    known = {field.name: field for field in model._meta.concrete_fields}
    names = ", ".join(connection.ops.quote_name(known[name].column) for name in columns)
    row = "(" + ", ".join(["?" if vendor == "sqlite" else "%s"] * len(columns)) + ")"
    table = connection.ops.quote_name(model._meta.db_table)
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([row] * rows)} ON CONFLICT DO NOTHING"  # noqa: S608 - names of our own columns


def _in_powers_of_two(rows: Sequence[_Row]) -> Iterator[Sequence[_Row]]:
    """In a few pieces of a few sizes, so that each statement is known to the engine already."""
    at = 0
    while at < len(rows):
        size = min(MOST_ROWS, 1 << ((len(rows) - at).bit_length() - 1))
        yield rows[at : at + size]
        at += size


def count_up(model: type[models.Model], *, of: Sequence[str], by: Mapping[_Key, int]) -> dict[_Key, int]:
    """Add to `count` of several rows, making those that are not there, and return how far each has come; one statement.

    `of` names the columns of the primary key, and the keys of `by` hold their values. Always in the same order, so that
    two processes that count the same rows wait for one another instead of standing in each other's way.
    """
    if not by:
        return {}
    known = {field.name: field for field in model._meta.concrete_fields}
    ready = [_ready(known[name]) for name in of]
    keys = {tuple(make(value) for make, value in zip(ready, key, strict=True)): key for key in by}
    values: list[Any] = [part for made, key in sorted(keys.items()) for part in (*made, by[key])]
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(known[name].column) for name in of)
    rows = ", ".join([f"({', '.join(['%s'] * (len(of) + 1))})"] * len(keys))
    with store.write(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}, count) VALUES {rows} ON CONFLICT ({names})"  # noqa: S608 - as above
            f" DO UPDATE SET count = {table}.count + excluded.count RETURNING {names}, count",
            values,
        )
        return {keys[tuple(made)]: count for *made, count in cursor.fetchall()}


def _ready(field: "models.Field[object, object]") -> Callable[[Any], object]:
    """What makes a value of this column ready for the engine at hand."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    if isinstance(field, models.UUIDField):
        return _as_it_is if connection.features.has_native_uuid_field else _hexadecimal
    if isinstance(field, models.DateTimeField):
        return lru_cache(maxsize=1_000)(connection.ops.adapt_datetimefield_value)  # rows of a batch share their moments
    if isinstance(field, models.CharField | models.TextField | models.IntegerField | models.BooleanField):
        return _as_it_is
    if isinstance(field, models.JSONField) and connection.vendor == "sqlite":
        return _as_json
    return lambda value: field.get_db_prep_save(value, connection)


def _as_it_is(value: object) -> object:
    return value


def _as_json(value: object) -> str | None:
    return None if value is None else json.dumps(value)


def _hexadecimal(value: object) -> object:
    return value.hex if isinstance(value, UUID) else value
