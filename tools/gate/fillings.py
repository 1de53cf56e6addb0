"""The likeliest fillings of the phrases in the word lists, for whoever adds or reviews them.

A phrase with many alternatives is read for what it is meant to find; what else it finds shows when its vaguest words are
put together: "could .. (hurt myself|not make it)" holds "Sorry, I couldn't make it". For each phrase that can hold a text,
but for those of attacks on groups, this builds the rows of words that everyday language would put there most often, and
prints those that the gate holds as a sentence of their own, the most frequent first, in times per million words:

    python -m tools.gate.fillings LANGUAGE [FILE ...]

How often words follow one another is counted in the harmless messages of `written/`, and in text files that are given
beside (a sentence or a paragraph a line). Three words together, two, or one: what was never met is guessed from the shorter
ones at four tenths each (Brants et al., Large Language Models in Machine Translation, 2007, 4).
"""

import math
import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from alongside.gate import screen
from alongside.gate.folding import fold
from alongside.gate.grammar import Item, Row
from alongside.gate.lanes import HELD_FROM
from alongside.gate.tokens import ASK, BREAK, Known, words_of
from alongside.gate.verdict import Verdict
from alongside.gate.wordlists import Rule, lexicon
from tools.gate.written_by_hand import examples_in

_SHORTER = 0.4
_UNSEEN = 0.05
"""Times that a word which was never met counts as met."""
_ANY, _OF_ANY = "*", math.log(0.3)
"""Stands for any one word, and how likely some word is."""
_STEMS = 4
"""Words at most that are tried for a beginning ("neglect~")."""
_TRIED, _KEPT, _PRINTED = 250, 40, 3
"""Alternatives of an item that are tried, rows that are kept from item to item, and fillings of a phrase that are told."""
_SORTS = frozenset(("hurt", "cruelty", "distress", "approach"))
Words = tuple[str, ...]


class Filling(NamedTuple):
    """Words that fill a phrase of a rule, and how often they stand in a million words."""

    often: float
    words: str
    rule: str
    phrase: str


class Language:
    """How often words stand, and follow one another, in some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts: list[Counter[Words]] = [Counter(), Counter(), Counter()]
        known = Known()
        for sentence in _sentences(texts):
            words = [BREAK if word == ASK else word for word in words_of(fold(sentence), known).words]
            words = [BREAK, *words] if words[-1:] == [BREAK] else [BREAK, *words, BREAK]
            for length, counts in enumerate(self._counts, 1):
                counts.update(zip(*(words[at:] for at in range(length)), strict=False))
        self.words = sum(self._counts[0].values())
        self._ordered = sorted(word for (word,) in self._counts[0])

    def beginning(self, stem: str) -> list[str]:
        """The commonest words that begin with `stem`."""
        from_here = islice(self._ordered, bisect_left(self._ordered, stem), None)
        found: list[str] = []
        for word in from_here:
            if not word.startswith(stem):
                break
            found.append(word)
        return sorted(found, key=self.count, reverse=True)[:_STEMS]

    def count(self, word: str) -> int:
        """How often a word stands."""
        return self._counts[0][word,]

    def next(self, before: Words, word: str) -> float:
        """The logarithm of how likely `word` is behind the words `before` it."""
        if word == _ANY:
            return _OF_ANY
        share = 1.0
        for length in (2, 1):
            last = before[-length:]
            if len(last) == length and _ANY not in last and (met := self._counts[length][(*last, word)]):
                return math.log(share * met / self._counts[length - 1][last])
            share *= _SHORTER if len(before) >= length else 1.0
        return math.log(share * max(self.count(word), _UNSEEN) / self.words)


class Fillings:
    """The likeliest rows of words that fill a phrase, by what `language` knows."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._known: dict[Item, list[Words]] = {}

    def of(self, row: Row, most: int = _KEPT) -> list[tuple[float, Words]]:
        """The likeliest fillings of a row of items, with the logarithms of how likely they are."""
        rows: list[tuple[float, Words]] = [(0.0, ())]
        for item in row:
            best: dict[Words, float] = {}
            for score, words in rows:
                for more in self._alternatives(item):
                    filled, of_it = self._with(score, words, more)
                    best[filled] = max(of_it, best.get(filled, -math.inf))
            rows = sorted(((score, words) for words, score in best.items()), reverse=True)[:most]
        return rows

    def _with(self, score: float, words: Words, more: Words) -> tuple[Words, float]:
        for word in more:
            score += self._language.next(words, word)
            words = (*words, word)
        return words, score

    def _alternatives(self, item: Item) -> list[Words]:
        if item not in self._known:
            found = dict.fromkeys(tuple(BREAK if word == ASK else word for word in row) for row in self._rows(item))
            likely = sorted(found, key=lambda row: -min(map(self._language.count, row), default=self._language.words))
            self._known[item] = likely[:_TRIED]
        return self._known[item]

    def _rows(self, item: Item) -> Iterator[Words]:
        if item.may_miss:
            yield ()
        if item.gap and not item.may_miss:
            yield (_ANY,) * item.shortest
        if item.words:
            yield from self._spelt(item.words)
        for word in item.singles:
            yield from self._spelt((word,))
        for row in item.choices:
            yield from (words for _, words in self.of(row))

    def _spelt(self, words: Sequence[str]) -> Iterator[Words]:
        rows: list[Words] = [()]
        for word in words:
            spelt = self._language.beginning(word[:-1]) if word.endswith("~") else [word]
            rows = [(*row, one) for row in rows for one in spelt]
        yield from rows


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    return (sentence for text in texts for sentence in re.split(r"(?<=[.!?。！？।])\s*", text) if sentence.strip())


def _can_hold(rule: Rule) -> bool:
    return rule.subject in _SORTS and rule.weight >= HELD_FROM


def held_fillings(language: str, texts: Iterable[str]) -> list[Filling]:
    """Fillings that the gate holds, and in which it finds the very rule they fill; the most frequent first."""
    known, fillings = lexicon(), Fillings(Language(texts))
    found: list[Filling] = []
    for number, phrase, row in known.phrases.rows():
        rule = known.rules[number]
        if rule.language == language and _can_hold(rule):
            found += [_filling(one, rule.id, phrase) for one in fillings.of(row)[:_PRINTED]]
    found = list(dict.fromkeys(found))
    verdicts = screen([f"{one.words.capitalize()}." for one in found])
    return sorted((one for one, verdict in zip(found, verdicts, strict=True) if _is_held(one, verdict)), reverse=True)


def _filling(of: tuple[float, Words], rule: str, phrase: str) -> Filling:
    score, words = of
    said = " ".join("so" if word == _ANY else word for word in words if word != BREAK)
    return Filling(math.exp(score) * 1_000_000, said, rule, phrase)


def _is_held(filling: Filling, verdict: Verdict) -> bool:
    return verdict.lane != "open" and any(one.rule == filling.rule for one in verdict.findings)


def main(language: str, *files: str) -> None:
    """Prints the fillings of a language's phrases."""
    written = [one.text for one in examples_in() if one.language == language and "ok" in one.labels]
    given = [line for file in files for line in Path(file).read_text(encoding="utf-8").splitlines()]
    for one in held_fillings(language, [*written, *given]):
        print(f"{one.often:.2f}\t{one.rule}\t{one.words}\t{one.phrase}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("python -m tools.gate.fillings LANGUAGE [FILE ...]")
    main(*sys.argv[1:])
