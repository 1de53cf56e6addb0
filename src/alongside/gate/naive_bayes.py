"""A small model of our own for languages: naive Bayes over runs of one to three letters and whole words.

It was learned by `python -m tools.gate.languages` from a few kilobytes of text a language, so it is a second opinion only:
it knows the languages that eldc lacks. Its weights are one signed byte for each feature and language.
"""

import re
import zlib
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.gate.stored import settings_in, table_in

SIZE = 1 << 15
"""Features are told apart by this many numbers; two that share one are learned together."""
STEPS = 16
"""Steps of a weight to one unit of its logarithm."""
_LOOKED_AT = 100
_LONGEST_WORD = 24
_LONGEST_RUN = 3
_UNSEEN, _LEAST = 0.1, 1e-3
"""What a feature counts where it was never seen: by how much was read of a language, and at least."""
_WORD = re.compile(r"[^\W\d_]+")


def features_of(text: str) -> NDArray[np.uint16]:
    """The feature numbers of the beginning of a text; none when it has no letters."""
    words = _WORD.findall(text[:_LOOKED_AT].lower())
    return np.frombuffer(b"".join(map(_features_of_word, words)), np.uint16)


@lru_cache(maxsize=4096)
def _features_of_word(word: str) -> bytes:
    """The feature numbers of a word, as machine numbers: words repeat, and plain numbers take ten times the memory."""
    marked = f"^{word[:_LONGEST_WORD]}$"
    lengths = range(1, _LONGEST_RUN + 1)
    runs = [marked[at : at + length] for length in lengths for at in range(len(marked) - length + 1)]
    numbers = [zlib.crc32(run.encode("utf-8", "surrogatepass")) % SIZE for run in (*runs, "w" + marked)]
    return array("H", numbers).tobytes()


def weights_of(counts: NDArray[np.float64]) -> NDArray[np.int8]:
    """The weights of counted features: a row for each feature, a column for each language.

    What a language was never seen with counts a little, so that one strange run of letters decides nothing; a feature says
    only how far it is from what it says of all languages together.
    """
    smoothed = counts + counts.sum(axis=0) * (_UNSEEN / SIZE) + _LEAST
    logarithms = np.log(smoothed / smoothed.sum(axis=0))
    apart = logarithms - logarithms.mean(axis=1, keepdims=True)
    weights: NDArray[np.int8] = np.clip(np.rint(apart * STEPS), -127, 127).astype(np.int8)
    return weights


class Likeliest(NamedTuple):
    """A language, how far ahead of another it is (by the root of the number of features), how familiar its features are.

    In a language that was learned a feature says two or more on average, in a strange one less.
    """

    language: str
    ahead: float
    familiar: float


class SecondOpinion:
    """Which of its languages a text looks like. `own` are those that nobody else here knows."""

    def __init__(self, languages: Sequence[str], own: Sequence[str], weights: NDArray[np.int8]) -> None:
        self.weights = weights
        self._languages = languages
        self._places = {language: place for place, language in enumerate(languages)}
        self._own = [self._places[language] for language in own]
        self._others = [place for language, place in self._places.items() if language not in own]

    def likeliest(self, text: str, other: str) -> "Likeliest":
        """The likeliest of its own languages, beside `other`, or beside the likeliest of all others if that is unknown."""
        features = features_of(text)
        count = max(len(features), 1)
        scores = self.weights[features].sum(axis=0, dtype=np.int32) / STEPS
        best = max(self._own, key=scores.__getitem__)
        against = self._places.get(other)
        beaten = scores[against] if against is not None else scores[self._others].max()
        ahead = float(scores[best] - beaten) / sqrt(count)
        return Likeliest(self._languages[best], ahead, float(scores[best]) / count)


@cache
def second_opinion() -> SecondOpinion:
    """The model that comes with the gate, read once."""
    row = settings_in("languages")
    return SecondOpinion(row["languages"], row["own"], table_in("languages.int8").reshape(SIZE, len(row["languages"])))
