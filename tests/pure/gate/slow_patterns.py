"""Finds regular expressions that some text could make slow, by their structure, without running them.

A search is slow when the engine has many ways to read the same letters and tries them all. Three things lead there: a
repeat that can end where it could as well go on, inside another repeat or without an end of its own; branches inside a
repeat that can begin alike; and a repeat without an end that can fail after it, in a search that may begin again at each
of the letters it has just read. One bounded repeat may choose where it ends, if it stands in no other: that costs its
length for each place where the search begins, and no more.

Look-arounds take no letters; they are read as tests that may fail. Letters are tried by examples: all of ASCII, the ends of
every range in the pattern and the letters beside them, and some of other scripts.
"""

import importlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

_parser = importlib.import_module("re._parser")  # the standard library's own; tests may look where programs should not
_ENDLESS = _parser.MAXREPEAT
_SCRIPTS = "éßπжשعक\u0941ก漢かア한ª²٣\u200b\u2028🕯"
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d", "CATEGORY_NOT_DIGIT": r"\D", "CATEGORY_SPACE": r"\s", "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w", "CATEGORY_NOT_WORD": r"\W",
}  # fmt: skip

Letters = frozenset[str]
NONE: Letters = frozenset()


@dataclass(frozen=True)
class Part:
    """A piece of a pattern: letters, a repeat of a row, a choice between rows, or a test that takes no letters."""

    letters: Letters = NONE
    rows: tuple[tuple["Part", ...], ...] = ()
    least: int = 1
    most: int = 1
    test: bool = False

    @property
    def may_be_empty(self) -> bool:
        return self.least == 0 or self.test or any(all(part.may_be_empty for part in row) for row in self.rows)

    def firsts(self) -> Letters:
        """The letters that it can begin with."""
        return self.letters.union(*(firsts(row) for row in self.rows))

    def all_letters(self) -> Letters:
        return self.letters.union(*(part.all_letters() for row in self.rows for part in row))


Row = tuple[Part, ...]


def firsts(row: Row) -> Letters:
    """The letters that a row can begin with."""
    found: Letters = NONE
    for part in row:
        found |= part.firsts()
        if not part.may_be_empty:
            break
    return found


@dataclass
class _Look:
    """A walk through one pattern."""

    begins: Letters
    faults: list[str] = field(default_factory=list)
    choices: int = 0

    def row(self, row: Row, *, after: Letters, must_follow: bool, inside: bool) -> None:
        """`after`: letters that may follow the row; `must_follow`: it can fail after it; `inside` another repeat."""
        for at, part in enumerate(row):
            rest = row[at + 1 :]
            follows = firsts(rest) | (after if all(one.may_be_empty for one in rest) else NONE)
            can_fail = must_follow or any(one.test or not one.may_be_empty for one in rest)
            self._part(part, follows, can_fail, inside)

    def _part(self, part: Part, follows: Letters, can_fail: bool, inside: bool) -> None:
        repeats = part.most > 1
        if repeats and part.least != part.most:
            self._repeat(part, follows, can_fail, inside)
        elif part.least != part.most and part.firsts() & follows and inside:
            self.faults.append("what may be missing could be what follows it, inside a repeat")
        if repeats or inside:
            for one, other in combinations(part.rows, 2):
                if firsts(one) & firsts(other):
                    self.faults.append("branches inside a repeat can begin alike")
        again = part.firsts() if repeats else NONE
        for row in part.rows:
            self.row(row, after=follows | again, must_follow=can_fail, inside=inside or repeats)

    def _repeat(self, part: Part, follows: Letters, can_fail: bool, inside: bool) -> None:
        endless = part.most == _ENDLESS
        if part.firsts() & follows:
            self.choices += 1
            if endless or inside:
                self.faults.append("a repeat can end where it could as well go on")
            elif self.choices > 1:
                self.faults.append("two repeats can each end where they could as well go on")
        if endless and can_fail and part.all_letters() & self.begins:
            self.faults.append("a repeat without an end can fail after it, and the search begins again inside it")


def faults(pattern: re.Pattern[str]) -> list[str]:
    """Why some text could make a search for `pattern` slow; empty when none can."""
    tree = _parser.parse(pattern.pattern, pattern.flags)
    letters = sorted({*map(chr, range(128)), *_SCRIPTS, *_ends(tree)})
    row = _row(tree, letters)
    look = _Look(firsts(row))
    look.row(row, after=NONE, must_follow=False, inside=False)
    return look.faults


def _ends(tree: object) -> Iterator[str]:
    """Every letter that the pattern names, and those beside it."""
    if isinstance(tree, int) and not isinstance(tree, bool) and 0 <= tree <= sys.maxunicode:
        yield from (chr(code) for code in (tree - 1, tree, tree + 1) if 0 <= code <= sys.maxunicode)
    elif isinstance(tree, _parser.SubPattern | list | tuple):
        for one in tree:
            yield from _ends(one)


def _row(tree: Sequence[tuple[object, object]], letters: Sequence[str]) -> Row:
    return tuple(_part(str(op), value, letters) for op, value in tree)


def _part(op: str, value: Any, letters: Sequence[str]) -> Part:
    part = Part(test=True)
    match op:
        case "SUBPATTERN":
            part = Part(rows=(_row(value[-1], letters),))
        case "ATOMIC_GROUP":
            part = Part(rows=(_row(value, letters),))
        case "BRANCH":
            part = Part(rows=tuple(_row(row, letters) for row in value[1]))
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = value
            part = Part(rows=(_row(body, letters),), least=least, most=most)
        case "GROUPREF":
            part = Part(letters=frozenset(letters))
        case "LITERAL" | "NOT_LITERAL" | "ANY" | "IN":
            part = Part(letters=frozenset(letter for letter in letters if _takes(op, value, letter)))
        case _ if op not in ("ASSERT", "ASSERT_NOT", "AT"):
            raise ValueError(op)
    return part


def _takes(op: str, value: Any, letter: str) -> bool:
    """Whether a piece of a pattern that takes one letter takes this one."""
    code = ord(letter)
    match op:
        case "LITERAL":
            return code == value
        case "NOT_LITERAL":
            return code != value
        case "ANY":
            return letter != "\n"
        case "RANGE":
            return value[0] <= code <= value[1]
        case "CATEGORY":
            return re.fullmatch(_CATEGORIES[str(value)], letter) is not None
        case "IN":
            negated = str(value[0][0]) == "NEGATE"
            return any(_takes(str(one), what, letter) for one, what in value[negated:]) is not negated
    raise ValueError(op)
