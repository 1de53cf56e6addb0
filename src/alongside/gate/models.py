"""What was learned from examples: two linear models over the signs of a text (see `signs`), one for abuse, one for spam.

Their weights stand in `weights/`, one signed byte for each feature, made anew bit for bit by `python -m tools.gate.train`.
A model speaks only where its training had both sides of the question: a language it knows as spam alone would be spam. It
says how strongly a text reads like what it learned; `held_from` is set in training so that kind words stay below it.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from math import exp, sqrt
from operator import add

from alongside.gate.reading import Reading
from alongside.gate.signs import SIZE, Signs, number_of, pairs_of, runs_of, signs_of
from alongside.gate.verdict import Finding

FEWEST = 4
"""A text of fewer signs counts as one of so many: one word alone is no evidence."""
_WINDOW, _STEP = 60, 30
"""Signs that are judged together: a cruel line in a long letter must not be lost in it."""
_MOST_KEPT = 30_000
_OFTEN_ENOUGH = 2
_SAID_FROM = 0.25
_OF_GROUPS = 0.24
"""In what it learned from, who is named is mostly attacked. Where a group is named, `checks/groups.py` decides instead and
the model finds nothing; it helps to put texts in an order."""
_WHY = {
    "abuse": "This reads like words that were meant to wound. That was learned from examples and can be wrong.",
    "spam": "This reads like an advertisement or a trap. That was learned from examples and can be wrong.",
}


@dataclass(frozen=True, slots=True)
class Model:
    """One learned model. `held_from` is the score from which a text is held, by language."""

    label: str
    table: Sequence[int]
    scale: float
    intercept: float
    held_from: Mapping[str, float]

    def value(self, number: int, runs: Sequence[int]) -> float:
        """What a sign with this number and its runs of letters say, in steps of the table."""
        alone = self.table[number % SIZE]
        return alone + sum(map(self.table.__getitem__, runs)) / sqrt(len(runs)) if runs else float(alone)

    def strength(self, score: float, language: str) -> float:
        """0..1, a half where the text is to be held; 0 in a language the model does not know."""
        held_from = self.held_from.get(language)
        return 0.0 if held_from is None else 1 / (1 + exp(min(held_from - score, 60.0)))


@dataclass(frozen=True, slots=True)
class Learned:
    """What the models say of one text: how strongly, by label, and what is worth telling."""

    strengths: Mapping[str, float]
    findings: Sequence[Finding]


_Sign = tuple[float, ...]
"""What each model says of a sign, in their order, and last the number of the sign."""


class Models:
    """All models together, so that each sign is looked up once."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._models = models
        self._known: dict[str, _Sign] = {}

    def read(self, reading: Reading) -> Learned:
        """What the models that know the language of the text say of it."""
        able = [at for at, model in enumerate(self._models) if reading.language in model.held_from]
        signs = signs_of(reading.words) if able else None
        if signs is None or not signs.signs:
            return Learned({}, ())
        signs = _at_most_twice(signs)
        known = self._known
        looked_up = [known.get(sign) or self._look_up(sign) for sign in signs.signs]
        *values, numbers = zip(*looked_up, strict=True)  # many signs at once: the same for each model and the numbers
        pairs = pairs_of(numbers)
        strengths: dict[str, float] = {}
        findings: list[Finding] = []
        for at in able:
            model = self._models[at]
            said = values[at]
            paired = list(map(model.table.__getitem__, pairs))
            score = _score(said, paired) * model.scale + model.intercept
            strength = model.strength(score, reading.language)
            if model.label == "abuse" and reading.of("group"):
                strength *= _OF_GROUPS
            strengths[model.label] = strength
            if strength >= _SAID_FROM:
                start, end = _strongest(reading, _together(said, paired), signs.places)
                findings.append(Finding(model.label, f"model.{model.label}", start, end, _WHY[model.label], strength))
        return Learned(strengths, findings)

    def _look_up(self, sign: str) -> _Sign:
        number, runs = number_of(sign), runs_of(sign)
        found = (*(model.value(number, runs) for model in self._models), number)
        if len(self._known) < _MOST_KEPT:  # signs repeat; strange ones must not fill the memory
            self._known[sign] = found
        return found


def _at_most_twice(signs: Signs) -> Signs:
    """The signs without those that stand behind the same sign for the third time: said again, a thing is no worse."""
    pairs = list(pairwise(signs.signs))
    seen = Counter(pairs)
    if max(seen.values(), default=0) <= _OFTEN_ENOUGH:
        return signs
    seen.clear()
    kept = [0]
    for at, pair in enumerate(pairs, 1):
        seen[pair] += 1
        if seen[pair] <= _OFTEN_ENOUGH:
            kept.append(at)
    places = [signs.places[at] for at in kept if at < len(signs.places)]
    return Signs([signs.signs[at] for at in kept], places)


def _together(said: Sequence[float], paired: Sequence[float]) -> list[float]:
    """What each sign says, itself and with the one before it."""
    return list(map(add, said, [0, *paired]))


def _score(said: Sequence[float], paired: Sequence[float]) -> float:
    """The score of the signs, or of the worst stretch of a long text."""
    if len(said) <= _WINDOW:
        return (sum(said) + sum(paired)) / sqrt(max(len(said), FEWEST))
    sums = [0.0, *accumulate(_together(said, paired))]
    starts = range(0, len(said) - _WINDOW + _STEP, _STEP)
    return max((sums[min(start + _WINDOW, len(said))] - sums[start]) / sqrt(_WINDOW) for start in starts)


def _strongest(reading: Reading, values: Sequence[float], places: Sequence[int]) -> tuple[int, int]:
    """Where the three neighbouring words stand that say most; the whole text when none of its words do."""
    if not places:
        return 0, len(reading.text)
    sums = [0.0, *accumulate(values[: len(places)])]
    length = min(3, len(places))
    first = max(range(len(places) - length + 1), key=lambda at: sums[at + length] - sums[at])
    return reading.words.span(places[first], places[first + length - 1] + 1)


@cache
def models() -> Models:
    """The models that come with the gate, read once."""
    folder = files("alongside.gate") / "weights"
    rows = tomllib.loads((folder / "models.toml").read_text(encoding="utf-8"))
    return Models(
        [
            Model(
                label=label,
                table=memoryview((folder / f"{label}.int8").read_bytes()).cast("b"),
                scale=row["scale"],
                intercept=row["intercept"],
                held_from=row["held_from"],
            )
            for label, row in sorted(rows.items())
        ]
    )
