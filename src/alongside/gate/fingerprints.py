"""A 64-bit fingerprint: texts that differ little get fingerprints that differ in few bits (SimHash, Charikar 2002).

Features are the folded words and pairs of neighbouring words, so case, accents, punctuation and emoji do not matter. Words
that stand in every text count less, two words together more: two messages are not alike because both say "I am so".
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from alongside.gate.folding import fold
from alongside.gate.listed import everyday
from alongside.gate.tokens import ASK, BREAK, Known, Words, words_of

ALIKE = 15
"""Fingerprints of the same message differ in this many bits at most: see docs/gate/figures.md for how often that errs."""
_MOST_WORDS = 30_000
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_AT_A_TIME = 32
"""Texts whose bits are counted together: more would not fit into the processor's cache."""
_COMMON, _RARE, _PAIR = 2, 3, 4
"""How much a word counts that stands in every text, any other word, and two words together."""


def fingerprint(text: str) -> int:
    """The fingerprint of `text`, 0..2**64-1; 0 when there are no words in it."""
    return fingerprints_of([words_of(fold(text), Known())])[0]


def fingerprints_of(texts: Sequence[Words]) -> list[int]:
    """The fingerprints of texts that are already cut into words. Together they are made at a fifth of the cost."""
    rows = [[_hash(word) for word in text.words if word != BREAK and word != ASK][:_MOST_WORDS] for text in texts]  # noqa: PLR1714 - as in tokens
    found = [0] * len(rows)
    full = [at for at, row in enumerate(rows) if row]
    for start in range(0, len(full), _AT_A_TIME):
        some = full[start : start + _AT_A_TIME]
        for at, whole in zip(some, _simhashes([rows[at] for at in some]), strict=True):
            found[at] = whole
    return found


def _simhashes(rows: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    numbers = np.array([number for row in rows for number, _ in row], dtype="<u8")
    heavy = np.array([weight for row in rows for _, weight in row], dtype=np.int32)
    starts = np.cumsum([0] + [len(row) for row in rows[:-1]])
    before, after = numbers[:-1], numbers[1:]
    pairs = np.empty_like(numbers)
    pairs[1:] = (before << np.uint64(7) | before >> np.uint64(57)) ^ (after * _GOLDEN)
    paired = np.full(len(numbers), _PAIR, np.int32)
    paired[starts] = 0  # the first word of a text has none before it
    pairs[:1] = 0
    sums = _sums(numbers, heavy, starts) + _sums(pairs, paired, starts)
    packed = np.packbits(sums > 0, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _sums(numbers: NDArray[np.uint64], weights: NDArray[np.int32], starts: NDArray[np.int64]) -> NDArray[np.int32]:
    """For each text and bit: how much more weight has the bit than has it not."""
    bits = np.unpackbits(numbers.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little").astype(np.int8) * 2 - 1
    sums: NDArray[np.int32] = np.add.reduceat(bits * weights[:, None], starts, axis=0)
    return sums


@lru_cache(maxsize=8192)
def _hash(word: str) -> tuple[int, int]:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little"), _COMMON if word in everyday("common") else _RARE
