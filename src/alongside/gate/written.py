"""A third learned model, from sentences that were written for it (`tools/gate/written`): of what hurts, of distress, of
cruelty, and of those who want something from the bereaved.

It reads sentence by sentence, and each two short neighbours together. What it sees in them stands in `features.py`; each
feature that it knows has half a byte for each label, found by the feature's number, and what it never met says nothing.
Many texts are read together, or it would be slow.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.gate.batches import parts_of
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
    run_numbers,
)
from alongside.gate.labels import APPROACH
from alongside.gate.stored import LEVELS, Packed, settings_in, table_in
from alongside.gate.tokens import ASK, BREAK
from alongside.gate.weighing import ALONE, Places, Weighing

LONGEST, _STEP = 40, 20
"""Words of a sentence without an end that are judged together, and how far on the next such stretch begins."""
_MOST_WORDS = 2000
_MOST_KEPT = 24_000
_NOTHING: Floats = np.zeros((0, 0), np.float32)
_NO_RUN = np.zeros(1, np.uint32)
_FINE = 8
"""What a word says is kept in eighths of a step of the table."""


class Stretch(NamedTuple):
    """The words `first` to `after` (exclusive) of a text, judged together, and how strongly they say each label.

    `tells` is true where a label reaches its limit; then `said` holds what each word says, in the order of the labels.
    `is_pair` is true of two sentences that are judged together, after each was judged by itself. `approach` is the score of
    approaches once more, as a number, since every text is asked for it. `is_closed` is false where a text ends without a
    stop.
    """

    first: int
    after: int
    scores: Floats
    tells: bool
    said: Floats
    is_pair: bool = False
    approach: float = 0.0
    is_closed: bool = True

    @property
    def length(self) -> int:
        """Its words and the end that closes it, written or not: on a telephone hardly anybody writes the last stop."""
        return self.after - self.first + (not self.is_closed)


@dataclass(frozen=True, slots=True)
class Table:
    """What was learned: for each number in `keys` a row of steps of size `scale`, one for each label.

    The first row is of no feature: whatever was not learned leads there, and it says nothing.
    """

    labels: tuple[str, ...]
    keys: Numbers
    rows: Packed
    scale: float
    intercepts: Floats


class Sentences:
    """Reads the sentences of many texts together, and tells of those that reach a limit."""

    def __init__(self, table: Table, limits: Mapping[str, float]) -> None:
        self.labels = table.labels
        self._at_label = {label: at for at, label in enumerate(table.labels)}
        self._limits = np.array([limits.get(label, np.inf) for label in table.labels], np.float32)
        self._weighing = Weighing(table.labels)
        self._rows, self._keys = table.rows, table.keys
        self._slots = np.zeros(SLOTS, np.uint16 if len(table.keys) < 1 << 16 else np.uint32)
        self._slots[table.keys[1:] % SLOTS] = np.arange(1, len(table.keys))
        self._scale, self._intercepts = table.scale, table.intercepts
        self._turn = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._numbers = np.zeros(_MOST_KEPT, np.uint32)
        self._meant = np.zeros(_MOST_KEPT, np.uint32)
        self._says = np.zeros((_MOST_KEPT, len(self.labels)), np.int16)
        self._learn((BREAK, ASK))

    def read(self, texts: Sequence[Sequence[str]]) -> list[list[Stretch]]:
        """The sentences of each text, given as words, and what they say. One thread at a time: they share a memory."""
        with self._turn:
            return self._read_all(texts)

    def _read_all(self, texts: Sequence[Sequence[str]]) -> list[list[Stretch]]:
        return [found for some in parts_of(texts, _MOST_WORDS) for found in self._read(some)]

    def _read(self, texts: Sequence[Sequence[str]]) -> list[list[Stretch]]:
        row: list[int] = []
        begins: list[int] = []
        placed = self._placed([word for text in texts for word in text])
        at = 0
        for text in texts:
            row.append(0)
            begins.append(len(row))
            row += placed[at : at + len(text)]
            at += len(text)
        places = np.array([*row, 0, 0], np.intp)  # two: the sums want a word after the last end
        found: list[list[Stretch]] = [[] for _ in texts]
        alone = list(_stretches(places <= 1))
        if not alone:
            return found
        said = self._said(places)
        of = np.searchsorted(begins, [first for first, _ in alone], "right") - 1
        stretches, scores, pairs = self._judged(said, alone, of)
        telling = np.logical_or.reduce(scores >= self._limits, axis=1).tolist()
        of = np.concatenate([of, of[pairs]]).tolist()
        approach = scores[:, self._at_label.get(APPROACH, 0)].tolist()
        for number, (text_at, (first, after)) in enumerate(zip(of, stretches, strict=True)):
            begin = begins[text_at]
            end = min(after, begin + len(texts[text_at]))
            told = said[first:end] if telling[number] else _NOTHING
            is_pair = number >= len(alone)
            place, tells = (first - begin, end - begin), telling[number]
            one = Stretch(*place, scores[number], tells, told, is_pair, approach[number], is_closed=end == after)
            found[text_at].append(one)
        return found

    def _judged(
        self, said: Floats, alone: Sequence[tuple[int, int]], of: Places
    ) -> tuple[list[tuple[int, int]], Floats, Places]:
        """The stretches, and behind them each two neighbours of one text, with their scores; and where pairs begin."""
        sums, lengths = _sums_of(said, alone)
        pairs = np.nonzero((of[1:] == of[:-1]) & (lengths[1:] + lengths[:-1] <= LONGEST))[0]
        sums = np.concatenate([sums, sums[pairs] + sums[pairs + 1]])
        lengths = np.concatenate([lengths, lengths[pairs] + lengths[pairs + 1]])
        scores = sums * (self._scale / np.sqrt(lengths))[:, None].astype(np.float32) + self._intercepts
        both = [(alone[at][0], alone[at + 1][1]) for at in pairs.tolist()]
        halves = np.concatenate([np.full(len(alone), ALONE), pairs])
        return [*alone, *both], self._weighing.weigh(scores, np.concatenate([of, of[pairs]]), halves), pairs

    def score(self, stretch: Stretch, labels: Iterable[str]) -> float:
        """How strongly a sentence says the one of `labels` that it says most."""
        return max(float(stretch.scores[self._at_label[label]]) for label in labels)

    def most(self, stretch: Stretch, labels: Iterable[str], before: float = 0.0) -> tuple[str, float | None]:
        """The one of `labels` that a sentence says most, and how strongly; None where it does not reach its limit, or is
        not so far `before` the next one.
        """
        ordered = sorted(((float(stretch.scores[self._at_label[one]]), one) for one in labels), reverse=True)
        score, label = ordered[0]
        is_clear = len(ordered) == 1 or score - ordered[1][0] >= before
        return label, score if is_clear and score >= self._limits[self._at_label[label]] else None

    def strongest(self, stretch: Stretch, label: str, most: int) -> tuple[int, int]:
        """The `most` words at most, side by side, that say the label most in a sentence that tells; places in the text."""
        said = stretch.said[:, self._at_label[label]]
        if len(said) <= most:
            return stretch.first, stretch.first + len(said)
        sums = np.concatenate(([0.0], np.cumsum(said)))
        first = stretch.first + int((sums[most:] - sums[:-most]).argmax())
        return first, first + most

    def _placed(self, words: Sequence[str]) -> list[int]:
        """The place of each word among those looked up. What was looked up is forgotten when it becomes too much."""
        if len(self._places) + len(words) > _MOST_KEPT:
            self._forget()
        self._learn([word for word in dict.fromkeys(words) if word not in self._places])
        return list(map(self._places.__getitem__, words))

    def _learn(self, words: Sequence[str]) -> None:
        """Looks up what words, their meanings and their runs of letters say, and remembers it."""
        if not words:
            return
        first = len(self._places)
        self._places.update(zip(words, range(first, first + len(words)), strict=True))
        runs = [run_numbers(word) for word in words]
        these = slice(first, first + len(words))
        self._numbers[these] = list(map(number_of, words))
        self._meant[these] = list(map(meaning_of, words))
        said = self._rows[self._at(self._numbers[these])].astype(np.float32)
        said += self._rows[self._at(self._meant[these])]
        lengths = np.array([len(some) for some in runs])
        of_runs = self._rows[self._at(np.concatenate((*runs, _NO_RUN)))]
        starts = np.cumsum(lengths) - lengths
        sums = np.add.reduceat(of_runs, starts, axis=0, dtype=np.float32)
        said += np.where(lengths > 0, 1 / np.sqrt(np.maximum(lengths, 1)), 0).astype(np.float32)[:, None] * sums
        self._says[these] = np.rint(said * _FINE)

    def _at(self, numbers: Numbers) -> Places:
        """The rows of the features with these numbers; the first, empty row where a number is not known."""
        rows = self._slots[numbers & (SLOTS - 1)].astype(np.intp)
        return np.where(self._keys[rows] == numbers, rows, 0)

    def _said(self, places: Places) -> Floats:
        """What each word says, itself and with those before it in its sentence."""
        said = self._says[places].astype(np.float32) * np.float32(1 / _FINE)
        numbers, meant = self._numbers[places], self._meant[places]
        ends = places <= 1
        within = np.cumsum(ends)
        everywhere = np.ones(len(places), np.bool_)
        for these, some in ((numbers, everywhere), (np.where(meant > 0, meant, numbers), meant > 0)):
            before = np.where(ends, self._numbers[0], these)  # a sentence begins alike, whatever came before it
            for apart, counts in zip(APART, PAIR_COUNTS, strict=True):
                here = (within[apart - 1 : -1] == within[:-apart]) & (some[:-apart] | some[apart:])
                first = np.flatnonzero(here)
                rows = self._at(pairs_of(before[first], these[first + apart], apart))
                met = np.flatnonzero(rows)
                said[first[met] + apart] += self._rows[rows[met]] * np.float32(counts)
        return said


def _sums_of(said: Floats, stretches: Sequence[tuple[int, int]]) -> tuple[Floats, Places]:
    """What the words of each stretch say together, and how many they are."""
    edges = np.array(stretches, np.intp)
    sums: Floats = np.add.reduceat(said, edges.ravel(), axis=0)[::2]
    return sums, np.maximum(edges[:, 1] - edges[:, 0] - 1, FEWEST)


def _stretches(ends: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The sentences between the ends, each with the end that closes it; a very long one in overlapping parts."""
    at = np.nonzero(ends)[0].tolist()
    for begin, end in pairwise(at):
        first = begin + 1
        while end - first > LONGEST:
            yield first, first + LONGEST
            first += _STEP
        if end > first:
            yield first, end + 1


def table_of(stem: str, labels: tuple[str, ...]) -> tuple[Table, dict[str, Any]]:
    """A learned table that comes with the gate, and all that was written down when it was learned."""
    row, stored = settings_in(stem), table_in(f"{stem}.int4")
    keys = stored[: 4 * row["features"]].view("<u4")
    levels = stored[keys.nbytes :][: LEVELS * len(labels)].reshape(len(labels), LEVELS)
    codes = stored[keys.nbytes + levels.nbytes :].view(np.uint8).reshape(len(keys), -1)
    return Table(labels, keys, Packed(levels, codes), row["scale"], np.array(row["intercepts"], np.float32)), row
