"""Where phrases may stand in texts, found for many texts and phrases at once.

Each phrase has an anchor: a place in it where one of few words is followed by one of few words. All anchors stand in one
table, by the numbers of the word and of the word that follows, which NumPy asks for all words of many texts in a few steps.
A phrase is read along only around its own anchor.

In turn with a search word by word in dictionaries (and signs read text by text, see `models`), screening real texts in
batches took 0.81 (0.72 to 0.95) of the time, those of `bench --only gate` 0.84 to 1.0; a text by itself 1.3 times as long.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alongside.gate.chances import chance_of_pair
from alongside.gate.grammar import Row, Some, firsts_of, lasts_of, needs_of
from alongside.gate.states import REACH_OVER

Numbers = NDArray[np.int64]
Mixed = NDArray[np.uint64]
_HALF = 32
"""Bits of a key that tell the following word; the ones above tell the word."""
_ANY = np.zeros(1, np.int64)
"""The number of any word that follows."""
_FEW = 12
"""So few phrases, such as the exceptions of a rule, are sooner looked for one by one."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Anchor(NamedTuple):
    """A place in a phrase: one of `words`, and after it one of `following` (None: any).

    The phrase begins at least `least` and at most `most` words before it.
    """

    words: frozenset[str]
    following: Some
    least: int
    most: int


def anchor_of(items: Row) -> Anchor:
    """The least likely place of a phrase by which it can be found. One without words has none that it could be found by."""
    places: list[Anchor] = []
    least = most = 0
    for i, item in enumerate(items):
        within = least, most + item.longest - 1
        if need := needs_of(item):
            places.append(Anchor(need, None, *within))
        if not item.may_miss and (last := lasts_of(item)) is not None:
            places.append(Anchor(last, firsts_of(items[i + 1 :]), *within))
        least, most = least + item.shortest, most + item.longest
    return min(places, key=lambda place: chance_of_pair(place.words, place.following), default=_NOWHERE)


_NOWHERE = Anchor(frozenset(), None, 0, 0)
_Keys = tuple[Numbers, NDArray[np.int32]]
"""Keys of anchors, and of which phrase each is."""
Around = tuple[int, int, int, int]
"""A sentence in which the anchor of a phrase stands, both by their numbers; from which to which of the places that come
with it the anchor's are.
"""
Symbol = tuple[str, ...]
"""What a word counts as: itself, its known beginnings, and what it may be a slip of."""


class Word(NamedTuple):
    """What is known of a word; `numbers` are those of the anchors it is in."""

    symbol: Symbol
    numbers: tuple[int, ...]
    is_passed_over: bool
    is_end: bool


class Texts:
    """The words of some texts, one after another, of so many `lengths`, each text closed by an end.

    `sentences` tell the text of each sentence, its first word there, and the word behind its end.
    """

    def __init__(self, words: Sequence[Word], lengths: Sequence[int]) -> None:
        self.symbols, self.passed = [word.symbol for word in words], [word.is_passed_over for word in words]
        self.numbers, self.ends = [word.numbers for word in words], [word.is_end for word in words]
        self.lengths = lengths
        self.sentences = list(self._cut())

    def _cut(self) -> Iterator[tuple[int, int, int]]:
        start = begin = 0
        text = 0
        for end in [at for at, is_end in enumerate(self.ends, 1) if is_end]:
            yield text, begin - start, end - start
            begin = end
            if end - start == self.lengths[text]:
                start, text = end, text + 1

    def starts(self) -> list[int]:
        """The first word of each text."""
        return [0, *accumulate(self.lengths)][:-1]

    def symbols_of(self) -> list[Sequence[Symbol]]:
        """The symbols of each text by itself."""
        return [self.symbols[at : at + length] for at, length in zip(self.starts(), self.lengths, strict=True)]

    def passed_of(self) -> list[Sequence[bool]]:
        """What is passed over in each text by itself."""
        return [self.passed[at : at + length] for at, length in zip(self.starts(), self.lengths, strict=True)]


class Anchors:
    """The anchors of phrases. All are added before the first search: many are kept as a table from then on."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        """The words by which phrases are found in a table, each with its number; those of few phrases have none."""
        self._added: list[Anchor] = []
        self._settled: list[_Keys] = []
        self._many = 0
        self._table: _Table | None = None
        self._making = threading.Lock()

    def add(self, anchor: Anchor) -> None:
        """Adds the anchor of the next phrase. Raises RuntimeError when the table of all has been made."""
        if self._table is not None:
            raise RuntimeError("phrases are added before the first search")
        self._added.append(anchor)

    def settle(self) -> None:
        """Keeps what was added in less room; few are kept as they are. More may be added after it."""
        if len(self._added) > (0 if self._settled else _FEW):
            self._settled.append(_keys_of(self._added, self._many, self.numbers))
            self._many += len(self._added)
            self._added = []

    def make_ready(self) -> None:
        """Makes the table, if there has to be one: one thread makes it, the others wait for it."""
        with self._making:
            self.settle()
            if self._table is None and self._settled:
                self._table = _Table(self._settled)
                self._settled = []

    def find(self, texts: Texts) -> tuple[Iterable[Around], list[int]]:
        """Where phrases may stand, sentence by sentence, and the `places` of all of them together. Ask when ready."""
        if self._table is None:
            return _one_by_one([anchor.words for anchor in self._added], texts)
        return self._table.find(_Arrays(texts))


def _keys_of(anchors: Sequence[Anchor], first: int, numbers: dict[str, int]) -> _Keys:
    """The keys of the anchors of phrases, which are numbered from `first` on; new words get the next `numbers`."""
    rows: list[Numbers] = []
    for anchor in anchors:
        words, following = (
            np.array([numbers.setdefault(word, len(numbers) + 1) for word in sorted(some)], np.int64)
            for some in (anchor.words, anchor.following or ())
        )
        rows.append(((words[:, None] << _HALF) | (following if anchor.following is not None else _ANY)).ravel())
    phrases = np.arange(first, first + len(rows), dtype=np.int32)
    return np.concatenate(rows), np.repeat(phrases, list(map(len, rows)))


def _one_by_one(anchors: Sequence[frozenset[str]], texts: Texts) -> tuple[list[Around], list[int]]:
    """The same for few phrases, which are sooner looked for than a table is asked."""
    around: list[Around] = []
    places: list[int] = []
    symbols = texts.symbols_of()
    for sentence, (text, begin, end) in enumerate(texts.sentences):
        for phrase, words in enumerate(anchors):
            first = len(places)
            places += [at for at in range(begin, end) if not words.isdisjoint(symbols[text][at])]
            if len(places) > first:
                around.append((sentence, phrase, first, len(places)))
    return around, places


class _Table:
    """The phrases by each key: those of the key that was mixed to `mixed[i]` are `phrases[starts[i]:starts[i + 1]]`.

    Keys are found by their hash, the highest bits of what they are mixed to (Knuth, The Art of Computer Programming 3,
    6.4): those of hash `h` stand from `begins[h]` to the next. Keys are mixed by an odd number, so that two stay two.
    """

    def __init__(self, settled: Sequence[_Keys]) -> None:
        mixed = _mixed(np.concatenate([keys for keys, _ in settled]))
        order = np.argsort(mixed, kind="stable")
        self._phrases = np.concatenate([phrases for _, phrases in settled])[order]
        mixed = mixed[order]
        del order  # some megabytes each: what is not needed any more makes room for what is
        firsts = np.flatnonzero(np.concatenate(([True], mixed[1:] != mixed[:-1])))
        self._mixed = mixed[firsts]
        self._starts = np.append(firsts, len(mixed)).astype(np.int32)
        bits = max(1, len(mixed).bit_length() - 1)
        self._shift = np.uint64(64 - bits)
        self._begins = np.zeros((1 << bits) + 1, np.int32)
        np.cumsum(np.bincount(self._hashes(self._mixed), minlength=1 << bits), out=self._begins[1:])

    def _hashes(self, mixed: Mixed) -> Numbers:
        return (mixed >> self._shift).astype(np.int64)

    def find(self, texts: "_Arrays") -> tuple[Iterable[Around], list[int]]:
        """Where phrases may stand, in the order of sentences and phrases."""
        at, phrases = self._found(*texts.keys())
        many = int(self._phrases.max()) + 1
        both = texts.sentences_of(at) * many + phrases
        ordered = np.sort(both * texts.words + at)  # three numbers in one are sorted in a tenth of the time
        both, at = np.divmod(ordered, texts.words)
        both, firsts = _first_of_each(both)
        columns = (*np.divmod(both, many), firsts, np.append(firsts, len(at))[1:])
        return zip(*(column.tolist() for column in columns), strict=True), texts.within(at).tolist()

    def _found(self, keys: Numbers, at: Numbers) -> tuple[Numbers, Numbers]:
        """Where keys that lead to phrases stand, and which phrases; `at` tells the place of each key."""
        mixed = _mixed(keys)
        hashes = self._hashes(mixed)
        rows, after = self._begins[hashes], self._begins[hashes + 1]
        left = np.flatnonzero(rows < after)
        met = [left[:0]]
        while len(left):  # a few keys share a hash
            is_met = self._mixed[rows[left]] == mixed[left]
            met.append(left[is_met])
            left = left[~is_met]
            rows[left] += 1
            left = left[rows[left] < after[left]]
        found = np.concatenate(met)
        rows = rows[found]
        starts = self._starts[rows].astype(np.int64)
        counts = self._starts[rows + 1] - starts
        return np.repeat(at[found], counts), self._phrases[_ranges(starts, counts)].astype(np.int64)


class _Arrays:
    """Texts, as arrays: the numbers of their words, and where sentences and texts end."""

    def __init__(self, texts: Texts) -> None:
        self.words = len(texts.numbers)
        self._counts = np.fromiter(map(len, texts.numbers), np.int64, self.words)
        self._values = np.fromiter(chain.from_iterable(texts.numbers), np.int64)
        self._passed = np.array(texts.passed, np.bool_)
        self._afters = np.flatnonzero(np.array(texts.ends, np.bool_)) + 1
        self._starts = np.array(texts.starts())

    def keys(self) -> tuple[Numbers, Numbers]:
        """The key of each word, and of each two words that stand side by side but for what is passed over; and where."""
        places = np.repeat(np.arange(self.words), self._counts)
        starts = np.cumsum(self._counts) - self._counts
        keys, at = [self._values << _HALF], [places]
        goes_on = np.ones(self.words, np.bool_)
        goes_on[self._starts[1:] - 1] = goes_on[-1] = False
        for apart in range(1, REACH_OVER + 2):
            left = np.flatnonzero(goes_on[places])
            if not len(left):
                break
            right = places[left] + apart
            counts = self._counts[right]
            left = np.repeat(left, counts)
            keys.append((self._values[left] << _HALF) | self._values[_ranges(starts[right], counts)])
            at.append(places[left])
            goes_on[:-apart] &= self._passed[apart:]
        return np.concatenate(keys), np.concatenate(at)

    def sentences_of(self, at: Numbers) -> Numbers:
        """The number of the sentence in which each word stands."""
        return np.searchsorted(self._afters, at, "right")

    def within(self, at: Numbers) -> Numbers:
        """The places of words in their own texts."""
        within: Numbers = at - self._starts[np.searchsorted(self._starts, at, "right") - 1]
        return within


def _mixed(keys: Numbers) -> Mixed:
    return keys.astype(np.uint64) * _MIX


def _first_of_each(ordered: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of a row in which equal ones stand together, each once, and where each begins."""
    firsts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[firsts], firsts


def _ranges(starts: Numbers, counts: Numbers) -> Numbers:
    """The numbers from each start on, so many as are counted for it, one after another."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(counts.sum())
