"""One text, read once: its words, what the word lists found in it, and what stands around each find.

Every check works on the same Reading, so the text is folded and searched a single time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from alongside.gate.folding import fold
from alongside.gate.phrases import Hit
from alongside.gate.surroundings import Surroundings
from alongside.gate.tokens import Words, words_of
from alongside.gate.verdict import Finding
from alongside.gate.wordlists import Family, Lexicon, Meaning, Rule, folded_words, host_lexicon

_QUOTE = re.compile(r'"[^"]{2,400}"')
_REACH_BEFORE = 9
_REACH_AFTER = 14
_REACH_NEGATION = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A rule's phrase at the words `first` to `after` (exclusive)."""

    rule: Rule
    first: int
    after: int


@dataclass(slots=True)
class Reading:
    """A text with everything the checks need to know about it."""

    text: str
    words: Words
    language: str
    surroundings: Surroundings
    families: dict[str, Family]
    found: dict[str, list[Found]] = field(default_factory=dict)
    quotes: list[tuple[int, int]] = field(default_factory=list)

    def of(self, subject: str) -> Sequence[Found]:
        """What the word lists of `subject` found, exceptions already taken out."""
        return self.found.get(subject, ())

    def finding(
        self, found: Found, label: str, *, why: str = "", family: str = "", weight: float | None = None
    ) -> Finding:
        """The finding that tells about `found`, with its place in the text as it was sent."""
        start, end = self.words.span(found.first, found.after)
        rule = found.rule
        return Finding(
            label,
            rule.id,
            start,
            end,
            why or rule.why,
            rule.weight if weight is None else weight,
            family or rule.family,
        )

    def spoken_of(self, found: Found) -> bool:
        """Whether the words are denied, quoted or told of others, rather than said."""
        if not found.rule.guarded:
            return False
        return self._is_quoted(found) or any(self._frames(frame, found) for frame in self.of("frame"))

    def _is_quoted(self, found: Found) -> bool:
        start = self.words.starts[found.first]
        end = self.words.ends[found.after - 1]
        return any(a <= start and end <= b for a, b in self.quotes)

    def _frames(self, frame: Found, found: Found) -> bool:
        if frame.rule.says == "after":
            here, there = self.words.sentence(found.first), self.words.sentence(frame.first)
            return 0 <= frame.first - found.after <= _REACH_AFTER and there[0] <= here[1] + 1
        reach = _REACH_NEGATION if frame.rule.says == "negation" else _REACH_BEFORE
        if not 0 <= found.first - frame.after <= reach:
            return False
        return self.words.sentence(found.first) == self.words.sentence(frame.after - 1)


def read(text: str, language: str, surroundings: Surroundings, lexicon: Lexicon) -> Reading:
    """Folds and searches `text`."""
    words = words_of(fold(text), lexicon.known, _names(surroundings))
    reading = Reading(text, words, language, surroundings, dict(lexicon.families))
    _sort_hits(reading, lexicon.phrases.find(words.words), lexicon.meanings)
    if surroundings.rules:
        phrases, meanings = host_lexicon(surroundings.rules)
        _sort_hits(reading, phrases.find(words.words), meanings)
    if '"' in words.folded.plain:
        reading.quotes = _quotes(words.folded.plain)
    return reading


@lru_cache(maxsize=256)
def _names(surroundings: Surroundings) -> frozenset[str]:
    """The folded names of the family and of the ones remembered."""
    names = (*surroundings.remembered, *surroundings.family)
    return frozenset(word for name in names for word in folded_words(name) if len(word) > 1)


def _sort_hits(reading: Reading, hits: Iterable[Hit], meanings: Sequence[Meaning]) -> None:
    excepted: dict[str, list[tuple[int, int]]] = {}
    longest: dict[tuple[str, int], Found] = {}
    for hit in hits:
        meaning = meanings[hit.phrase]
        if meaning.exception:
            excepted.setdefault(meaning.rule.id, []).append((hit.first, hit.after))
            continue
        longest[meaning.rule.id, hit.first] = Found(meaning.rule, hit.first, hit.after)
    for found in longest.values():
        overlaps = excepted.get(found.rule.id, ())
        if not any(a < found.after and found.first < b for a, b in overlaps):
            reading.found.setdefault(found.rule.subject, []).append(found)


def _quotes(plain: str) -> list[tuple[int, int]]:
    """Quoted stretches; a text that is one quotation from end to end is its writer's own."""
    quotes = [match.span() for match in _QUOTE.finditer(plain)]
    outside = len(plain.strip()) - sum(b - a for a, b in quotes)
    return quotes if outside > 12 else []
