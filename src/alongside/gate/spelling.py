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

    def learn(self, words: Iterable[str]) -> None:
        """Sets the words that may be meant."""
        self._words = frozenset(words)

    def meant_by(self, word: str) -> tuple[str, ...]:
        """The known words `word` may be a slip of; none when it is known itself, or is no plain word."""
        if word in self._words or not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        return tuple(dict.fromkeys(slip for slip in _slips(word) if slip in self._words))


def _slips(word: str) -> Iterator[str]:
    """What `word` may have been before one slip, at its second letter at the earliest."""
    last = len(word) - 1
    for i in range(1, last):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    extra = _LEFT_OUT["а"] if word[0] >= "а" else _LEFT_OUT["a"]
    for i in range(1, last + 1):
        head, tail = word[:i], word[i:]
        for letter in extra:
            yield head + letter + tail
        if last >= _SHORTEST_MEANT and (i < last or word[i] == word[i - 1]):
            yield head + tail[1:]
        if i < last and last + 1 >= _SHORTEST_MEANT:
            for letter in _BESIDE.get(word[i], ""):
                yield head + letter + tail[1:]
