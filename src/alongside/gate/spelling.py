"""Small slips of the pen: "evrything hapens for a reson" is read as what was meant.

A word that no word list knows counts, besides as itself, as the list words it can be a slip of: one letter left out, one
too many, two neighbours swapped, a vowel or a neighbouring key in place of another. Never at the first letter, which is
rarely wrong, and never at the last, where words take their endings. A slip matters only where a whole phrase of four
words or more stands otherwise (see `phrases`), so an ordinary word that happens to be near another changes nothing.
"""

from collections.abc import Iterable, Iterator, Set
from itertools import pairwise

_SHORTEST = 4
_SHORTEST_MEANT = 5  # but for two neighbours swapped: short words are too near to each other
_LONGEST = 20
_LEFT_OUT = {"a": "aeiouhnrltsdgcpmvyk", "а": "аеёиоуыэюяйьнтрсл"}
"""Letters that are left out by mistake, by the first letter of the alphabet they belong to."""
_VOWELS = ("aeiouy", "аеиоуыэюя")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _beside() -> dict[str, str]:
    """What is written in place of a letter by mistake: another vowel, or the key to its left or right."""
    beside = {vowel: vowels.replace(vowel, "") for vowels in _VOWELS for vowel in vowels}
    for row in _ROWS:
        for left, right in pairwise(row):
            beside[left] = beside.get(left, "") + right
            beside[right] = beside.get(right, "") + left
    return beside


_BESIDE = _beside()


class Spelling:
    """Knows the words of the word lists, and what they look like with a slip in them."""

    def __init__(self) -> None:
        self._words: Set[str] = frozenset()
        self._by_ends: dict[str, str] = {}

    def learn(self, words: Iterable[str]) -> None:
        """Sets the words that may be meant."""
        self._words = frozenset(words)
        self._by_ends = {}
        for word in self._words:
            if len(word) >= _SHORTEST - 1:
                ends = word[:2] + word[-1]
                self._by_ends[ends] = f"{self._by_ends[ends]} {word}" if ends in self._by_ends else word

    def meant_by(self, word: str) -> tuple[str, ...]:
        """The known words `word` may be a slip of; none when it is known itself, or is no plain word.

        Most slips leave the first two letters and the last, so a few words with the same ones are compared, not a hundred
        slips of each letter made up.
        """
        if word in self._words or not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        slips = [slip for slip in _early_slips(word) if slip in self._words]
        alike = self._by_ends.get(word[:2] + word[-1], "").split(" ")
        slips += [meant for meant in alike if _is_late_slip(word, meant)]
        return tuple(dict.fromkeys(slips))


def _extra(word: str) -> str:
    return _LEFT_OUT["а"] if word[0] >= "а" else _LEFT_OUT["a"]


def _early_slips(word: str) -> Iterator[str]:
    """What `word` may have been before two neighbours were swapped, or before a slip at its second letter."""
    last = len(word) - 1
    for i in range(1, last):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    head, tail = word[0], word[1:]
    for letter in _extra(word):
        yield head + letter + tail
    if last >= _SHORTEST_MEANT:
        yield head + tail[1:]
    if last + 1 >= _SHORTEST_MEANT:
        for letter in _BESIDE.get(word[1], ""):
            yield head + letter + tail[1:]


def _is_late_slip(word: str, meant: str) -> bool:
    """Whether `word` is `meant` with one slip behind the second letter; both begin and end alike."""
    longer = len(meant) - len(word)
    if not -1 <= longer <= 1 or (longer < 1 and len(word) < _SHORTEST_MEANT - longer):
        return False
    at, end = 2, min(len(word), len(meant))
    while at < end and word[at] == meant[at]:
        at += 1
    if word[at + (longer < 1) :] != meant[at + (longer > -1) :]:
        return False
    return longer < 0 or meant[at] in (_extra(word) if longer else _BESIDE.get(word[at], ""))
