"""Looking for all phrases at once.

Every phrase (see `grammar`) has an anchor: a place in it where one of few words is followed by one of few words. A text
is searched for anchors, and a phrase is read along only around its own anchor, and only when the text has the other words
it needs. Reading keeps the set of places in the phrase that have been reached; there is no backtracking and every phrase
has a greatest length, so time grows with the length of a text and no input is slow.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from alongside.gate.grammar import START, Item, PhraseError, Reader, chance, firsts_of, split
from alongside.gate.tokens import ASK, BREAK

_MOST_WORDS = 30_000
_PARTICLE = re.compile("[وف]?(?:لل(?=..)|[بلك](?=ال|...))|[وف](?=...)")
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
    def anchor(self) -> "_Anchor | None":
        """The least likely place of the phrase by which it can be found."""
        places: list[_Anchor] = []
        least = most = 0
        for i, item in enumerate(self.items):
            within = least, most + item.longest() - 1
            if need := item.needs():
                places.append(_Anchor(need, None, *within))
            if not item.may_miss and (words := item.lasts()) is not None:
                places.append(_Anchor(words, firsts_of(self.items[i + 1 :]), *within))
            least, most = least + item.shortest(), most + item.longest()
        return min(places, key=lambda place: chance(place.words) * chance(place.following), default=None)

    @cached_property
    def begin(self) -> "_State":
        root, last = _Place(), _Place(complete=True)
        _lead(root, self.items, last)
        _close(root)
        return _State([root], frozenset(_words_after(root, set())))

    def find(self, symbols: Sequence[Sequence[str]], anchors: Sequence[int]) -> Iterator[Hit]:
        """Each place where the phrase stands around one of its `anchors`."""
        begin, number, anchor = self.begin, self.number, self.anchor
        if anchor is None:
            return
        untried = 0
        for place in anchors:
            for first in range(max(untried, place - anchor.most), place - anchor.least + 1):
                if self.opens and first and symbols[first - 1][0] not in (BREAK, ASK):
                    continue
                state = begin
                for at in range(first, len(symbols)):
                    symbol = symbols[at]
                    state = state.next.get(symbol[0]) or state.step(symbol)
                    if state.complete:
                        yield Hit(number, first, at if symbol[0] in (BREAK, ASK) else at + 1)
                    if not state.places:
                        break
            untried = max(untried, place - anchor.least + 1)


class _Anchor(NamedTuple):
    """A place in a phrase: one of `words`, and after it one of `following` (None: any).

    The phrase begins at least `least` and at most `most` words before it.
    """

    words: frozenset[str]
    following: frozenset[str] | None
    least: int
    most: int


class _State:
    """The places of a phrase that are reached together, and where each word leads from there, found out once.

    Words the phrase does not know all lead to the same places, so that strange words cannot fill the memory.
    """

    __slots__ = ("alphabet", "complete", "next", "places")

    def __init__(self, places: Sequence[_Place], alphabet: frozenset[str]) -> None:
        self.places = places
        self.alphabet = alphabet
        self.complete = any(place.complete for place in places)
        self.next: dict[str, _State] = {}

    def step(self, symbol: Sequence[str]) -> "_State":
        """The places that are reached over a word."""
        beginnings = len(symbol) > 1 and not self.alphabet.isdisjoint(symbol)
        known = symbol[0] in self.alphabet or symbol[0] == BREAK or symbol[0] == ASK
        key = symbol[0] if known else _WHATEVER
        found = None if beginnings else self.next.get(key)
        if found is None:
            found = self._reached(symbol)
            if not beginnings:
                self.next[key] = found
        return found

    def _reached(self, symbol: Sequence[str]) -> "_State":
        reached: dict[int, _Place] = {}
        for place in self.places:
            targets = [target for one in symbol for target in place.edges.get(one, ())]
            if symbol[0] != BREAK and symbol[0] != ASK:
                targets += place.anything
            reached.update((id(target), target) for target in targets)
        return _State(list(reached.values()), self.alphabet) if reached else _DEAD


_DEAD = _State((), frozenset())


class Phrases:
    """Many phrases, found together. `fold` turns words of a phrase into the tokens of a text."""

    def __init__(self, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        self._reader = Reader(fold, sets)
        self._by_anchor: dict[str, dict[str, list[_Phrase]]] = {}
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
            anchor = phrase.anchor
            if anchor is None:
                raise PhraseError(f"nothing to look for in {text!r}")
            words, following = anchor.words, anchor.following
            for word in words:
                pairs = self._by_anchor.setdefault(word, {})
                for after in (_WHATEVER,) if following is None else following:
                    pairs.setdefault(after, []).append(phrase)

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
                hits.update(phrase.find(symbols, anchors))
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

    def _beginnings(self, word: str) -> list[str]:
        return [word[:n] + "~" for n in self._reader.lengths if n <= len(word) and word[:n] in self._reader.stems]

    def _symbols_of(self, word: str) -> tuple[str, ...]:
        """What a word counts as: itself and its known beginnings."""
        symbol = self._symbols.get(word)
        if symbol is None:
            bare = _without_particle(word)
            known = (bare,) if bare in self._reader.words else ()
            symbol = (word, *known, *self._beginnings(word), *(self._beginnings(bare) if bare else ()))
            if len(self._symbols) < _MOST_WORDS:  # words repeat; strange ones must not fill the memory
                self._symbols[word] = symbol
        return symbol


def _without_particle(word: str) -> str:
    """An Arabic word without what is written onto its front ("and", "for", "with"); empty when nothing is."""
    match = _PARTICLE.match(word)
    return ("ال" if match[0].endswith("لل") else "") + word[match.end() :] if match else ""


def _words_after(place: _Place, seen: set[int]) -> Set[str]:
    """All words that lead anywhere from a place or from the places after it."""
    if id(place) in seen:
        return set()
    seen.add(id(place))
    words = set(place.edges)
    for targets in [*place.edges.values(), place.anything]:
        for target in targets:
            words |= _words_after(target, seen)
    return words


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
