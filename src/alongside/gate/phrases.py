"""Looking for all phrases at once.

Every phrase (see `grammar`) has an anchor: a place in it where one of few words is followed by one of few words. A text
is searched for anchors, and a phrase is read along only around its own anchor, and only when the text has the other words
it needs. Reading keeps the set of places in the phrase that have been reached; there is no backtracking and every phrase
has a greatest length, so time grows with the length of a text and no input is slow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from alongside.gate.grammar import START, Item, PhraseError, Reader, chance, firsts_of, split
from alongside.gate.tokens import ASK, BREAK

_MOST_WORDS = 30_000
_WHATEVER = ""
"""Stands for the word after an anchor where any will do."""
_BY_PLACE = attrgetter("first", "after", "phrase")


class Hit(NamedTuple):
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


@dataclass(slots=True)
class _Place:
    """A place between the words of a phrase: which word leads where, and whether the phrase is complete."""

    edges: dict[str, list["_Place"]] = field(default_factory=dict)
    anything: list["_Place"] = field(default_factory=list)
    skips: list["_Place"] = field(default_factory=list)
    complete: bool = False
    closed: bool = False


@dataclass(eq=False)
class _Phrase:
    """One phrase. Each is itself alone, so that it can be a key at no cost."""

    number: int
    items: tuple[Item, ...]
    opens: bool

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        return tuple(need for item in self.items if (need := item.needs()))

    @cached_property
    def anchor(self) -> tuple[frozenset[str], frozenset[str] | None] | None:
        """Words that must be there, and words of which one must follow (None: any); the least likely such place."""
        places: list[tuple[frozenset[str], frozenset[str] | None]] = [(need, None) for need in self.needs]
        for i, item in enumerate(self.items):
            if not item.may_miss and (words := item.lasts()) is not None:
                places.append((words, firsts_of(self.items[i + 1 :])))
        return min(places, key=lambda place: chance(place[0]) * chance(place[1]), default=None)

    @cached_property
    def longest(self) -> int:
        return sum(item.longest() for item in self.items)

    @cached_property
    def root(self) -> _Place:
        root, last = _Place(), _Place(complete=True)
        _lead(root, self.items, last)
        _close(root)
        return root

    def find(self, symbols: Sequence[Sequence[str]], start: int, end: int) -> Iterator[tuple[int, int]]:
        """First and after of each place between `start` and `end` where the phrase stands."""
        root = self.root
        for at in range(start, end):
            symbol = symbols[at]
            if not root.anything and not (symbol[0] in root.edges or (len(symbol) > 1 and _any_in(symbol, root.edges))):
                continue
            if not self.opens or at == 0 or symbols[at - 1][0] in (BREAK, ASK):
                for after in _ends(root, symbols, at, end):
                    yield at, after


def _ends(root: _Place, symbols: Sequence[Sequence[str]], at: int, end: int) -> Iterator[int]:
    """Where a phrase that begins at word `at` may end (exclusive). It dies at its greatest length at the latest."""
    active = [root]
    while active and at < end:
        symbol = symbols[at]
        stops = symbol[0] == BREAK or symbol[0] == ASK
        reached: dict[int, _Place] = {}
        for place in active:
            for one in symbol:
                for target in place.edges.get(one, ()):
                    reached[id(target)] = target
            if place.anything and not stops:
                for target in place.anything:
                    reached[id(target)] = target
        active = list(reached.values())
        for place in active:
            if place.complete:
                yield at if stops else at + 1
                break
        at += 1


class Phrases:
    """Many phrases, found together. `fold` turns words of a phrase into the tokens of a text."""

    def __init__(self, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        self._reader = Reader(fold, sets)
        self._by_anchor: dict[str, dict[str, list[_Phrase]]] = {}
        self._lengths: list[int] = []
        self._symbols: dict[str, tuple[str, ...]] = {}

    @property
    def words(self) -> Set[str]:
        """The words that the phrases are made of."""
        return self._reader.words

    def add(self, text: str, number: int) -> None:
        """Adds a phrase; its hits carry `number`. Raises PhraseError."""
        items = self._reader.read(text)
        opens = split(text, " ")[:1] == [START]
        rows = items[0].choices if len(items) == 1 and not items[0].may_miss else ()
        for row in rows or [items]:  # a group by itself is as many phrases, each with an anchor of its own
            phrase = _Phrase(number, tuple(row), opens)
            if phrase.anchor is None:
                raise PhraseError(f"nothing to look for in {text!r}")
            words, following = phrase.anchor
            for word in words:
                pairs = self._by_anchor.setdefault(word, {})
                for after in (_WHATEVER,) if following is None else following:
                    pairs.setdefault(after, []).append(phrase)
        self._lengths = sorted({len(stem) for stem in self._reader.stems})

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands, in order. A phrase may stand at one place in several lengths."""
        symbols = [self._symbols.get(word) or self._symbols_of(word) for word in (*words, BREAK)]
        present: set[str] = set().union(*symbols)
        hits: set[Hit] = set()
        for phrase, anchors in self._anchored(symbols).items():
            for need in phrase.needs:
                if need.isdisjoint(present):
                    break
            else:
                for start, end in _around(anchors, phrase.longest, len(symbols)):
                    hits.update(Hit(phrase.number, first, after) for first, after in phrase.find(symbols, start, end))
        return sorted(hits, key=_BY_PLACE)

    def _anchored(self, symbols: Sequence[Sequence[str]]) -> dict[_Phrase, list[int]]:
        """The phrases whose anchor is in the text, each with the places of it, in order."""
        anchored: dict[_Phrase, list[int]] = {}
        by_anchor = self._by_anchor
        for at, symbol in enumerate(symbols):
            for one in symbol:
                pairs = by_anchor.get(one)
                if pairs is None:
                    continue
                for after in (*symbols[at + 1], _WHATEVER) if at + 1 < len(symbols) else (_WHATEVER,):
                    for phrase in pairs.get(after, ()):
                        if phrase in anchored:
                            anchored[phrase].append(at)
                        else:
                            anchored[phrase] = [at]
        return anchored

    def _symbols_of(self, word: str) -> tuple[str, ...]:
        """What a word counts as: itself and its known beginnings."""
        symbol = self._symbols.get(word)
        if symbol is None:
            beginnings = [word[:n] + "~" for n in self._lengths if n <= len(word) and word[:n] in self._reader.stems]
            symbol = (word, *beginnings)
            if len(self._symbols) < _MOST_WORDS:  # words repeat; strange ones must not fill the memory
                self._symbols[word] = symbol
        return symbol


def _any_in(symbol: Sequence[str], edges: Mapping[str, Sequence[_Place]]) -> bool:
    return any(one in edges for one in symbol)


def _around(anchors: Sequence[int], reach: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that hold everything within `reach` of an anchor, without overlap."""
    start = stop = -1
    for at in anchors:
        if start >= 0 and at - reach > stop:
            yield start, stop
            start = -1
        if start < 0:
            start = max(0, at - reach)
        stop = min(end, at + reach + 1)
    if start >= 0:
        yield start, stop


def _lead(place: _Place, items: Sequence[Item], target: _Place) -> None:
    """Leads from `place` over all `items` to `target`."""
    for i, item in enumerate(items):
        after = target if i == len(items) - 1 else _Place()
        if item.may_miss:
            place.skips.append(after)
        for row in item.choices:
            _lead(place, row, after)
        here = place
        for left, word in zip(range(len(item.words), 0, -1), item.words, strict=True):
            following = after if left == 1 else _Place()
            here.edges.setdefault(word, []).append(following)
            here = following
        _lead_gap(place, item, after)
        place = after


def _lead_gap(place: _Place, item: Item, after: _Place) -> None:
    for left in range(item.gap, 0, -1):
        if left < item.gap:
            place.skips.append(after)
        following = after if left == 1 else _Place()
        place.anything.append(following)
        place = following


def _close(place: _Place) -> None:
    """Lets every place do what the places it may skip to can do. Depth is bounded by the length of a phrase."""
    if place.closed:
        return
    place.closed = True
    for skipped in place.skips:
        _close(skipped)
        for word, targets in skipped.edges.items():
            place.edges.setdefault(word, []).extend(targets)
        place.anything.extend(skipped.anything)
        place.complete = place.complete or skipped.complete
    for targets in [*place.edges.values(), place.anything]:
        for target in targets:
            _close(target)
