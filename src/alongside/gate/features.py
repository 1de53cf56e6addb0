"""What the learned models of sentences see: a word, what it means (`words/en/meanings.toml`), its runs of letters; two
words beside each other, or with one or two between; and the same two by what they mean.

Each is a number. The shipped tables (`written.py`, `kinds.py`) and their learning (`tools/gate`) count in the same ones.
"""

import zlib
from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from alongside.gate.listed import told_in

Floats = NDArray[np.float32]
Numbers = NDArray[np.uint32]

FEWEST = 4
"""A sentence of fewer words counts as one of so many: one word alone is no evidence."""
SLOTS = 1 << 19
"""Places of a table; of two features that would share one the more frequent is learned."""
APART = (1, 2, 3)
"""How far apart two words may stand that are one feature, and what such a pair counts."""
PAIR_COUNTS = (1.0, 0.7, 0.7)
_MIX = 0x9E3779B1
_LONGEST_WORD, _RUNS = 24, (3, 4, 5)


def number_of(feature: str) -> int:
    """The number of a word or of a run of letters; the mark at its front keeps the two apart."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


@cache
def _meanings() -> Mapping[str, int]:
    """The number of what a word means, for the words whose meaning is known."""
    groups = told_in("en/meanings")["meanings"]
    return {word: number_of(f"%{name}") for name, words in groups.items() for word in words}


def meaning_of(word: str) -> int:
    """The number of what a word means; 0 where that is not known."""
    return _meanings().get(word, 0)


def runs_of(word: str) -> list[str]:
    """The different runs of letters in a word, its beginning and end marked."""
    if len(word) < _RUNS[0] or not word.isalpha():
        return []
    marked = f"^{word[:_LONGEST_WORD]}$"
    return list(dict.fromkeys("~" + marked[at : at + n] for n in _RUNS for at in range(len(marked) - n + 1)))


@lru_cache(maxsize=4096)
def run_numbers(word: str) -> Numbers:
    """The numbers of the runs of letters in a word. Two models ask for the same words, one soon after the other."""
    return np.array(list(map(number_of, runs_of(word))), np.uint32)


def pairs_of(before: Numbers, after: Numbers, apart: int) -> Numbers:
    """The number of each two words that stand `apart` words from one another, of their own numbers."""
    mixed = before * np.uint32(_MIX) + after * np.uint32(2 * apart - 1)
    found: Numbers = mixed ^ mixed >> np.uint32(15)
    return found
