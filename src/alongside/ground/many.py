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
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = [known[name] for name in (*columns, *where)]
    values = [[field.get_db_prep_save(v, connection) for field, v in zip(fields, row, strict=True)] for row in rows]
    if not values:
        return 0
    names = [connection.ops.quote_name(field.column) for field in fields]
    told = ", ".join(f"{name} = %s" for name in names[: len(columns)])
    only = " AND ".join(f"{name} = %s" for name in names[len(columns) :])
    table = connection.ops.quote_name(model._meta.db_table)
    with store.write(), connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {told} WHERE {only}", values)  # noqa: S608 - names of our own columns
        return int(cursor.rowcount)
