"""A 64-bit fingerprint: texts that differ little get fingerprints that differ in few bits (SimHash, Charikar 2002).

Features are the folded words and pairs of neighbouring words, so case, accents, punctuation and emoji do not matter.
"""

import hashlib
from functools import lru_cache
from itertools import pairwise

from alongside.gate.folding import fold
from alongside.gate.tokens import ASK, BREAK, Known, Words, words_of

_MASK = (1 << 64) - 1
_LANE = 16
"""Bits for each counter: room for the 65,535 features that are looked at, at most."""
_MOST_FEATURES = 60_000


def _spread(byte: int) -> int:
    return sum(((byte >> bit) & 1) << (bit * _LANE) for bit in range(8))


_SPREAD = [_spread(byte) for byte in range(256)]


def fingerprint(text: str) -> int:
    """The fingerprint of `text`, 0..2**64-1; 0 when there are no words in it."""
    return fingerprint_of(words_of(fold(text), Known()))


def fingerprint_of(words: Words) -> int:
    """The fingerprint of a text that is already cut into words."""
    hashes = [_hash(word) for word in words.words if word not in (BREAK, ASK)][: _MOST_FEATURES // 2]
    if not hashes:
        return 0
    pairs = [((a << 7 | a >> 57) ^ (b * 0x9E3779B97F4A7C15)) & _MASK for a, b in pairwise(hashes)]
    counts = sum(map(_counters, hashes)) + sum(map(_counters, pairs))
    half = (len(hashes) + len(pairs)) // 2
    lane = (1 << _LANE) - 1
    return sum(1 << bit for bit in range(64) if (counts >> (bit * _LANE)) & lane > half)


@lru_cache(maxsize=32_768)
def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@lru_cache(maxsize=65_536)
def _counters(feature: int) -> int:
    """The bits of `feature`, each in a counter of its own."""
    return sum(_SPREAD[(feature >> (8 * i)) & 255] << (8 * i * _LANE) for i in range(8))
