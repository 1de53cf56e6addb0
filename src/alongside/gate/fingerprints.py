"""A 64-bit fingerprint: texts that differ little get fingerprints that differ in few bits (SimHash, Charikar 2002).

Features are the folded words and pairs of neighbouring words, so case, accents, punctuation and emoji do not matter.
"""

import hashlib
from functools import lru_cache

import numpy as np

from alongside.gate.folding import fold
from alongside.gate.tokens import ASK, BREAK, Known, Words, words_of

_MOST_FEATURES = 60_000
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def fingerprint(text: str) -> int:
    """The fingerprint of `text`, 0..2**64-1; 0 when there are no words in it."""
    return fingerprint_of(words_of(fold(text), Known()))


def fingerprint_of(words: Words) -> int:
    """The fingerprint of a text that is already cut into words."""
    hashes = [_hash(word) for word in words.words if word not in (BREAK, ASK)][: _MOST_FEATURES // 2]
    if not hashes:
        return 0
    words_hashed = np.array(hashes, dtype="<u8")
    before, after = words_hashed[:-1], words_hashed[1:]
    features = np.concatenate((words_hashed, (before << 7 | before >> 57) ^ (after * _GOLDEN)))
    bits = np.unpackbits(features.view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    set_in_most = bits.sum(axis=0, dtype=np.uint32) > len(features) // 2
    return int.from_bytes(np.packbits(set_in_most, bitorder="little").tobytes(), "little")


@lru_cache(maxsize=32_768)
def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
