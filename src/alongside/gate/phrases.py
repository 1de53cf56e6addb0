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
    chance_after,
    ends_within,
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
_SURE_WITH_SLIPS = 4
"""Words a phrase must have at least to be recognised by a misspelt one."""
_SLIP = "~"
"""Marks a word that counts as what it may be a slip of; no word of a text looks so."""
_WHATEVER = ""
"""Stands for the word after an anchor where any will do."""
_MOST_NEEDS = 3
"""Of the words that a phrase needs, the least likely are asked for before it is read along; more would only take memory."""
_Need = str | frozenset[str]
_BY_PLACE = attrgetter("first", "after", "phrase")


class Hit(NamedTuple):
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


class _Phrase:
    """One phrase. Each is itself alone, so that it can be a key at no cost."""

    __slots__ = ("_begin", "_firsts", "items", "least", "most", "needs", "number", "opens", "over")

    def __init__(self, number: int, items: Row, anchor: "_Anchor", *, opens: bool, over: Set[str]) -> None:
        self.number = number
        self.items = items
        self.opens = opens
        self.over = over
        needs = sorted((need for item in items if (need := needs_of(item))), key=chance)[:_MOST_NEEDS]
        self.needs: tuple[_Need, ...] = () if any(map(ends_within, items[:-1])) else tuple(needs)
        self.least, self.most = anchor.least, anchor.most
        self._firsts: Some = None
        self._begin: State | None = None

    def begin(self) -> State:
        """Made when it is needed first: most phrases never are."""
        if self._begin is None:
            self._begin = begin(self.items, self.over)
            self._firsts = firsts_of(self._begin)
        return self._begin

    def find(self, symbols: Sequence[Sequence[str]], anchors: Sequence[int], empty: Sequence[int]) -> Iterator[Hit]:
        """Each place where it stands around one of its `anchors`; `empty` counts the empty words before each word."""
        begin = self._begin or self.begin()
        least, most, firsts, number = self.least, self.most, self._firsts, self.number
        untried = 0
        for place in anchors:
            earliest = max(0, place - most)  # but for the empty words that are passed over on the way
            earliest -= min(REACH_OVER, empty[place] - empty[max(0, earliest - REACH_OVER)], earliest)
            for first in range(max(untried, earliest), place - least + 1):
                if firsts is not None and firsts.isdisjoint(symbols[first]):
                    continue
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
    return min(places, key=lambda place: chance(place.words) * chance_after(place.following), default=_NOWHERE)


_NOWHERE = _Anchor(frozenset(), None, 0, 0)


class Phrases:
    """Many phrases, found together.

    `fold` turns words of a phrase into the tokens of a text; words of `over` are passed over inside a phrase; `spelling`
    tells what a misspelt word may have been.
    """

    def __init__(
        self,
        fold: Callable[[str], list[str]],
        sets: Mapping[str, Sequence[str]],
        over: Set[str] = frozenset(),
        spelling: Spelling | None = None,
    ) -> None:
        self._reader = Reader(fold, sets)
        self._over = over
        self._spelling = spelling
        self._by_anchor: dict[str, dict[str, tuple[_Phrase, ...]]] = {}
        self._symbols: dict[str, tuple[str, ...]] = {}
        self._shared: dict[_Need, _Need] = {}

    @property
    def words(self) -> Set[str]:
        """The words that the phrases are made of."""
        return self._reader.words

    def add(self, text: str, number: int) -> None:
        """Adds a phrase; its hits carry `number`. Raises PhraseError."""
        items = self._reader.read(text)
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
        following = (_WHATEVER,) if anchor.following is None else anchor.following
        longer: dict[tuple[_Phrase, ...], tuple[_Phrase, ...]] = {}
        for word in anchor.words:
            pairs = self._by_anchor.setdefault(word, {})
            for after in following:
                found = pairs.get(after, ())
                pairs[after] = longer.get(found) or longer.setdefault(found, (*found, phrase))

    def _as_shared(self, need: _Need) -> _Need:
        """The one that phrases with the same need share; a single word takes a tenth of the room of a set of one."""
        return next(iter(need)) if len(need) == 1 else self._shared.setdefault(need, need)

    def settle(self) -> None:
        """Lets go of what only the reading of phrases needs. More may be added after it."""
        self._reader.forget()
        self._shared.clear()

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands, in order. A phrase may stand at one place in several lengths."""
        symbols = [self._symbols.get(word) or self._symbols_of(word) for word in (*words, BREAK)]
        hits: set[Hit] = set()
        empty = [0, *accumulate(symbol[0] in self._over for symbol in symbols)]
        begin = 0
        for end, symbol in enumerate(symbols, 1):
            if symbol[0] in _ENDS:
                for phrase, anchors in self._likely(symbols, begin, end):
                    hits.update(phrase.find(symbols, anchors, empty))
                begin = end
        slips = {symbol[0] for symbol in symbols if symbol[-1] is _SLIP}
        return sorted((hit for hit in hits if not slips or _is_sure(hit, words, slips)), key=_BY_PLACE)

    def _likely(
        self, symbols: Sequence[Sequence[str]], begin: int, end: int
    ) -> Iterator[tuple[_Phrase, Sequence[int]]]:
        """The phrases whose anchor and other words are in the sentence `begin` to `end`, with the places of the anchor."""
        present: set[str] = set().union(*symbols[begin:end])
        met: dict[_Need, bool] = {}
        for phrase, anchors in self._anchored(symbols, begin, end).items():
            for need in phrase.needs:
                is_met = met.get(need)
                if is_met is None:  # many phrases need the same
                    is_met = met[need] = need in present if isinstance(need, str) else not need.isdisjoint(present)
                if not is_met:
                    break
            else:
                yield phrase, anchors

    def _anchored(self, symbols: Sequence[Sequence[str]], begin: int, end: int) -> dict[_Phrase, list[int]]:
        """The phrases whose anchor is in the text, each with the places of it, in order."""
        anchored: dict[_Phrase, list[int]] = {}
        by_anchor = self._by_anchor
        for at in range(begin, end):
            for one in symbols[at]:
                pairs = by_anchor.get(one)
                if pairs is None:
                    continue
                for after in self._after(symbols, at):
                    for phrase in pairs.get(after, ()):
                        if phrase in anchored:
                            anchored[phrase].append(at)
                        else:
                            anchored[phrase] = [at]
        return anchored

    def _after(self, symbols: Sequence[Sequence[str]], at: int) -> list[str]:
        """What may follow the word `at` in a phrase, passing over what says nothing."""
        following = [_WHATEVER]
        for symbol in symbols[at + 1 : at + 2 + REACH_OVER]:
            following += symbol
            if symbol[0] not in self._over:
                break
        return following

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
