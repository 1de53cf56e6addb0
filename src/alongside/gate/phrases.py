"""Looking for all phrases at once.

Every phrase (see `grammar`) has an anchor: a place in it where one of few words is followed by one of few words. A text
is searched for anchors, and a phrase is read along only around its own anchor, and only when the text has the other words
it needs. Reading keeps the set of places in the phrase that have been reached; there is no backtracking and every phrase
has a greatest length, so time grows with the length of a text and no input is slow.

Inside a phrase, words that say nothing by themselves ("just", "honestly", "doch") are passed over, and a slip of the pen
(see `spelling`) counts as the word that was meant.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from alongside.gate.grammar import (
    START,
    PhraseError,
    Reader,
    Row,
    Some,
    chance,
    chance_of_pair,
    ends_inside,
    lasts_of,
    needs_of,
    rows_of,
    split,
)
from alongside.gate.grammar import firsts_of as firsts_of_row
from alongside.gate.spelling import Spelling
from alongside.gate.states import REACH_OVER, State, begin, firsts_of
from alongside.gate.tokens import ASK, BREAK

_MOST_WORDS = 30_000
_PARTICLE = re.compile("[وف]?(?:لل(?=..)|[بلك](?=ال|...))|[وف](?=...)")
_ENDS = frozenset((BREAK, ASK))
_END = (BREAK,)
_NOWHERE_HERE: list[int] = []
_SURE_WITH_SLIPS = 4
"""Words a phrase must have at least to be recognised by a misspelt one."""
_SLIP = "~"
"""Marks a word that counts as what it may be a slip of; no word of a text looks so."""
_MOST_NEEDS = 2
"""Of the words that a phrase needs beside its anchor, the least likely are asked for before it is read along; more would
only take memory.
"""
_Need = str | frozenset[str]
_BY_PLACE = attrgetter("first", "after", "phrase")


class Hit(NamedTuple):
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


class _Phrase:
    """One phrase. Each is itself alone, so that it can be a key at no cost."""

    __slots__ = ("_begin", "_firsts", "items", "least", "most", "needs", "number", "opens", "over", "within")

    def __init__(self, number: int, items: Row, anchor: "_Anchor", *, opens: bool, over: Set[str]) -> None:
        self.number = number
        self.items = items
        self.opens = opens
        self.over = over
        self.within = not ends_inside(items)
        self.needs: tuple[_Need, ...] = _needs_beside(anchor, items) if self.within else ()
        self.least, self.most = anchor.least, anchor.most
        self._firsts: Some = None
        self._begin: State | None = None

    def begin(self) -> State:
        """Made when it is needed first: most phrases never are."""
        if self._begin is None:
            self._begin = begin(self.items, self.over)
            self._firsts = firsts_of(self._begin)
        return self._begin

    def find(
        self, symbols: Sequence[Sequence[str]], anchors: Sequence[int], empty: Sequence[int], begins: int
    ) -> Iterator[Hit]:
        """Each place where it stands around one of its `anchors`, in the sentence that `begins` there.

        `empty` counts the empty words before each word.
        """
        begin = self._begin or self.begin()
        least, most, firsts, number = self.least, self.most, self._firsts, self.number
        untried = begins if self.within else 0
        for place in anchors:
            earliest = max(0, place - most)  # but for the empty words that are passed over on the way
            earliest -= min(REACH_OVER, empty[place] - empty[max(0, earliest - REACH_OVER)], earliest)
            for first in range(max(untried, earliest), place - least + 1):
                if firsts is not None and firsts.isdisjoint(symbols[first]):
                    continue
                if self.opens and first and symbols[first - 1][0] not in _ENDS:
                    continue
                state = begin
                for at in range(first, len(symbols)):
                    symbol = symbols[at]
                    state = state.next.get(symbol[0]) or state.step(symbol)
                    if state.complete:
                        yield Hit(number, first, at if symbol[0] in _ENDS else at + 1)
                    if not state.places:
                        break
            untried = max(untried, place - least + 1)


class _Anchor(NamedTuple):
    """A place in a phrase: one of `words`, and after it one of `following` (None: any).

    The phrase begins at least `least` and at most `most` words before it.
    """

    words: frozenset[str]
    following: frozenset[str] | None
    least: int
    most: int


def _anchor_of(items: Row) -> _Anchor:
    """The least likely place of a phrase by which it can be found. One without words has none that it could be found by."""
    places: list[_Anchor] = []
    least = most = 0
    for i, item in enumerate(items):
        within = least, most + item.longest - 1
        if need := needs_of(item):
            places.append(_Anchor(need, None, *within))
        if not item.may_miss and (last := lasts_of(item)) is not None:
            places.append(_Anchor(last, firsts_of_row(items[i + 1 :]), *within))
        least, most = least + item.shortest, most + item.longest
    return min(places, key=lambda place: chance_of_pair(place.words, place.following), default=_NOWHERE)


_NOWHERE = _Anchor(frozenset(), None, 0, 0)


def _needs_beside(anchor: _Anchor, items: Row) -> tuple[_Need, ...]:
    """The least likely words that a phrase needs, but for those that are there wherever its anchor is."""
    needs = sorted((need for item in items if (need := needs_of(item))), key=chance)
    met = (anchor.words, anchor.following or anchor.words)
    return tuple(need for need in needs if not any(words <= need for words in met))[:_MOST_NEEDS]


class Phrases:
    """Many phrases, found together.

    `fold` turns words of a phrase into the tokens of a text; words of `over` are passed over inside a phrase; `spelling`
    tells what a misspelt word may have been. A `reader` that is given reads them.
    """

    def __init__(
        self,
        fold: Callable[[str], list[str]],
        sets: Mapping[str, Sequence[str]],
        over: Set[str] = frozenset(),
        spelling: Spelling | None = None,
        *,
        reader: Reader | None = None,
    ) -> None:
        self._reader = reader or Reader(fold, sets)
        self._over = over
        self._spelling = spelling
        self._alone: dict[str, tuple[_Phrase, ...]] = {}
        self._before: dict[str, dict[str, tuple[_Phrase, ...]]] = {}
        self._symbols: dict[str, tuple[str, ...]] = {}
        self.longest = 0
        """Words that a phrase may reach over at most."""
        self._shared: dict[_Need, _Need] = {}

    @property
    def words(self) -> Set[str]:
        """The words that the phrases are made of."""
        return self._reader.words

    def add(self, text: str, number: int) -> None:
        """Adds a phrase; its hits carry `number`. Raises PhraseError."""
        items = self._reader.read(text)
        self.longest = max(self.longest, sum(item.longest for item in items) + REACH_OVER)
        opens = split(text, " ")[:1] == [START]
        rows = rows_of(items[0]) if len(items) == 1 and not items[0].may_miss else ()
        for row in rows or [items]:  # a group by itself is as many phrases, each with an anchor of its own
            anchor = _anchor_of(row)
            if not anchor.words:
                raise PhraseError(f"nothing to look for in {text!r}")
            self._anchor(_Phrase(number, row, anchor, opens=opens, over=self._over), anchor)

    def _anchor(self, phrase: _Phrase, anchor: _Anchor) -> None:
        """Makes the phrase be found by its anchor. What is found by the same words shares one tuple."""
        phrase.needs = tuple(map(self._as_shared, phrase.needs))
        longer: dict[tuple[_Phrase, ...], tuple[_Phrase, ...]] = {}
        for word in anchor.words:
            found = self._alone if anchor.following is None else self._before.setdefault(word, {})
            for key in (word,) if anchor.following is None else anchor.following:
                before = found.get(key, ())
                found[key] = longer.get(before) or longer.setdefault(before, (*before, phrase))

    def _as_shared(self, need: _Need) -> _Need:
        """The one that phrases with the same need share; a single word takes a tenth of the room of a set of one."""
        return next(iter(need)) if len(need) == 1 else self._shared.setdefault(need, need)

    def settle(self) -> None:
        """Lets go of what only the reading of phrases needs. More may be added after it."""
        self._reader.forget()
        self._shared.clear()

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands, in order. A phrase may stand at one place in several lengths."""
        symbols = [self._symbols.get(word) or self._symbols_of(word) for word in words]
        symbols.append(_END)
        following = self._following(words, symbols)
        empty = list(accumulate(map(self._over.__contains__, words), initial=0))
        hits: list[Hit] = []
        begin = 0
        for end, symbol in enumerate(symbols, 1):
            if symbol[0] in _ENDS:
                for phrase, anchors in self._likely(symbols, following, begin, end).items():
                    if anchors:
                        hits += phrase.find(symbols, anchors, empty, begin)
                begin = end
        slips = {symbol[0] for symbol in symbols if symbol[-1] is _SLIP} if hits else ()
        return sorted((hit for hit in set(hits) if not slips or _is_sure(hit, words, slips)), key=_BY_PLACE)

    def _following(self, words: Sequence[str], symbols: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        """What may follow each word in a phrase, passing over what says nothing."""
        following = [*symbols[1:], ()]
        for at, word in enumerate(words):
            if at and word in self._over:
                following[at - 1] = tuple(self._after(symbols, at))
        return following

    def _after(self, symbols: Sequence[Sequence[str]], at: int) -> Iterator[str]:
        for symbol in symbols[at : at + 1 + REACH_OVER]:
            yield from symbol
            if symbol[0] not in self._over:
                break

    def _likely(  # noqa: C901 - the busiest part of the search is one loop: calls would take as long as the work
        self, symbols: Sequence[Sequence[str]], following: Sequence[Sequence[str]], begin: int, end: int
    ) -> Mapping[_Phrase, Sequence[int]]:
        """The phrases whose anchor is in the sentence `begin` to `end`, each with the places of it, in order.

        A phrase that needs what is not there has no places.
        """
        present: set[str] = set().union(*symbols[begin:end])
        anchored: dict[_Phrase, list[int]] = {}
        alone, before = self._alone, self._before
        for at in range(begin, end):
            for one in symbols[at]:
                found = alone.get(one, ())
                if (pairs := before.get(one)) is not None:
                    for after in following[at]:
                        if more := pairs.get(after):
                            found += more
                for phrase in found:
                    places = anchored.get(phrase)
                    if places is None:
                        for need in phrase.needs:
                            if need not in present if isinstance(need, str) else need.isdisjoint(present):
                                anchored[phrase] = _NOWHERE_HERE
                                break
                        else:
                            anchored[phrase] = [at]
                    elif places:
                        places.append(at)
        return anchored

    def _beginnings(self, word: str) -> list[str]:
        return [word[:n] + "~" for n in self._reader.lengths if n <= len(word) and word[:n] in self._reader.stems]

    def _symbols_of(self, word: str) -> tuple[str, ...]:
        """What a word counts as: itself, its known beginnings, and what it may be a slip of."""
        symbol = self._symbols.get(word)
        if symbol is None:
            bare = _without_particle(word)
            known = (bare,) if bare in self._reader.words else ()
            symbol = (word, *known, *self._beginnings(word), *(self._beginnings(bare) if bare else ()))
            if self._spelling is not None and len(symbol) == 1 and (meant := self._spelling.meant_by(word)):
                symbol = (word, *meant, _SLIP)
            if len(self._symbols) < _MOST_WORDS:  # words repeat; strange ones must not fill the memory
                self._symbols[word] = symbol
        return symbol


def _is_sure(hit: Hit, words: Sequence[str], slips: Set[str]) -> bool:
    """Whether a phrase stands without a misspelt word, or is long enough to be recognised in spite of it."""
    return hit.after - hit.first >= _SURE_WITH_SLIPS or slips.isdisjoint(words[hit.first : hit.after])


def _without_particle(word: str) -> str:
    """An Arabic word without what is written onto its front ("and", "for", "with"); empty when nothing is."""
    match = _PARTICLE.match(word)
    return ("ال" if match[0].endswith("لل") else "") + word[match.end() :] if match else ""
