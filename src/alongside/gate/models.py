"""What was learned from examples: two linear models over the signs of a text (see `signs`), one for abuse, one for spam.

Their weights stand in `weights/`, one signed byte for each feature, made anew bit for bit by `python -m tools.gate.train`.
A model speaks only where its training had both sides of the question: a language it knows as spam alone would be spam. It
says how strongly a text reads like what it learned; `held_from` is set in training so that kind words stay below it.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.gate.batches import parts_of
from alongside.gate.reading import Reading
from alongside.gate.signs import SIZE, Signs, number_of, pairs_in, runs_of, signs_of
from alongside.gate.stored import settings_in, table_in
from alongside.gate.verdict import Finding

FEWEST = 4
"""A text of fewer signs counts as one of so many: one word alone is no evidence."""
_WINDOW, _STEP = 60, 30
"""Signs that are judged together: a cruel line in a long letter must not be lost in it."""
_MOST_KEPT = 30_000
_OFTEN_ENOUGH = 2
_FINE = 1 << 20
"""Parts of a step of the tables in which is summed: whole numbers, so that a text says the same in any company."""
_SAID_FROM = 0.25
_OF_GROUPS = 0.24
"""In what it learned from, who is named is mostly attacked. Where a group is named, `checks/groups.py` decides instead and
the model finds nothing; it helps to put texts in an order."""
Steps = NDArray[np.int64]
_WHY = {
    "abuse": "This reads like words that were meant to wound. That was learned from examples and can be wrong.",
    "spam": "This reads like an advertisement or a trap. That was learned from examples and can be wrong.",
}


@dataclass(frozen=True, slots=True)
class Model:
    """One learned model. `held_from` is the score from which a text is held, by language."""

    label: str
    table: NDArray[np.int8]
    scale: float
    intercept: float
    held_from: Mapping[str, float]

    def strength(self, score: float, language: str) -> float:
        """0..1, a half where the text is to be held; 0 in a language the model does not know."""
        held_from = self.held_from.get(language)
        return 0.0 if held_from is None else 1 / (1 + exp(min(held_from - score, 60.0)))


@dataclass(frozen=True, slots=True)
class Learned:
    """What the models say of one text: how strongly, by label, and what is worth telling."""

    strengths: Mapping[str, float]
    findings: Sequence[Finding]


class Models:
    """All models together, so that each sign is looked up once, and many texts are read together."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = models
        self._tables = np.stack([model.table for model in models], axis=1)
        self._turn = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._places: dict[str, int] = {}
        self._numbers = np.zeros(_MOST_KEPT, np.uint32)
        self._says = np.zeros((_MOST_KEPT, len(self._models)), np.int64)

    def read(self, readings: Sequence[Reading]) -> list[Learned]:
        """What the models that know the language of a text say of it."""
        known = frozenset(language for model in self._models for language in model.held_from)
        signs = [signs_of(one.words, _swearing_in(one)) if one.language in known else Signs([], []) for one in readings]
        at = [number for number, one in enumerate(signs) if one.signs]
        learned = [Learned({}, ())] * len(readings)
        for number, said in zip(at, self._said([signs[number] for number in at]), strict=True):
            learned[number] = self._learned(readings[number], said)
        return learned

    def _said(self, texts: Sequence[Signs]) -> Iterator["_Said"]:
        """What the signs of each text say, of which there is one at least. One thread at a time: they share a memory."""
        with self._turn:
            at = 0
            for some in parts_of([text.signs for text in texts]):
                yield from self._said_of(texts[at : at + len(some)])
                at += len(some)

    def _said_of(self, texts: Sequence[Signs]) -> list["_Said"]:
        said, again = self._together(texts)
        if again:  # said for the third time, a thing is no worse
            texts = [_at_most_twice(text) if at in again else text for at, text in enumerate(texts)]
            said = self._together(texts)[0]
        scores = _scores_of(said, [len(text.signs) for text in texts])
        afters = accumulate(len(text.signs) for text in texts)
        return [
            _Said(said[after - len(text.signs) : after], row, text.places)
            for text, row, after in zip(texts, scores, afters, strict=True)
        ]

    def _together(self, texts: Sequence[Signs]) -> tuple[Steps, frozenset[int]]:
        """What each sign says, itself and with the one before it; and the texts in which two may stand together thrice."""
        places = self._placed([sign for text in texts for sign in text.signs])
        of = np.repeat(np.arange(len(texts)), [len(text.signs) for text in texts])
        numbers = self._numbers[places]
        paired = pairs_in(numbers[:-1], numbers[1:])
        within = of[1:] == of[:-1]
        said = self._says[places]
        said[1:] += np.where(within[:, None], self._tables[paired].astype(np.int64) * _FINE, 0)
        met = np.sort(of[1:][within] * SIZE + paired[within])
        thrice = met[_OFTEN_ENOUGH:][met[_OFTEN_ENOUGH:] == met[:-_OFTEN_ENOUGH]]
        return said, frozenset((thrice // SIZE).tolist())

    def _placed(self, signs: Sequence[str]) -> list[int]:
        """The place of each sign among those looked up. What was looked up is forgotten when it becomes too much."""
        if len(self._places) + len(signs) > _MOST_KEPT:
            self._forget()
        self._look_up([sign for sign in dict.fromkeys(signs) if sign not in self._places])
        return list(map(self._places.__getitem__, signs))

    def _look_up(self, signs: Sequence[str]) -> None:
        """Finds out what signs say, with their runs of letters, and remembers it."""
        first = len(self._places)
        self._places.update(zip(signs, range(first, first + len(signs)), strict=True))
        numbers = np.array(list(map(number_of, signs)), np.uint32)
        runs = [runs_of(sign) for sign in signs]
        lengths = np.array(list(map(len, runs)), np.intp)
        of_runs = self._tables[np.fromiter(chain.from_iterable(runs), np.intp)]
        sums = np.concatenate((np.zeros((1, len(self._models)), np.int64), np.cumsum(of_runs, axis=0, dtype=np.int64)))
        edges = np.cumsum([0, *lengths.tolist()])
        shares = np.where(lengths > 0, _FINE / np.sqrt(np.maximum(lengths, 1)), 0)
        said = np.rint(shares[:, None] * (sums[edges[1:]] - sums[edges[:-1]])).astype(np.int64)
        self._numbers[first : first + len(signs)] = numbers
        self._says[first : first + len(signs)] = said + self._tables[numbers % SIZE].astype(np.int64) * _FINE

    def _learned(self, reading: Reading, said: "_Said") -> Learned:
        strengths: dict[str, float] = {}
        findings: list[Finding] = []
        for at, model in enumerate(self._models):
            if reading.language not in model.held_from:
                continue
            strength = model.strength(said.scores[at] * model.scale + model.intercept, reading.language)
            if model.label == "abuse" and reading.of("group"):
                strength *= _OF_GROUPS
            strengths[model.label] = strength
            if strength >= _SAID_FROM:
                start, end = _strongest(reading, said.steps[:, at], said.places)
                findings.append(Finding(model.label, f"model.{model.label}", start, end, _WHY[model.label], strength))
        return Learned(strengths, findings)


def _swearing_in(reading: Reading) -> frozenset[int]:
    """The words that curse an illness, or are swearing into the air: what is turned on nobody is no abuse."""
    return frozenset(at for found in reading.of("swearing") for at in range(found.first, found.after))


class _Said(NamedTuple):
    """What each sign of a text says to each model, with the one before it; the scores; and which words the signs are."""

    steps: Steps
    scores: Sequence[float]
    places: Sequence[int]


def _at_most_twice(signs: Signs) -> Signs:
    """The signs without those that stand behind the same sign for the third time."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = [0]
    for at, pair in enumerate(pairwise(signs.signs), 1):
        seen[pair] += 1
        if seen[pair] <= _OFTEN_ENOUGH:
            kept.append(at)
    places = [signs.places[at] for at in kept if at < len(signs.places)]
    return Signs([signs.signs[at] for at in kept], places)


def _scores_of(said: Steps, lengths: Sequence[int]) -> list[list[float]]:
    """The scores of texts of so many signs, or of the worst stretch of a long one, for each model."""
    sums = np.concatenate((np.zeros((1, said.shape[1]), np.int64), np.cumsum(said, axis=0)))
    windows = [_windows_of(length) for length in lengths]
    firsts = np.cumsum([0, *map(len, windows)])[:-1]
    starts = np.repeat(np.cumsum([0, *lengths])[:-1], list(map(len, windows)))
    begins, ends = (np.array(some, np.intp) + starts for some in zip(*chain.from_iterable(windows), strict=True))
    counted = np.minimum(np.maximum(ends - begins, FEWEST), _WINDOW)
    counted[np.repeat(np.array(lengths) > _WINDOW, list(map(len, windows)))] = _WINDOW
    scores = (sums[ends] - sums[begins]) / (_FINE * np.sqrt(counted))[:, None]
    best: list[list[float]] = np.maximum.reduceat(scores, firsts, axis=0).tolist()
    return best


def _windows_of(length: int) -> list[tuple[int, int]]:
    """The stretches of a text of so many signs that are judged: all of it, when it is short."""
    if length <= _WINDOW:
        return [(0, length)]
    return [(start, min(start + _WINDOW, length)) for start in range(0, length - _WINDOW + _STEP, _STEP)]


def _strongest(reading: Reading, steps: Steps, places: Sequence[int]) -> tuple[int, int]:
    """Where the three neighbouring words stand that say most; the whole text when none of its words do."""
    if not places:
        return 0, len(reading.text)
    sums = np.concatenate(([0], np.cumsum(steps[: len(places)])))
    length = min(3, len(places))
    first = int((sums[length:] - sums[:-length]).argmax())
    return reading.words.span(places[first], places[first + length - 1] + 1)


def shipped(label: str) -> Model:
    """One of the models that come with the gate."""
    row = settings_in("models")[label]
    return Model(label, table_in(f"{label}.int8"), row["scale"], row["intercept"], row["held_from"])


@cache
def models() -> Models:
    """The models that come with the gate, read once."""
    return Models([shipped(label) for label in sorted(settings_in("models"))])
