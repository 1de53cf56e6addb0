"""What SQLite's planner is told of tables that grow without end.

A migration tells it, again whenever SQLite had to build the table anew (any AlterField) and whenever there is one more
index, as if the site were very large. So its plans are the same on the first day and with a million messages, on every
site and in every test. Untold it takes a space and a lane for nearly a key, and walks a family's whole lane for twenty
messages that are asked for by their ids: a keeper's few messages took 295 ms in a space of a million, and take 8
(`bench.reading`). PostgreSQL looks for itself.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper

ROWS = 1_000_000
IN_PARTIAL_INDEX = 250_000
DIFFERENT = {"space_id": 2, "membership_id": 50, "thanks_id": 50, "state": 4, "audience": 1, "off_page": 1}
"""How many different values a column holds; of any other column nearly each row has its own."""


def tell(editor: BaseDatabaseSchemaEditor, *tables: str) -> None:
    """Tell the planner of these tables and of every index that they have."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("ANALYZE sqlite_master")  # which makes the table of what is told
        for table in tables:
            cursor.execute("DELETE FROM sqlite_stat1 WHERE tbl = %s", [table])
            told = [(table, None, str(ROWS)), *((table, name, said) for name, said in _of_indexes(cursor, table))]
            cursor.executemany("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (%s, %s, %s)", told)
        cursor.execute("ANALYZE sqlite_master")  # which has it read


def _of_indexes(cursor: CursorWrapper, table: str) -> list[tuple[str, str]]:
    cursor.execute("SELECT name, partial FROM pragma_index_list(%s)", [table])
    found = cursor.fetchall()
    return [(name, _said(_columns(cursor, name), IN_PARTIAL_INDEX if partial else ROWS)) for name, partial in found]


def _columns(cursor: CursorWrapper, index: str) -> list[str]:
    """Its columns in their order; an expression has no name."""
    cursor.execute("SELECT name FROM pragma_index_info(%s) ORDER BY seqno", [index])
    return [name or "" for (name,) in cursor.fetchall()]


def _said(columns: Sequence[str], rows: int) -> str:
    """How many rows there are, and how many of them share the first column, the first two, and so on."""
    numbers = [rows]
    for column in columns:
        numbers.append(max(numbers[-1] // DIFFERENT.get(column, ROWS), 1))
    return " ".join(map(str, numbers))
