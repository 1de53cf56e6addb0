"""Writing learned tables, in the form in which `alongside.gate` reads them."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.gate.features import Floats, Numbers
from alongside.gate.stored import LEVELS, Packed, Steps

_ROUNDS = 100
_FIRST = np.array([-4.5, -3.2, -2.3, -1.6, -1.1, -0.6, -0.3, 0.0, 0.1, 0.3, 0.6, 1.1, 1.7, 2.5, 3.4, 5.0])
"""Where the search for the levels of a column begins, in standard deviations."""
_MOST = 127


class Stored(NamedTuple):
    """A learned table as it is stored: its features, and what each says of each label, half a byte each."""

    keys: Numbers
    levels: Steps
    codes: NDArray[np.uint8]
    scale: float

    def rows(self) -> Packed:
        """The rows, as the gate reads them."""
        return Packed(self.levels, self.codes)

    def to_bytes(self) -> bytes:
        """As `written.table_of` reads it."""
        return self.keys.tobytes() + self.levels.tobytes() + self.codes.tobytes()


def stored(keys: Numbers, weights: Floats, *, faintest: int = 0) -> Stored:
    """A table of `weights`, a row for each key, the row of no feature put first (see `written.Table`).

    Features that say less than `faintest` steps for every label are left out.
    """
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) / _MOST
    steps = np.clip(np.rint(weights / scale), -_MOST, _MOST).astype(np.int8)
    heard = np.abs(steps).max(axis=1) >= faintest
    steps = np.concatenate([np.zeros_like(steps[:1]), steps[heard]])
    keys = np.concatenate([np.zeros(1, np.uint32), keys[heard]]).astype("<u4")
    return Stored(keys, *packed(steps), scale)


def as_stored(weights: Floats, *, faintest: int = 0) -> Floats:
    """The weights as the gate reads them from a table: what is set by their scores must be set by these."""
    table = stored(np.arange(len(weights), dtype=np.uint32), weights, faintest=faintest)
    found = np.zeros_like(weights)
    found[table.keys[1:]] = table.rows()[np.arange(1, len(table.keys))] * np.float32(table.scale)
    return found


def packed(steps: Steps) -> tuple[Steps, NDArray[np.uint8]]:
    """The levels of each column of `steps`, and for each row which of them it is, two columns a byte."""
    levels = np.array([levels_of(column) for column in steps.T])
    codes = [np.abs(_ALL[:, None] - of.astype(np.int64)).argmin(axis=1).astype(np.uint8) for of in levels]
    told = [code[column.astype(np.int64) + _MOST] for code, column in zip(codes, steps.T, strict=True)]
    told += [np.zeros_like(told[0])] * (len(told) % 2)
    return levels, np.stack([low + high * np.uint8(LEVELS) for low, high in zip(told[::2], told[1::2], strict=True)], 1)


def levels_of(column: Steps) -> Steps:
    """The steps that stand for all of a column at the least square error, one of them none at all.

    By Lloyd's method (S. P. Lloyd, Least squares quantization in PCM, 1982). An error counts as much as the step is large:
    few are, and they decide.
    """
    counts = np.bincount(column.astype(np.int64) + _MOST, minlength=len(_ALL)) * (np.abs(_ALL) + 1.0)
    levels = _FIRST * column.astype(np.float64).std()
    for _ in range(_ROUNDS):
        nearest = np.abs(_ALL[:, None] - levels).argmin(axis=1)
        many = np.bincount(nearest, counts, LEVELS)
        means = np.bincount(nearest, counts * _ALL, LEVELS) / np.maximum(many, 1)
        levels = np.where(many > 0, means, levels)
        levels[np.abs(levels).argmin()] = 0
    found: Steps = np.clip(np.rint(levels), -_MOST, _MOST).astype(np.int8)
    return found


_ALL = np.arange(-_MOST, _MOST + 1)


def replace(path: Path, table: bytes) -> None:
    """Writes a table beside the one that is there, and puts it in its place at once: the gate may have that one mapped."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(table)
    beside.replace(path)
