"""Attacks that are written to slip past: "h8 w0men" is read in `tokens`; a letter dropped or two swapped, spaces put into
a word or left out between two, are undone here.

Ordinary slips are undone in `spelling`, where a long phrase stands otherwise. Here single words must do, so it is done for
few words only: the names of groups and the words that attack them. What comes out is read by `checks/groups.py` alone,
which holds nothing unless such words stand together.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from sys import intern

from alongside.gate.listed import everyday
from alongside.gate.tokens import Words

_SHORTEST, _LONGEST = 4, 24
_SHORTEST_CUT, _SHORTEST_NAME_CUT = 6, 5
"""Letters a word must have at least to be known with one of them missing."""
_SHORTEST_STEM, _LONGEST_ENDING = 5, 3
_SHORTEST_JOINED = 5
_MOST_PIECES = 2  # and one single letter in front
_MOST_REMEMBERED = 4096
_WORD = re.compile(r"[^\s()|?<>~.^$]+")
_ALONE_IN_PHRASE = re.compile(r"([^\s()|?<>~.^$]+)(~?)")
_NAMES = frozenset(("group", "slur"))
_ATTACKS = frozenset(("vile", "despise", "harm", "exclude", "swear", "mild"))


class Mender:
    """Knows the words of one language that attack, and what is made of them to hide them."""

    def __init__(self, names: Set[str], attacks: Set[str], known: Set[str]) -> None:
        """Words and stems (with ~) that name groups or attack them; `known` words may be written together with them."""
        strong = names | attacks
        self._strong = frozenset(word for word in strong if word.isalpha() and len(word) >= _SHORTEST)
        stems = {word[:-1] for word in strong if word.endswith("~")}
        self._stems = frozenset(stem for stem in stems if len(stem) >= _SHORTEST)
        self._known = known
        self._common, self._letters = everyday("common"), everyday("letters")
        self._whole = frozenset(name for name in names if name.isalpha() and len(name) >= _SHORTEST)
        self._halves = {half for name in self._whole for i in range(1, len(name)) for half in (name[:i], name[i:])}
        self._cuts: dict[str, str] = {}
        self._stem_slips: dict[str, str] = {}
        for words, shortest in ((attacks, _SHORTEST_CUT), (names, _SHORTEST_NAME_CUT)):
            for word in sorted(words):
                meant = word.rstrip("~")
                cuts = dict.fromkeys(_cuts(meant) if len(meant) >= shortest else (), meant)
                if word in self._strong:
                    self._cuts.update(cuts)
                elif len(word) > _SHORTEST_STEM:
                    self._stem_slips.update(cuts | dict.fromkeys((*_doubled(meant), *_swapped(meant)), meant))
        self._lengths = sorted({len(slip) for slip in self._stem_slips})
        self._stem_lengths = sorted({len(stem) for stem in self._stems})
        self._meant = lru_cache(maxsize=_MOST_REMEMBERED)(self._meant_anew)

    def mend(self, words: Words) -> Words | None:
        """The words with what was hidden uncovered; None when nothing was."""
        found = list(self._uncovered(words.words))
        if not found:
            return None
        mended = Words(words.folded, mostly_latin=words.mostly_latin)
        at = 0
        for first, after, meant in found:
            self._copy(words, mended, at, first)
            for word in meant:
                mended.add(word, words.starts[first], words.ends[after - 1])
            at = after
        self._copy(words, mended, at, len(words.words))
        return mended

    @staticmethod
    def _copy(words: Words, into: Words, first: int, after: int) -> None:
        for at in range(first, after):
            into.add(words.words[at], words.starts[at], words.ends[at])

    def _uncovered(self, words: Sequence[str]) -> Iterator[tuple[int, int, Sequence[str]]]:
        """Where words stand that mean other words, and what they mean."""
        taken = 0
        for at in [at for at, word in enumerate(words) if word not in self._known]:
            word = words[at]
            if meant := self._meant(word):
                if at >= taken:
                    yield at, at + 1, meant
                    taken = at + 1
                continue
            for first in (at - 1, at) if word in self._halves else ():
                if taken <= first < len(words) - 1 and (whole := words[first] + words[first + 1]) in self._whole:
                    yield first, first + 2, (whole,)
                    taken = first + 2
                    break

    def _meant_anew(self, word: str) -> tuple[str, ...]:
        if not _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isalpha():
            return ()
        if slip_of := self._slip_of(word):
            return (slip_of,)
        if self._is_strong(word):
            return ()
        for length in self._lengths:
            if length <= len(word) <= length + _LONGEST_ENDING and word[:length] in self._stem_slips:
                return (self._stem_slips[word[:length]] + word[length:],)
        return self._pieces(word) if len(word) >= _SHORTEST_JOINED else ()

    def _slip_of(self, word: str) -> str:
        """The word that attacks, of which this is a slip; empty when it is none.

        Swapped and doubled letters are tried out here: to keep all that can come of them would take five times the room.
        """
        if cut := self._cuts.get(word):
            return cut
        return next((one for one in (*_swapped(word), *_undoubled(word)) if one in self._strong), "")

    def _is_strong(self, word: str) -> bool:
        return word in self._strong or any(word[:n] in self._stems for n in self._stem_lengths if n <= len(word))

    def _pieces(self, word: str) -> tuple[str, ...]:
        """The few known words that are written together, one of them strong; empty when there are none."""
        length = len(word)
        best: list[tuple[str, ...] | None] = [(), *[None] * length]
        for start in range(length):
            before = best[start]
            if before is None:
                continue
            left = _MOST_PIECES + (start > 0 and len(before[0]) == 1) - len(before)
            for end in range(start + 1, min(start + _LONGEST, length) + 1) if left > 1 else (length,) if left else ():
                here = best[end]
                if (here is None or len(before) + 1 < len(here)) and self._may_stand(
                    word[start:end], first=start == 0, last=end == length
                ):
                    best[end] = (*before, word[start:end])
        found = best[-1] or ()
        return found if len(found) > 1 and any(map(self._is_strong, found)) else ()

    def _may_stand(self, piece: str, *, first: bool, last: bool) -> bool:
        if piece in self._known or piece in self._common:
            return len(piece) > 1 or (first and piece in self._letters)
        return last and len(piece) >= _SHORTEST_STEM and self._is_strong(piece)


class Hidden:
    """Collects from the word lists what the menders need. `fold` turns a word of a list into the words of a text."""

    def __init__(self, fold: Callable[[str], Sequence[str]]) -> None:
        self._fold = fold
        self._names: dict[str, set[str]] = {}
        self._attacks: dict[str, set[str]] = {}
        self._words: dict[str, set[str]] = {}

    def keep(self, language: str, says: str, phrases: Iterable[str]) -> None:
        """Keeps the words of phrases of a language, and by what they say those that name or attack by themselves."""
        words = self._words.setdefault(language, set())
        strong = self._names if says in _NAMES else self._attacks if says in _ATTACKS else None
        for phrase in phrases:
            words.update(_WORD.findall(phrase))
            if strong is not None and (alone := _ALONE_IN_PHRASE.fullmatch(phrase)):
                folded = self._fold(alone[1])
                if len(folded) == 1 and folded[0] not in everyday("common"):
                    strong.setdefault(language, set()).add(folded[0] + alone[2])

    def mender(self, language: str) -> Mender | None:
        """The mender of a language, if it has words which attack; what was kept for it is let go of."""
        names, attacks, words = (kept.pop(language, set()) for kept in (self._names, self._attacks, self._words))
        known = frozenset(intern(word) for raw in words for word in self._fold(raw))
        return Mender(names, attacks, known) if attacks else None


def _cuts(word: str) -> Iterator[str]:
    """The word with one of its inner letters left out; of two that are alike, one."""
    return (word[:i] + word[i + 1 :] for i in range(1, len(word) - 1) if word[i] != word[i - 1])


def _doubled(word: str) -> Iterator[str]:
    """The word with one of its inner letters written twice."""
    return (word[:i] + word[i] + word[i:] for i in range(1, len(word) - 1) if word[i] != word[i - 1])


def _undoubled(word: str) -> Iterator[str]:
    """What the word may have been before an inner letter was written twice."""
    return (word[:i] + word[i + 1 :] for i in range(1, len(word) - 2) if word[i] == word[i + 1])


def _swapped(word: str) -> Iterator[str]:
    """The word with two neighbours in each other's place; of letters that are alike, nothing comes."""
    return (word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1) if word[i] != word[i + 1])
