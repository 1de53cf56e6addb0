"""Fits the model of written sentences, once to all messages and once without each fold of them, side by side."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from alongside.gate.features import Floats, Numbers
from alongside.gate.labels import LABELS
from alongside.gate.weighing import Weighing
from tools.gate.learning import Numbers as Places
from tools.gate.learning_many import Sparse, learn_many, scores_of
from tools.gate.tables import as_stored

_FOLDS = 3
FAINTEST = 24
"""Features that say less than so many steps of the table for every label are left out of it."""
_WANTED_COUNTS, _OTHERS_COUNT = 3.0, 0.3


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences, alone and by twos, as features; `of` and `halves` as in `alongside.gate.weighing`."""

    rows: Sparse
    of: Places
    halves: Places
    keys: Numbers
    messages: int
    written: int


class Wanted(NamedTuple):
    """A row a message, a column a label: whether it is an example of the label, and how much it counts if it is none."""

    labels: Floats
    counts: Floats


def fitted(of: Sentences, wanted: Wanted, messages: Places) -> tuple[Floats, Floats]:
    """Weights and intercepts from some messages: first every sentence is what its message is, then the likeliest alone."""
    which = np.nonzero(np.isin(of.of, messages))[0]
    whole = wanted.labels[of.of]
    importance = np.where(whole > 0, np.float32(_WANTED_COUNTS), wanted.counts[of.of])
    share = 1 / np.bincount(of.of, minlength=of.messages)[of.of]
    shared = np.where(whole > 0, importance * share[:, None], importance).astype(np.float32)
    features = len(of.keys)
    first = learn_many(of.rows, wanted=whole, importance=shared, features=features, which=which)
    scores = scores_of(of.rows, *first)
    best = np.full((of.messages, len(LABELS)), -np.inf, np.float32)
    np.maximum.at(best, of.of, scores)
    told = np.where(scores >= best[of.of], whole, 0).astype(np.float32)
    importance[(whole > 0) & (told == 0)] = _OTHERS_COUNT
    return learn_many(of.rows, wanted=told, importance=importance, features=features, which=which)


def best_of(of: Sentences, scores: Floats) -> Floats:
    """The strongest sentence of each message, by label."""
    best = np.full((of.messages, scores.shape[1]), -20, np.float32)
    np.maximum.at(best, of.of, scores)
    return best


class _Given(NamedTuple):
    of: Sentences
    wanted: Wanted
    folds: Places


_given: list[_Given] = []
"""In each process of its own: what it fits to, so that it is handed over once."""


def _take(given: _Given) -> None:
    _given.append(given)


def fit_all(of: Sentences, wanted: Wanted, folds: Places) -> tuple[tuple[Floats, Floats], Floats]:
    """The model that learned from all messages, and of each message the joint scores by a model that had not seen it.

    Each model is counted in one process, one thread and one order, so that the weights stay the same bit for bit.
    """
    with ProcessPoolExecutor(initializer=_take, initargs=(_Given(of, wanted, folds),)) as pool:
        whole = pool.submit(_fitted_without, -1)
        told = list(pool.map(_told_of, range(_FOLDS)))
        return whole.result(), _put_together(told, folds)


def unseen(of: Sentences, wanted: Wanted, folds: Places) -> Floats:
    """Of each message the joint scores by a model that did not learn from it."""
    with ProcessPoolExecutor(initializer=_take, initargs=(_Given(of, wanted, folds),)) as pool:
        return _put_together(list(pool.map(_told_of, range(_FOLDS))), folds)


def fold_of(key: int) -> int:
    """The fold of a message, by a number that is its own."""
    return key % _FOLDS


def _put_together(told: Sequence[Floats], folds: Places) -> Floats:
    found = np.zeros((len(folds), len(LABELS)), np.float32)
    for fold_number, some in enumerate(told):
        found[folds == fold_number] = some
    return found


def _fitted_without(fold_number: int) -> tuple[Floats, Floats]:
    of, wanted, folds = _given[0]
    return fitted(of, wanted, np.nonzero(folds != fold_number)[0])


def _told_of(fold_number: int) -> Floats:
    of, _, folds = _given[0]
    weights, intercepts = _fitted_without(fold_number)
    scores = scores_of(of.rows, as_stored(weights, faintest=FAINTEST), intercepts)
    told: Floats = best_of(of, Weighing(LABELS).weigh(scores, of.of, of.halves))[folds == fold_number]
    return told
