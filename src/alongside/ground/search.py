"""Full-text search over one table, on either engine: an index that follows the table by itself, and the newest that match.

A table that can be searched has an integer key that grows (`number`), a `space_id`, and `words`: the terms of its text
(`terms.terms_of`) as `put` writes them, each behind a few signs that belong to its space. So one space's search never
meets the words of another, however large that is. A migration calls `make` once the table is there, and again whenever
SQLite had to build the table anew (any AlterField): the triggers go with the old one.

SQLite: FTS5 without a copy of the text, kept by triggers, read from its newest row back. PostgreSQL: a GIN index over the
same terms; before it is asked the newest rows are looked through, since for a word in every third message it would
gather a third of a million rows to show twenty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.ground import terms

NEWEST_LOOKED_THROUGH = 3_000
NO_NUMBER_YET = 2**63 - 1
_SIGNS_OF_A_SPACE = 4

# Beginnings of two to four letters (behind the signs of the space) are indexed as well: longer ones gather few words.
_SQLITE = (
    "CREATE VIRTUAL TABLE {table}_terms USING fts5(words, content='{table}', content_rowid='number',"
    " detail=none, columnsize=0, prefix='6 7 8', tokenize='ascii')",
    "CREATE TRIGGER {table}_in AFTER INSERT ON {table} WHEN new.words <> '' BEGIN"
    " INSERT INTO {table}_terms (rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER {table}_out AFTER DELETE ON {table} WHEN old.words <> '' BEGIN"
    " INSERT INTO {table}_terms ({table}_terms, rowid, words) VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER {table}_away AFTER UPDATE OF words ON {table} WHEN old.words <> '' AND old.words <> new.words BEGIN"
    " INSERT INTO {table}_terms ({table}_terms, rowid, words) VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER {table}_back AFTER UPDATE OF words ON {table} WHEN new.words <> '' AND old.words <> new.words BEGIN"
    " INSERT INTO {table}_terms (rowid, words) VALUES (new.number, new.words); END",
    "INSERT INTO {table}_terms ({table}_terms) VALUES ('rebuild')",
)
_POSTGRESQL = (
    "CREATE INDEX {table}_terms ON {table} USING gin (array_to_tsvector(string_to_array(words, ' ')))",
    "CREATE INDEX {table}_newest ON {table} (space_id, number DESC)",
)
_GONE = {
    "sqlite": (
        *(f"DROP TRIGGER IF EXISTS {{table}}_{name}" for name in ("in", "out", "away", "back")),
        "DROP TABLE IF EXISTS {table}_terms",
    ),
    "postgresql": ("DROP INDEX IF EXISTS {table}_terms", "DROP INDEX IF EXISTS {table}_newest"),
}
_NEWEST_SQLITE = (
    "SELECT rowid FROM {table}_terms WHERE {table}_terms MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
)
_AMONG_NEWEST = (
    "SELECT number FROM (SELECT number, words FROM {table} WHERE space_id = %s::uuid AND number < %s"
    " ORDER BY number DESC LIMIT %s) AS newest WHERE {likes} ORDER BY number DESC LIMIT %s"
)
_AMONG_ALL = (
    "WITH found AS MATERIALIZED (SELECT number FROM {table} WHERE number < %s"
    " AND array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery)"
    " SELECT number FROM found ORDER BY number DESC LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in one space: whole terms, and perhaps the beginning of one more, all of which must be there."""

    space_id: UUID
    whole: tuple[str, ...]
    beginning: str = ""

    def __bool__(self) -> bool:
        return bool(self.whole or self.beginning)


def asked(*, space_id: UUID, text: str, most: int) -> Asked:
    """What `text` asks for in a space: at most so many terms, the first ones; false when there is no word in it."""
    whole, beginning = terms.asked_for(text)
    return Asked(space_id, tuple(whole[:most]), beginning if len(whole) < most else "")


def put(space_id: UUID, text: str) -> str:
    """What a row's `words` must hold so that `text` is found in its space."""
    here = _of_space(space_id)
    return " ".join([here + term for term in terms.terms_of(text)])


def make(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Make the index of a table over what it holds already, and have it follow the table from now on."""
    vendor = editor.connection.vendor
    for statement in (*_GONE[vendor], *(_SQLITE if vendor == "sqlite" else _POSTGRESQL)):
        editor.execute(statement.format(table=table), params=None)


def unmake(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the index of a table away."""
    for statement in _GONE[editor.connection.vendor]:
        editor.execute(statement.format(table=table), params=None)


def newest(model: type[models.Model], asked: Asked, *, below: int = NO_NUMBER_YET, limit: int) -> list[int]:
    """The numbers of the rows that hold everything asked for, newest first, all below a number; `limit` at most.

    Rows of another space can be among them, very rarely: whoever asks looks at the rows anyway. The whole page of a search
    among a million rows took 55 ms (p95 73) on SQLite and 69 ms on PostgreSQL, where the p95 was 502: too slow for some
    words (`bench.reading`, on a machine busy with other work).
    """
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        return _numbers(_NEWEST_SQLITE.format(table=table), [_for_fts5(asked), below, limit])
    likes = _likes(asked)
    sql = _AMONG_NEWEST.format(table=table, likes=" AND ".join(["' ' || words || ' ' LIKE %s"] * len(likes)))
    found = _numbers(sql, [str(asked.space_id), below, NEWEST_LOOKED_THROUGH, *likes, limit])
    if len(found) == limit:
        return found
    return _numbers(_AMONG_ALL.format(table=table), [below, _for_gin(asked), limit])


def _numbers(sql: str, values: Sequence[str | int]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [number for (number,) in cursor.fetchall()]


def _of_space(space_id: UUID) -> str:
    """A few signs of the id that are there by chance, since the first ones tell the time: most spaces have other ones."""
    return space_id.hex[-_SIGNS_OF_A_SPACE:]


# Terms hold letters, marks and numbers and nothing else, so inside quotes no engine reads a sign of its own in them.
def _for_fts5(asked: Asked) -> str:
    here = _of_space(asked.space_id)
    whole = [f'"{here}{term}"' for term in asked.whole]
    return " AND ".join([*whole, f'"{here}{asked.beginning}" *'] if asked.beginning else whole)


def _for_gin(asked: Asked) -> str:
    here = _of_space(asked.space_id)
    whole = [f"'{here}{term}'" for term in asked.whole]
    return " & ".join([*whole, f"'{here}{asked.beginning}':*"] if asked.beginning else whole)


def _likes(asked: Asked) -> list[str]:
    here = _of_space(asked.space_id)
    whole = [f"% {here}{term} %" for term in asked.whole]
    return [*whole, f"% {here}{asked.beginning}%"] if asked.beginning else whole
