"""Logistic regression on counted features: averaged AdaGrad, one thread, one fixed order.

Nothing here calls a routine that may split its work over threads, and texts are taken in the order they are given, so the
same texts give the same weights, bit for bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.gate.models import FEWEST
from alongside.gate.signs import SIZE, number_of, pairs_of, runs_of

_BATCH = 128
_EPOCHS = 16
_RATE = 0.3
_DECAY = 2e-6

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as features: those of text `i` are `starts[i]:starts[i + 1]` of `numbers` and `values`."""

    numbers: Numbers
    values: Floats
    starts: Numbers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def scores(self, weights: Floats, intercept: float) -> Floats:
        """The sum of weighted features for each text."""
        sums = np.concatenate(([0.0], np.cumsum(weights[self.numbers] * self.values)))
        scores: Floats = sums[self.starts[1:]] - sums[self.starts[:-1]] + intercept
        return scores

    def some(self, which: Sequence[int] | Numbers) -> "Rows":
        """The rows `which`, in that order."""
        spans = [slice(self.starts[i], self.starts[i + 1]) for i in which]
        lengths = np.array([0] + [span.stop - span.start for span in spans])
        return Rows(
            np.concatenate([self.numbers[span] for span in spans]),
            np.concatenate([self.values[span] for span in spans]),
            np.cumsum(lengths),
        )


def rows_of(texts: Sequence[Sequence[str]]) -> Rows:
    """The features of texts that are given as signs."""
    known: dict[str, tuple[int, Numbers, Floats]] = {}
    numbers: list[Numbers] = []
    values: list[Floats] = []
    for signs in texts:
        mine = [known.get(sign) or known.setdefault(sign, _features(sign)) for sign in signs]
        pairs = pairs_of([one[0] for one in mine])
        scale = 1.0 / np.sqrt(max(len(signs), FEWEST))
        numbers.append(np.concatenate([*(one[1] for one in mine), np.array(pairs, np.int64)]))
        values.append(np.concatenate([*(one[2] for one in mine), np.ones(len(pairs))]) * scale)
    lengths = np.array([0] + [len(one) for one in numbers])
    return Rows(np.concatenate(numbers), np.concatenate(values), np.cumsum(lengths))


def _features(sign: str) -> tuple[int, Numbers, Floats]:
    number, runs = number_of(sign), runs_of(sign)
    values = np.array([1.0] + [max(len(runs), 1) ** -0.5] * len(runs))
    return number, np.array([number % SIZE, *runs], np.int64), values


def learn(rows: Rows, wanted: Floats, importance: Floats) -> tuple[Floats, float]:
    """Weights and intercept that tell `wanted` (1 or 0) from the rows, each counting as much as its importance."""
    weights, squares, total = np.zeros(SIZE), np.full(SIZE, 1e-4), np.zeros(SIZE)
    intercept, intercept_squares, intercept_total, steps = 0.0, 1e-4, 0.0, 0
    order = np.random.Generator(np.random.PCG64(7))
    for epoch in range(_EPOCHS):
        shuffled = order.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            which = shuffled[start : start + _BATCH]
            some = rows.some(which)
            wrong = (1 / (1 + np.exp(-some.scores(weights, intercept))) - wanted[which]) * importance[which]
            slope = np.bincount(some.numbers, np.repeat(wrong, np.diff(some.starts)) * some.values, SIZE) / len(which)
            slope += _DECAY * weights
            squares += slope * slope
            weights -= _RATE * slope / np.sqrt(squares)
            here = float(wrong.mean())
            intercept_squares += here * here
            intercept -= _RATE * here / intercept_squares**0.5
            if epoch >= _EPOCHS // 2:
                total += weights
                intercept_total += intercept
                steps += 1
    return total / steps, intercept_total / steps
