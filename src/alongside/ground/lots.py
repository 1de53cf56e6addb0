"""Lots: a few of very many rows, chosen by nobody, and always the same ones.

The last digits of a row's id are there by chance (`ids.new_id`): each row has drawn a lot when it was made, and keeps it.
The rows with the lowest lots are a fair sample, on either engine and in every process alike, and an index over the lots
finds them without a look at the others. How low the highest of them is tells how many rows there are: among a million
rows the thousandth lot lies near a thousandth (k minimum values: Bar-Yossef and others, 2002).
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import CharField, Func

DIGITS = 8  # of the id, hexadecimal
_ALL: int = 16**DIGITS


class Lot(Func):
    """The lot of a row by its id: digits that sort as numbers do. Written out, as SQLite finds no index by a parameter."""

    template = f"SUBSTR(%(expressions)s, -{DIGITS})"
    arity = 1
    output_field = CharField(max_length=DIGITS)

    def as_postgresql(self, compiler: object, connection: object, **more: object) -> object:
        """The same of an id that is no text."""
        return self.as_sql(compiler, connection, template=f"RIGHT((%(expressions)s)::text, {DIGITS})", **more)  # type: ignore[arg-type]  # Django calls it with what it needs


def lot_of(row_id: UUID) -> float:
    """The lot of a row: at least 0 and below 1."""
    return (row_id.int % _ALL) / _ALL


def how_many(lowest: Sequence[float], *, most: int) -> int:
    """About how many rows there are, by the lowest lots of them, in order: exact while there are fewer than `most`.

    Wrong by one part in the square root of `most`, or less, two times of three.
    """
    return len(lowest) if len(lowest) < most else round((most - 1) / max(lowest[-1], 1 / _ALL))
