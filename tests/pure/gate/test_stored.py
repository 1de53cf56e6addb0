"""Learned tables keep half a byte for each number, and lose little by it."""

import numpy as np
import pytest

from alongside.gate.stored import LEVELS, Packed
from tools.gate.tables import levels_of, packed, stored


def bell(columns, rows=4000, seed=1):
    """Steps as they are learned: most are small, few are large, and columns differ."""
    random = np.random.default_rng(seed)
    steps = random.laplace(size=(rows, columns)) * np.linspace(3, 25, columns)
    return np.clip(np.rint(steps), -127, 127).astype(np.int8)


@pytest.mark.parametrize("columns", [1, 2, 7])
def test_each_number_becomes_the_nearest_level_of_its_column(columns):
    steps = bell(columns)
    table = stored(np.arange(len(steps), dtype=np.uint32), steps.astype(np.float32))
    found = table.rows()[np.arange(1, len(steps) + 1)]
    scaled = np.clip(np.rint(steps / table.scale), -127, 127)
    for at, levels in enumerate(table.levels.astype(int)):
        distance = np.abs(scaled[:, at, None] - levels).min(axis=1)
        assert np.array_equal(np.abs(scaled[:, at] - found[:, at]), distance)


def test_little_is_lost():
    steps = bell(5)
    levels, codes = packed(steps)
    assert (levels.shape, codes.shape) == ((5, LEVELS), (len(steps), 3))
    found = Packed(levels, codes)[np.arange(len(steps))].astype(float)
    assert max((found - steps).std(axis=0) / steps.std(axis=0)) < 0.2


def test_no_feature_says_nothing_and_the_faintest_are_left_out():
    weights = np.array([[1.0, -1.0], [0.01, 0.01], [0.5, 0.0]], np.float32)
    table = stored(np.array([7, 8, 9], np.uint32), weights, faintest=10)
    assert table.keys.tolist() == [0, 7, 9]
    assert not table.rows()[np.array([0])].any()


def test_nothing_at_all_is_among_the_levels_of_every_column():
    assert all(0 in levels_of(column) for column in bell(6).T)
    assert not levels_of(np.zeros(9, np.int8)).any()
