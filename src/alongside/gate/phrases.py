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
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from alongside.gate.grammar import START, Item, PhraseError, Reader, chance, firsts_of, split
from alongside.gate.spelling import Spelling
from alongside.gate.states import REACH_OVER, State, begin
from alongside.gate.tokens import ASK, BREAK

_MOST_WORDS = 30_000
_PARTICLE = re.compile("[وف]?(?:لل(?=..)|[بلك](?=ال|...))|[وف](?=...)")
_SURE_WITH_SLIPS = 4
"""Words a phrase must have at least to be recognised by a misspelt one."""
_SLIP = "~"
"""Marks a word that counts as what it may be a slip of; no word of a text looks so."""
_WHATEVER = ""
"""Stands for the word after an anchor where any will do."""
_BY_PLACE = attrgetter("first", "after", "phrase")


class Hit(NamedTuple):
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


@dataclass(eq=False)
class _Phrase:
    """One phrase. Each is itself alone, so that it can be a key at no cost."""

    number: int
    items: tuple[Item, ...]
    opens: bool
    over: Set[str]

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
    def begin(self) -> State:
        return begin(self.items, self.over)

    def find(self, symbols: Sequence[Sequence[str]], anchors: Sequence[int], empty: Sequence[int]) -> Iterator[Hit]:
        """Each place where it stands around one of its `anchors`; `empty` counts the empty words before each word."""
        begin, number, anchor = self.begin, self.number, self.anchor
        if anchor is None:
            return
        untried = 0
        for place in anchors:
            earliest = max(0, place - anchor.most)  # but for the empty words that are passed over on the way
            earliest -= min(REACH_OVER, empty[place] - empty[max(0, earliest - REACH_OVER)], earliest)
            for first in range(max(untried, earliest), place - anchor.least + 1):
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
            phrase = _Phrase(number, tuple(row), opens, self._over)
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
        empty = [0, *accumulate(symbol[0] in self._over for symbol in symbols)]
        for phrase, anchors in self._anchored(symbols).items():
            for need in phrase.needs:
                if need.isdisjoint(present):
                    break
            else:
                hits.update(phrase.find(symbols, anchors, empty))
        slips = {symbol[0] for symbol in symbols if symbol[-1] is _SLIP} if _SLIP in present else frozenset()
        return sorted((hit for hit in hits if not slips or _is_sure(hit, words, slips)), key=_BY_PLACE)

    def _anchored(self, symbols: Sequence[Sequence[str]]) -> dict[_Phrase, list[int]]:
        """The phrases whose anchor is in the text, each with the places of it, in order."""
        anchored: dict[_Phrase, list[int]] = {}
        by_anchor = self._by_anchor
        for at, symbol in enumerate(symbols):
            for one in symbol:
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
