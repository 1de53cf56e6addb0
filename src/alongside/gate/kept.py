"""Phrases, kept in little room: there are tens of thousands of them, and a text meets a few hundred.

Of each there stands ready what is asked before it is read along: the words it needs. The phrase itself is kept as it was
written, and read again when it is met first, or once more when others were met since.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from alongside.gate.anchors import Anchor
from alongside.gate.chances import chance
from alongside.gate.grammar import START, Row, Some, ends_inside, needs_of, rows_of, split
from alongside.gate.states import REACH_OVER, begin, firsts_of
from alongside.gate.tokens import ASK, BREAK

ENDS = frozenset((BREAK, ASK))
_MOST_NEEDS = 2
"""Of the words that a phrase needs beside its anchor, the least likely are asked for before it is read along; more would
only take memory.
"""
_MOST_MADE = 2500
"""Phrases that stand ready at a time: what one has met of texts takes more room than itself."""
Needs = Sequence[Sequence[str]]
"""Words of which a phrase needs one; several times, where it needs several."""


class Hit(NamedTuple):
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


class _Place(NamedTuple):
    """What hits carry; how many words before its anchor a phrase begins at least and at most; whether it stands in one
    sentence.
    """

    number: int
    least: int
    most: int
    within: bool


class Phrase:
    """One phrase, ready to be read along."""

    __slots__ = ("_begin", "_firsts", "_least", "_most", "_number", "_opens", "_within")

    def __init__(self, row: Row, place: _Place, over: Set[str], *, opens: bool) -> None:
        """`opens` is true of a phrase that stands at the beginning of a sentence only; `over` may be passed over inside."""
        self._number, self._least, self._most, self._within = place
        self._opens = opens
        self._begin = begin(row, over)
        self._firsts: Some = firsts_of(self._begin)

    def find(
        self, symbols: Sequence[Sequence[str]], anchors: Sequence[int], passed: Sequence[bool], begins: int
    ) -> Iterator[Hit]:
        """Each place where it stands around one of its `anchors`, in the sentence that `begins` there.

        `passed` are the words that may be passed over.
        """
        begin = self._begin
        least, most, firsts, number = self._least, self._most, self._firsts, self._number
        untried = begins if self._within else 0
        for place in anchors:
            earliest = max(0, place - most)  # but for the empty words that are passed over on the way
            earliest -= min(REACH_OVER, sum(passed[max(0, earliest - REACH_OVER) : place]), earliest)
            for first in range(max(untried, earliest), place - least + 1):
                if firsts is not None and firsts.isdisjoint(symbols[first]):
                    continue
                if self._opens and first and symbols[first - 1][0] not in ENDS:
                    continue
                state = begin
                for at in range(first, len(symbols)):
                    symbol = symbols[at]
                    state = state.next.get(symbol[0]) or state.step(symbol)
                    if state.complete:
                        yield Hit(number, first, at if symbol[0] in ENDS else at + 1)
                    if not state.places:
                        break
            untried = max(untried, place - least + 1)


class Kept:
    """Phrases in the order in which they were added. `read` reads what was written; `over` may be passed over inside."""

    def __init__(self, read: Callable[[str], Row], over: Set[str]) -> None:
        self._read, self._over = read, over
        self._written, self._ends = bytearray(), array("I", [0])
        self._of, self._row = array("I"), array("I")
        self._number, self._least, self._most, self._within = array("i"), array("I"), array("I"), array("B")
        self.needs: list[Needs] = []
        """The words each phrase needs in its sentence beside its anchor."""
        self._shared: dict[Sequence[str], Sequence[str]] = {}
        self._fresh: dict[int, Row] = {}
        self.made = lru_cache(maxsize=_MOST_MADE)(self._make)
        """The phrase that was added as this one, counted from 0."""

    def write(self, text: str) -> None:
        """Keeps what was written; phrases that are added next are rows of it."""
        self._written += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._written))

    def add(self, number: int, at: int, row: Row, anchor: Anchor) -> None:
        """Adds a phrase, row `at` of what was written last; its hits carry `number`."""
        self._fresh[len(self._of)] = row
        self._of.append(len(self._ends) - 2)
        self._row.append(at)
        self._number.append(number)
        self._least.append(anchor.least)
        self._most.append(anchor.most)
        self._within.append(within := not ends_inside(row))
        needs = _needs_beside(anchor, row) if within else ()
        self.needs.append(tuple(self._shared.setdefault(need, need) for need in needs))

    def settle(self) -> None:
        """Lets go of all that can be read again."""
        self._fresh.clear()
        self._shared.clear()

    def rows(self) -> Iterator[tuple[int, str, Row]]:
        """Every phrase: the number that its hits carry, what was written, and the row that was read from it."""
        for number, of, at in zip(self._number, self._of, self._row, strict=True):
            text = self._text(of)
            yield number, text, rows_in(self._read(text))[at]

    def _text(self, of: int) -> str:
        return self._written[self._ends[of] : self._ends[of + 1]].decode("utf-8", "surrogatepass")

    def _make(self, phrase: int) -> Phrase:
        text = self._text(self._of[phrase])
        row = self._fresh.get(phrase) or rows_in(self._read(text))[self._row[phrase]]
        number, within = self._number[phrase], bool(self._within[phrase])
        place = _Place(number, self._least[phrase], self._most[phrase], within)
        return Phrase(row, place, self._over, opens=split(text, " ")[:1] == [START])


def rows_in(items: Row) -> Sequence[Row]:
    """The phrases that are written as one: a group by itself is as many, each with an anchor of its own."""
    return (rows_of(items[0]) if len(items) == 1 and not items[0].may_miss else ()) or [items]


def _needs_beside(anchor: Anchor, items: Row) -> Sequence[tuple[str, ...]]:
    """The least likely words that a phrase needs, but for those that are there wherever its anchor is. In rows, not in
    sets: there are many thousands of them, a row takes a sixth of the room, and to ask for ten words costs the same.
    """
    needs = sorted((need for item in items if (need := needs_of(item))), key=chance)
    met = (anchor.words, anchor.following or anchor.words)
    beside = [need for need in needs if not any(words <= need for words in met)]
    return tuple(tuple(sorted(need)) for need in beside[:_MOST_NEEDS])
