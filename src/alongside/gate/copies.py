"""Which of many texts are copies of one another, or nearly: a message sent again with another greeting, or a word changed.

Two texts are near copies when they share at least `LEAST` of the pairs of neighbouring words that either has (Jaccard's
share). To find them without comparing each with each, every text gets the smallest of its pairs' numbers under many
orders (MinHash, Broder 1997); texts that agree in one band of these are compared exactly.
"""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from alongside.gate.folding import fold
from alongside.gate.tokens import ASK, BREAK, Known, words_of

LEAST = 0.45
"""The share of word pairs from which two texts count as near copies: see docs/gate/figures.md for how often that errs."""
_BANDS, _IN_A_BAND = 40, 3
_AT_A_TIME = 1024
_MOST_WORDS = 2_000
_NEIGHBOURS = 3
"""Texts that each is compared with where many agree: thousands of copies of one need no comparing of each with each."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_CHANCE = np.random.Generator(np.random.PCG64(11))
_FACTORS = _CHANCE.integers(1, 1 << 32, (_BANDS * _IN_A_BAND, 1), np.uint32) | np.uint32(1)
_SHIFTS = _CHANCE.integers(0, 1 << 32, (_BANDS * _IN_A_BAND, 1), np.uint32)

Numbers = NDArray[np.uint32]


def near_copies(texts: Sequence[str]) -> list[list[int]]:
    """The places of texts that are near copies, group by group; a text without a copy is in none.

    Groups are in the order of their first text, and so are the texts in each. A copy of a copy is in the same group.
    """
    pairs = [_pairs(text) for text in texts]
    full = [at for at, some in enumerate(pairs) if some]
    groups = _Groups(len(texts))
    for one, other in _candidates([pairs[at] for at in full]):
        first, second = full[one], full[other]
        if not groups.together(first, second) and _share(pairs[first], pairs[second]) >= LEAST:
            groups.join(first, second)
    return groups.found()


def alike(one: str, other: str) -> float:
    """The share of word pairs, 0..1, that two texts have in common; 0 when one of them has no words."""
    return _share(_pairs(one), _pairs(other))


def _share(one: "array[int]", other: "array[int]") -> float:
    both = len(set(one).intersection(other))
    return both / (len(one) + len(other) - both) if both else 0.0


def _pairs(text: str) -> "array[int]":
    """The pairs of neighbouring words of a text as numbers, each once; of a text of one word, that word."""
    words = [word for word in words_of(fold(text), _PLAIN).words if word != BREAK and word != ASK]  # noqa: PLR1714 - as in tokens
    numbers = list(map(_number, words[:_MOST_WORDS]))
    mixed = {(one * 0x9E3779B1 + other) & 0xFFFFFFFF for one, other in pairwise(numbers)}
    return array("I", mixed or numbers)


@lru_cache(maxsize=8192)
def _number(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


_PLAIN = Known()


def _candidates(texts: "Sequence[array[int]]") -> Iterator[tuple[int, int]]:
    """Two texts that agree in a band, the earlier first; some come more than once."""
    parts = [texts[at : at + _AT_A_TIME] for at in range(0, len(texts), _AT_A_TIME)]
    least = np.concatenate([np.empty((_BANDS * _IN_A_BAND, 0), np.uint32), *map(_least, parts)], axis=1)
    for band in range(0, len(least), _IN_A_BAND):
        one = np.zeros(len(texts), np.uint64)
        for row in least[band : band + _IN_A_BAND]:
            one = (one ^ row) * _GOLDEN
        order = np.argsort(one, kind="stable")
        agreed = one[order]
        for apart in range(1, _NEIGHBOURS + 1):
            for at in np.flatnonzero(agreed[apart:] == agreed[:-apart]).tolist():
                yield int(order[at]), int(order[at + apart])


def _least(texts: "Sequence[array[int]]") -> Numbers:
    """For each order (down) and text (across) the smallest number of its pairs."""
    numbers = np.frombuffer(b"".join(some.tobytes() for some in texts), np.uint32)
    starts = np.cumsum([0, *map(len, texts)])[:-1]
    found = np.empty((len(_FACTORS), len(texts)), np.uint32)
    for order, (factor, shift) in enumerate(zip(_FACTORS, _SHIFTS, strict=True)):
        found[order] = np.minimum.reduceat(numbers * factor + shift, starts)
    return found


class _Groups:
    """Which texts belong together (disjoint sets, Galler and Fischer 1964)."""

    def __init__(self, count: int) -> None:
        self._before = list(range(count))

    def _first(self, at: int) -> int:
        while self._before[at] != at:
            self._before[at] = at = self._before[self._before[at]]
        return at

    def together(self, one: int, other: int) -> bool:
        """Whether both are known to belong together."""
        return self._first(one) == self._first(other)

    def join(self, one: int, other: int) -> None:
        """Puts the groups of both together; the earliest text leads."""
        first, second = sorted((self._first(one), self._first(other)))
        self._before[second] = first

    def found(self) -> list[list[int]]:
        """The groups of more than one."""
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for at in range(len(self._before)):
            groups[self._first(at)].append(at)
        return [group for group in groups.values() if len(group) > 1]
