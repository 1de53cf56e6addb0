"""Logistic regression for many labels at once, on the sentences of `alongside.gate.written`: one thread, one order.

As in `learning`, nothing here calls a routine that may split its work, so the same sentences give the same weights.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from alongside.gate.features import (
    APART,
    FEWEST,
    PAIR_COUNTS,
    SLOTS,
    Floats,
    Numbers,
    meaning_of,
    number_of,
    pairs_of,
    runs_of,
)
from alongside.gate.tokens import ASK, BREAK
from tools.gate.learning import Numbers as Places

_BATCH, _EPOCHS, _RATE, _DECAY = 128, 20, 0.3, 2e-6
_LEFT_OUT = 0.5
"""The share of a sentence's features that are hidden each time it is learned, so that no single word is relied on."""
_FIRST_SQUARES = 1e-4
_BEGIN = np.uint32(number_of(BREAK))


@dataclass(frozen=True, slots=True)
class Sparse:
    """Sentences as features: those of sentence `i` are `starts[i]:starts[i + 1]` of `places` and `values`."""

    places: Places
    values: Floats
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1


def features_of(words: Sequence[str]) -> dict[int, float]:
    """What a sentence, with the end that closes it, is made of: numbers of features and what each counts."""
    counts: Counter[int] = Counter()
    for word in words:
        for number, value in _of_word(word):
            counts[number] += value  # type: ignore[assignment]  # counted in parts, which a Counter does well
    numbers = np.array([_BEGIN, *map(number_of, words)], np.uint32)
    meant = np.array([0, *map(meaning_of, words)], np.uint32)
    everywhere = np.ones(len(numbers), np.bool_)
    for these, some in ((numbers, everywhere), (np.where(meant > 0, meant, numbers), meant > 0)):
        for apart, value in zip(APART, PAIR_COUNTS, strict=True):
            for pair in pairs_of(these[:-apart], these[apart:], apart)[some[:-apart] | some[apart:]].tolist():
                counts[pair] += value  # type: ignore[assignment]  # as above
    scale = 1 / length_of(words) ** 0.5
    return {number: value * scale for number, value in counts.items()}


def length_of(words: Sequence[str]) -> int:
    """The words of a sentence without the end that closes it; FEWEST at least."""
    return max(len(words) - (words[-1] in (BREAK, ASK)), FEWEST)


@cache
def _of_word(word: str) -> list[tuple[int, float]]:
    runs, meant = runs_of(word), meaning_of(word)
    same = [(meant, 1.0)] if meant else []
    return [(number_of(word), 1.0), *same, *((number_of(run), len(runs) ** -0.5) for run in runs)]


def chosen(sentences: Sequence[Mapping[int, float]], core: int, at_least: int = 2) -> Numbers:
    """The features worth a row: in `at_least` sentences, one of them among the first `core`; sorted.

    Of two that would share a slot of the gate's table the more frequent stays.
    """
    seen = Counter(number for one in sentences for number in one)
    mine = {number for one in sentences[:core] for number in one}
    by_slot: dict[int, int] = {}
    for number in sorted((n for n in mine if seen[n] >= at_least), key=lambda n: (seen[n], n)):
        by_slot[number % SLOTS] = number
    return np.array(sorted(by_slot.values()), np.uint32)


def sparse(sentences: Sequence[Mapping[int, float]], keys: Numbers) -> Sparse:
    """The features of sentences by their places in `keys`; what is not there is left out."""
    place = {number: at for at, number in enumerate(keys.tolist())}
    rows = [[(place[n], value) for n, value in one.items() if n in place] for one in sentences]
    flat = [pair for row in rows for pair in row]
    return Sparse(
        np.array([at for at, _ in flat], np.int64),
        np.array([value for _, value in flat], np.float32),
        np.cumsum([0] + [len(row) for row in rows]),
    )


def scores_of(rows: Sparse, weights: Floats, intercepts: Floats) -> Floats:
    """The score of each sentence for each label."""
    found = np.zeros((len(rows), weights.shape[1]), np.float32)
    for start in range(0, len(rows), 256):
        end = min(start + 256, len(rows))
        span = slice(rows.starts[start], rows.starts[end])
        said = weights[rows.places[span]] * rows.values[span, None]
        found[start:end] = _sums(said, rows.starts[start : end + 1] - rows.starts[start])
    return found + intercepts


def _sums(said: Floats, starts: Places) -> Floats:
    padded = np.concatenate([said, np.zeros((1, said.shape[1]), np.float32)])
    sums: Floats = np.add.reduceat(padded, starts[:-1], axis=0)
    sums[starts[1:] == starts[:-1]] = 0
    return sums


class Learner:
    """Weights and intercepts for all labels, averaged over the second half of the learning."""

    def __init__(self, features: int, labels: int) -> None:
        self.weights = np.zeros((features, labels), np.float32)
        self.intercepts = np.full(labels, -2, np.float32)
        self._squares = np.full((features, labels), _FIRST_SQUARES, np.float32)
        self._squares_of_intercepts = np.full(labels, _FIRST_SQUARES, np.float32)

    def step(self, *, places: Places, values: Floats, starts: Places, wanted: Floats, importance: Floats) -> None:
        """Learns from a few sentences."""
        said = self.weights[places] * values[:, None]
        score = _sums(said, starts) + self.intercepts
        wrong: Floats = ((1 / (1 + np.exp(-score)) - wanted) * importance).astype(np.float32)
        of = np.repeat(np.arange(len(wanted)), np.diff(starts))
        order = np.argsort(places, kind="stable")
        ordered = places[order]
        first = np.nonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))[0]
        slope = np.add.reduceat(wrong[of[order]] * values[order][:, None], first, axis=0) / len(wanted)
        changed = ordered[first]
        slope += _DECAY * self.weights[changed]
        self._squares[changed] += slope * slope
        self.weights[changed] -= _RATE * slope / np.sqrt(self._squares[changed])
        here = wrong.mean(axis=0)
        self._squares_of_intercepts += here * here
        self.intercepts -= _RATE * here / np.sqrt(self._squares_of_intercepts)


def learn_many(
    rows: Sparse, *, wanted: Floats, importance: Floats, features: int, which: NDArray[np.int64]
) -> tuple[Floats, Floats]:
    """Weights (a row a feature, a column a label) and intercepts that tell `wanted` for the rows `which`."""
    learner = Learner(features, wanted.shape[1])
    weights, intercepts, taken = np.zeros_like(learner.weights), np.zeros_like(learner.intercepts), 0
    chance = np.random.Generator(np.random.PCG64(7))
    for epoch in range(_EPOCHS):
        shuffled = chance.permutation(which)
        for start in range(0, len(shuffled), _BATCH):
            some = shuffled[start : start + _BATCH]
            spans = [np.arange(rows.starts[i], rows.starts[i + 1]) for i in some]
            at = np.concatenate(spans)
            kept = chance.random(len(at)) > _LEFT_OUT
            of = np.repeat(np.arange(len(some)), [len(span) for span in spans])[kept]
            starts = np.concatenate(([0], np.cumsum(np.bincount(of, minlength=len(some)))))
            values = rows.values[at[kept]] / np.float32(1 - _LEFT_OUT)
            if len(values):
                which_ones = {"wanted": wanted[some], "importance": importance[some]}
                learner.step(places=rows.places[at[kept]], values=values, starts=starts, **which_ones)
        if epoch >= _EPOCHS // 2:
            weights += learner.weights
            intercepts += learner.intercepts
            taken += 1
    return weights / np.float32(taken), intercepts / np.float32(taken)
