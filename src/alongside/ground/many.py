"""Many small conditional UPDATEs as one: for workers that settle rows in batches while others wait to write."""

from collections.abc import Iterable, Sequence

from django.db import connection, models

from alongside.ground import store


def update_each(
    model: type[models.Model], *, columns: Sequence[str], where: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Send `UPDATE … SET columns WHERE where` once for each row and return how many rows of the table changed.

    A row holds the values for `columns`, then those for `where`, in their order. One prepared statement for all: a batch
    of 500 holds SQLite's write lock for a few milliseconds instead of for the time that 500 querysets take to be built.
    """
    fields = [model._meta.get_field(name) for name in (*columns, *where)]
    values = [_prepared(fields, row) for row in rows]
    if not values:
        return 0
    names = [_quoted(field) for field in fields]
    told = ", ".join(f"{name} = %s" for name in names[: len(columns)])
    only = " AND ".join(f"{name} = %s" for name in names[len(columns) :])
    table = connection.ops.quote_name(model._meta.db_table)
    with store.write(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {told} WHERE {only}", values)  # noqa: S608 - names of our own columns
        return cursor.rowcount


def _prepared(fields: Sequence[models.Field], row: Sequence[object]) -> list[object]:
    return [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]


def _quoted(field: models.Field) -> str:
    return connection.ops.quote_name(field.column)
