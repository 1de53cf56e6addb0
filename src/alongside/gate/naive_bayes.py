"""py3langid's model in a fifth of the memory: the enabled languages alone, and tables of machine numbers.

The library's own loader keeps every language and the whole automaton (about 70 MB beside NumPy). Its rows differ from one
another in a few places only, so they are kept here as blocks of sixteen, each different block once; what is read from the
file is let go piece by piece. Verdicts are the library's, which a test compares.
"""

import lzma
import math
import mmap
import struct
import unicodedata
from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

_BLOCK = 16  # places in a block; half a byte chooses the block, the other half the place in it
_AT_ONCE = 1 << 18
_ARRAYS = ("ptc", "pc", "classes", "nextmove", "nextmove_row", "out_feat")
_ZIP_HEADER = struct.Struct("<4s5H3I2H")  # APPNOTE.TXT 4.3.7, the header before each file of a zip


class Detector:
    """Tells the language of a text by naive Bayes over the byte sequences that an automaton finds in it."""

    def __init__(self, path: Path, languages: Collection[str]) -> None:
        """Read the model at `path` for those of `languages` that it knows, or for all it knows when that is none.

        Raises `ValueError` when the file is not laid out as py3langid 0.4 does it.
        """
        with lzma.open(path) as plain:
            arrays = _arrays(cast(BinaryIO, plain))
            weights, prior = _whole(next(arrays)), _whole(next(arrays))
            every = [str(label) for label in _whole(next(arrays))]
            kept = [place for place, label in enumerate(every) if label in languages] or list(range(len(every)))
            self._weights, self._prior = weights[:, kept], prior[kept]
            del weights, prior
            self._places, blocks = _blocks(next(arrays))
            self._blocks = _numbers(blocks * _BLOCK)
            self._row = _numbers(_whole(next(arrays)) * np.uint32(256 // _BLOCK))
            self._sequence = array("i", _whole(next(arrays)).astype(np.int32).tobytes())
        self._labels = [every[place] for place in kept]
        first = [self._labels.index(label) for label in self._labels]
        self._twins = [(one, other) for other, one in enumerate(first) if one != other]

    def classify(self, text: str) -> tuple[str, float]:
        """The likeliest language and how sure it is, between 0 and 1."""
        plain = unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")
        scores = self._scores(plain) * np.float32(1 / math.sqrt(len(plain) or 1))
        likely = np.exp(scores - scores.max())
        likely /= likely.sum()
        for kept, twin in self._twins:  # a language in two scripts has two columns
            likely[kept] += likely[twin]
            likely[twin] = 0
        best = int(likely.argmax())
        return self._labels[best], float(likely[best])

    def _scores(self, plain: bytes) -> NDArray[np.float32]:
        found = self._walk(plain)
        if not found:
            return np.zeros(len(self._labels), np.float32)
        counts = np.fromiter(found.values(), np.float32, len(found))
        features = np.fromiter(found.keys(), np.intp, len(found))
        scores: NDArray[np.float32] = np.log1p(counts) @ self._weights[features] + self._prior
        return scores

    def _walk(self, plain: bytes) -> Counter[int]:
        """How often each byte sequence of the model stands in the text."""
        places, blocks, row, sequence = self._places, self._blocks, self._row, self._sequence
        state, met = 0, []
        for byte in plain:
            state = places[blocks[row[state] + (byte >> 4)] + (byte & 15)]
            if (feature := sequence[state]) >= 0:
                met.append(feature)
        return Counter(met)


_Array = tuple[np.dtype[np.generic], tuple[int, ...], BinaryIO]


def _arrays(plain: BinaryIO) -> Iterator[_Array]:
    """The arrays of an .npz, front to back, so that it is unpacked once and never lies anywhere as a whole."""
    for expected in _ARRAYS:
        mark, _, flags, method, *_, name, extra = _ZIP_HEADER.unpack(plain.read(_ZIP_HEADER.size))
        if mark != b"PK\x03\x04" or method or flags & 8 or plain.read(name).decode() != expected + ".npy":
            raise ValueError(f"py3langid's model is laid out in a way that is not known, at {expected}")
        plain.read(extra)
        np.lib.format.read_magic(plain)
        shape, _, dtype = np.lib.format.read_array_header_1_0(plain)
        yield dtype, shape, plain


def _whole(one: _Array) -> NDArray[Any]:
    """An array in memory of its own, which goes back to the machine as soon as nobody holds the array."""
    dtype, shape, _ = one
    held = mmap.mmap(-1, math.prod(shape) * dtype.itemsize)
    for piece in _pieces(one):
        held.write(piece)
    return np.frombuffer(held, dtype).reshape(shape)


def _pieces(one: _Array) -> Iterator[bytes]:
    dtype, shape, plain = one
    left = math.prod(shape) * dtype.itemsize
    while left:
        piece = plain.read(min(left, _AT_ONCE))
        if not piece:
            raise ValueError("py3langid's model ends too early")
        left -= len(piece)
        yield piece


def _blocks(one: _Array) -> tuple["array[int]", NDArray[np.uint32]]:
    """Each different block of places once, one after another, and for each block of the file which of them it is."""
    length = _BLOCK * one[0].itemsize
    known: dict[bytes, int] = {}
    which = (
        known.setdefault(piece[start : start + length], len(known))
        for piece in _pieces(one)
        for start in range(0, len(piece), length)
    )
    blocks = np.fromiter(which, np.uint32, math.prod(one[1]) // _BLOCK)
    return _numbers(np.frombuffer(b"".join(known), one[0])), blocks


def _numbers(values: NDArray[Any]) -> "array[int]":
    """A table whose places are plain numbers at once: NumPy's would be made into such one by one, slowly."""
    return array("I", values.astype(np.uint32).tobytes())
