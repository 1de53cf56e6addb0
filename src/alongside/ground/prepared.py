"""Queries that are built once and asked again and again.

What a busy page asks is the same every second, but for its answer. Django builds the statement anew each time, from objects
for every column and condition, which takes longer than the engine needs for the answer.
"""

import copy
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, connections
from django.db.models import QuerySet

Asked = ParamSpec("Asked")
Row = TypeVar("Row")

MOST = 100  # statements of one kind that are kept, 10 to 17 kB each


def once(build: Callable[Asked, QuerySet[Any, Row]]) -> Callable[Asked, list[Row]]:
    """Have a query built once for the same values, which must be all that it depends on; its rows are fetched each time."""

    @lru_cache(maxsize=MOST)
    def built(_vendor: str, *values: Hashable) -> QuerySet[Any, Row]:
        return _prepared(build(*values))  # type: ignore[call-arg, arg-type]  # the values that it was asked with

    @wraps(build)
    def rows(*values: Asked.args, **named: Asked.kwargs) -> list[Row]:
        return list(built(connection.vendor, *values, **named).all())  # type: ignore[arg-type]  # hashed in the cache

    return rows


def _prepared(queryset: QuerySet[Any, Row]) -> QuerySet[Any, Row]:
    """A query whose statement stands. Each time it is asked, a copy of its compiler meets the thread's own connection."""
    compiler = queryset.query.get_compiler(using=queryset.db)
    statement = compiler.as_sql()

    def again(using: str | None = None, *_args: object, **_more: object) -> object:
        mine = copy.copy(compiler)
        mine.connection = connections[using or queryset.db]
        mine.as_sql = lambda *_args, **_more: statement
        return mine

    queryset.query.get_compiler = again  # type: ignore[method-assign]  # of this one query and its copies
    return queryset
