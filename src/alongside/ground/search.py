"""Full-text search over one table, on either engine: an index that follows the table by itself, and the newest that match.

A table that can be searched has an integer key that grows (`number`), a `space_id`, and `words`: the terms of its text
(`terms.terms_of`) as `put` writes them, each behind a few signs that belong to its space. So one space's search never
meets the words of another, however large that is. A migration calls `make` once the table is there, and again whenever
SQLite had to build the table anew (any AlterField): the triggers go with the old one.

SQLite: FTS5 without a copy of the text, kept by triggers, read from its newest row back. PostgreSQL: a GIN index over the
same terms; before it is asked the newest rows are looked through, since for a word in every third message it would
gather a third of a million rows to show twenty. How many of them hold what also tells how the index is best asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from alongside.ground import terms

LOOKED_THROUGH, LOOKED_FURTHER = 3_000, 9_000  # rows; the second where a third of what is wanted was among the first
DEAR = 20  # times: to fetch a row costs so much more than to pass one entry of the index
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
_LOOK = (
    "SELECT array_agg(number ORDER BY number DESC) FILTER (WHERE whole AND beginning), count(*) FILTER (WHERE whole),"
    " count(*) FILTER (WHERE beginning), count(*), min(number) FROM (SELECT number, {whole} AS whole,"
    " {beginning} AS beginning FROM {table} WHERE space_id = %s::uuid AND number < %s ORDER BY number DESC LIMIT %s)"
    " AS newest"
)
_HOLDS = "' ' || words || ' ' LIKE %s"
_AMONG_ALL = (
    "WITH found AS MATERIALIZED (SELECT number FROM {table} WHERE number < %s"
    " AND array_to_tsvector(string_to_array(words, ' ')) @@ %s::tsquery AND {beginning})"
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

    Rows of another space can be among them, very rarely: whoever asks looks at the rows anyway. Finding and reading a page
    among a million rows took 5 ms of a processor (p95 15) on SQLite and 13 (p95 26) on PostgreSQL; the page in a browser
    32 ms (p95 56) and 42 (p95 172), on two cores that had ten times the work they could do (`bench.reading`).
    """
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        return _numbers(_NEWEST_SQLITE.format(table=table), [_for_fts5(asked), below, limit])
    looked = _look(table, asked, below=below, most=LOOKED_THROUGH)
    found = looked.found
    if not looked.is_all and limit > len(found) >= limit // 3:
        looked = _look(table, asked, below=looked.lowest, most=LOOKED_FURTHER)
        found += looked.found
    if not looked.is_all and len(found) < limit:
        found += _in_index(table, asked, looked, limit=limit - len(found))
    return found[:limit]


@dataclass(frozen=True, slots=True)
class _Looked:
    """What stands in the newest rows: which hold everything, and how many the whole terms, or the beginning."""

    found: list[int]
    whole: int
    beginning: int
    lowest: int  # everything from here up was looked through
    is_all: bool


def _look(table: str, asked: Asked, *, below: int, most: int) -> _Looked:
    """Look through the newest rows one by one."""
    whole, beginning = _likes(asked)
    sql = _LOOK.format(table=table, whole=_all_hold(whole), beginning=_all_hold(beginning))
    with connection.cursor() as cursor:
        cursor.execute(sql, [*whole, *beginning, str(asked.space_id), below, most])
        found, holds, begins, seen, lowest = cursor.fetchone()
    return _Looked(found or [], holds, begins, lowest or 0, is_all=seen < most)


def _in_index(table: str, asked: Asked, looked: _Looked, *, limit: int) -> list[int]:
    """Ask the index for what lies below what was looked through.

    A beginning that very many words have is left to a look at the rows that hold the rest: the index would gather all of
    its words first.
    """
    in_rows = asked.whole and looked.beginning > DEAR * (looked.whole + 1)
    _whole, beginning = _likes(asked) if in_rows else ((), ())
    sql = _AMONG_ALL.format(table=table, beginning=_all_hold(beginning))
    terms_only = replace(asked, beginning="") if in_rows else asked
    return _numbers(sql, [looked.lowest, _for_gin(terms_only), *beginning, limit])


def _all_hold(likes: Sequence[str]) -> str:
    return " AND ".join([_HOLDS] * len(likes)) or "true"


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


def _likes(asked: Asked) -> tuple[Sequence[str], Sequence[str]]:
    """What a row is like that holds the whole terms, and what one is like that holds the beginning."""
    here = _of_space(asked.space_id)
    beginning = [f"% {here}{asked.beginning}%"] if asked.beginning else []
    return [f"% {here}{term} %" for term in asked.whole], beginning
