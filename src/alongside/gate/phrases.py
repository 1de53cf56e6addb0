"""Looking for all phrases at once.

Every phrase (see `grammar`) has an anchor: a place in it where one of few words is followed by one of few words. A text
is searched for anchors, and a phrase is read along only around its own anchor, and only when the text has the other words
it needs. Reading keeps the set of places in the phrase that have been reached; there is no backtracking and every phrase
has a greatest length, so time grows with the length of a text and no input is slow.

Inside a phrase, words that say nothing by themselves ("just", "honestly", "doch") are passed over, and a slip of the pen
(see `spelling`) counts as the word that was meant.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from operator import attrgetter

from alongside.gate.anchors import Anchors, Around, Symbol, Texts, Word, anchor_of
from alongside.gate.batches import parts_of
from alongside.gate.grammar import PhraseError, Reader, Row
from alongside.gate.kept import ENDS, Hit, Kept, rows_in
from alongside.gate.listed import everyday
from alongside.gate.spelling import Spelling
from alongside.gate.states import REACH_OVER
from alongside.gate.tokens import BREAK, NAME

_MOST_WORDS = 8192
"""Words of which it is remembered what is known of them: they repeat, but strange ones must not fill the memory."""
_PARTICLE = re.compile("[وف]?(?:لل(?=..)|[بلك](?=ال|...))|[وف](?=...)")
_SURE_WITH_SLIPS = 4
"""Words a phrase must have at least to be recognised by a misspelt one."""
_SLIP = "~"
"""Marks a word that counts as what it may be a slip of; no word of a text looks so."""
_BY_PLACE = attrgetter("first", "after", "phrase")


class Phrases:
    """Many phrases, found together.

    `fold` turns words of a phrase into the tokens of a text; words of `over` are passed over inside a phrase; `spelling`
    tells what a misspelt word may have been. A `reader` that is given reads them; what is known of the last `most_words`
    different words is remembered.
    """

    def __init__(
        self,
        fold: Callable[[str], list[str]],
        sets: Mapping[str, Sequence[str]],
        over: Set[str] = frozenset(),
        spelling: Spelling | None = None,
        *,
        reader: Reader | None = None,
        most_words: int = _MOST_WORDS,
    ) -> None:
        self._reader = reader or Reader(fold, sets)
        self._over = over
        self._spelling = spelling
        self._phrases = Kept(self._reader.read, over)
        self._anchors = Anchors()
        self._known = lru_cache(maxsize=most_words)(self._known_anew)
        self.words: Set[str] = self._reader.words
        """The words that the phrases are made of, or those of all lists: see `share`."""
        self.longest = 0
        """Words that a phrase may reach over at most."""

    def add(self, text: str, number: int) -> None:
        """Adds a phrase; its hits carry `number`. Raises PhraseError."""
        items = self._reader.read(text)
        self.longest = max(self.longest, sum(item.longest for item in items) + REACH_OVER)
        self._phrases.write(text)
        for at, row in enumerate(rows_in(items)):
            anchor = anchor_of(row)
            if not anchor.words:
                raise PhraseError(f"nothing to look for in {text!r}")
            self._phrases.add(number, at, row, anchor)
            self._anchors.add(anchor)
        self._known.cache_clear()

    def settle(self) -> None:
        """Lets go of what only the reading of phrases needs. More may be added after it, until the first search."""
        self._reader.forget()
        self._anchors.settle()
        self._phrases.settle()

    def rows(self) -> Iterator[tuple[int, str, Row]]:
        """Every phrase: the number that its hits carry, what was written, and the row that was read from it."""
        return self._phrases.rows()

    def share(self, words: Set[str]) -> None:
        """Knows `words`, which hold its own, in place of a set of its own. Nothing may be added after it."""
        self.words = self._reader.known = words
        self._reader.words.clear()

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands, in order. A phrase may stand at one place in several lengths."""
        return self.find_all([words])[0]

    def find_all(self, texts: Sequence[Sequence[str]]) -> list[list[Hit]]:
        """The same for many texts, which is quicker than one by one."""
        return [hits for some in parts_of(texts) for hits in self._find_all(some)]

    def _find_all(self, texts: Sequence[Sequence[str]]) -> list[list[Hit]]:
        self._anchors.make_ready()
        words: list[Word] = []
        for text in texts:
            words += map(self._known, text)
            words.append(self._known(BREAK))
        read = Texts(words, [len(text) + 1 for text in texts])
        hits = self._along(read, *self._anchors.find(read))
        return [_sure_of(*one) for one in zip(hits, read.symbols_of(), texts, strict=True)]

    def _along(self, texts: Texts, around: Iterable[Around], places: Sequence[int]) -> list[list[Hit]]:
        """Where phrases stand, in any order. One that needs what is not in the sentence is not read along."""
        hits: list[list[Hit]] = [[] for _ in texts.lengths]
        symbols_of, passed_of = texts.symbols_of(), texts.passed_of()
        needs, made = self._phrases.needs, self._phrases.made
        last = -1
        for sentence, number, first, after in around:
            if sentence != last:
                last = sentence
                text, begin, end = texts.sentences[sentence]
                symbols, passed = symbols_of[text], passed_of[text]
                has_none = set().union(*symbols[begin:end]).isdisjoint
            for need in needs[number]:  # any(...) would take twice as long
                if has_none(need):
                    break
            else:
                hits[text] += made(number).find(symbols, places[first:after], passed, begin)
        return hits

    def _beginnings(self, word: str) -> list[str]:
        return [word[:n] + "~" for n in self._reader.lengths if n <= len(word) and word[:n] in self._reader.stems]

    def _known_anew(self, word: str) -> Word:
        symbol = self._symbol_of(word)
        numbers = tuple(filter(None, map(self._anchors.numbers.get, symbol)))
        return Word(symbol, numbers, word in self._over, word in ENDS)

    def _symbol_of(self, word: str) -> Symbol:
        """What a word counts as: itself, its known beginnings, and what it may be a slip of."""
        if word == NAME:
            return _named()
        bare = _without_particle(word)
        known = (bare,) if bare in self.words else ()
        symbol = (word, *known, *self._beginnings(word), *(self._beginnings(bare) if bare else ()))
        is_strange = len(symbol) == 1 and word not in self._over
        if is_strange and self._spelling is not None and (meant := self._spelling.meant_by(word)):
            symbol = (word, *meant, _SLIP)
        return symbol


def _sure_of(hits: Sequence[Hit], symbols: Sequence[Symbol], words: Sequence[str]) -> list[Hit]:
    """The hits in order, each once, without those that rest on a slip and are too short for it."""
    slips = {symbol[0] for symbol in symbols if symbol[-1] is _SLIP} if hits else ()
    return sorted((hit for hit in set(hits) if not slips or _is_sure(hit, words, slips)), key=_BY_PLACE)


def _is_sure(hit: Hit, words: Sequence[str], slips: Set[str]) -> bool:
    """Whether a phrase stands without a misspelt word, or is long enough to be recognised in spite of it."""
    return hit.after - hit.first >= _SURE_WITH_SLIPS or slips.isdisjoint(words[hit.first : hit.after])


@cache
def _named() -> Symbol:
    """What the name of a child or of the family counts as: "Noah deserved it" is said of him."""
    return (NAME, *sorted(everyday("named")))


def _without_particle(word: str) -> str:
    """An Arabic word without what is written onto its front ("and", "for", "with"); empty when nothing is."""
    match = _PARTICLE.match(word)
    return ("ال" if match[0].endswith("لل") else "") + word[match.end() :] if match else ""
