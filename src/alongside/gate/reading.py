"""One text, read once: its words, what the word lists found in it, and what stands around each find.

Every check works on the same Reading, so the text is folded and searched a single time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from alongside.gate.folding import fold
from alongside.gate.joining import Joins
from alongside.gate.kept import Hit
from alongside.gate.language import UNKNOWN, language_of, may_be
from alongside.gate.nearby import Nearby, Place
from alongside.gate.phrases import Phrases
from alongside.gate.surroundings import Surroundings
from alongside.gate.tokens import Words, words_of
from alongside.gate.verdict import Finding
from alongside.gate.wordlists import Family, Lexicon, Rule, folded_words, host_lexicon
from alongside.gate.written import Stretch

_QUOTE = re.compile(
    r'"[^"]{2,400}"'
    r"|(?<![^\s(:,;.])'(?!(?:cause|cos|coz|til|tis|twas|em|bout|ne|nem|nen|ner|sta|sto|un|[sntmk])\b)(?=\w)"
    r"(?:[^'\"]|(?<=\w)'(?=\w)){2,200}'(?!\w)"
)
"""Between two double marks, or between single ones that stand outside words and open no shortened one ("'ne", "'s"). A
word that ends in an apostrophe closes one all the same, so single marks count less: see `is_marked_once`.
"""
_MOST_TOLD_BY = 40
"""Words of a sentence by which its language is told."""
_LATIN = "\u02ff"
"""The last of the Latin letters."""
_SWEARING = "swearing"
SOFT = 0.4
"""What a rule that is about a loss weighs at most in a text that speaks of none."""


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
    families: Mapping[str, Family]
    joins: Joins
    found: dict[str, list[Found]] = field(default_factory=dict)
    excepted: list[tuple[Found, Hit]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    mended: "Reading | None" = None
    """The same text with hidden words uncovered (see `mending`); holds groups and signals only."""
    heard: Sequence[Stretch] = ()
    """What the model of written sentences makes of each sentence, then of each two together."""
    _heard_near: Nearby[Stretch] | None = None
    looked_around: bool = False
    _near: dict[str, Nearby[Found]] = field(default_factory=dict)

    def keep(self, founds: Iterable[Found], exceptions: Mapping[str, Phrases]) -> None:
        """Remembers what was found, but for what lies on an exception of its rule."""
        founds = list(founds)
        excepted: dict[str, Nearby[Hit]] = {}
        for found in founds:
            rule = found.rule
            if rule.id in exceptions and rule.id not in excepted:
                mine = [one for one in founds if one.rule.id == rule.id]
                excepted[rule.id] = Nearby(self._hits_about(mine, exceptions[rule.id]))
            exception = excepted[rule.id].sharing(found) if rule.id in excepted else None
            if exception is None:
                self.found.setdefault(rule.subject, []).append(found)
            else:
                self.excepted.append((found, exception))

    def _hits_about(self, founds: Sequence[Found], phrases: Phrases) -> Iterator[Hit]:
        """Where phrases stand that can share a word with one of `founds`; only whole sentences around them are searched."""
        words = self.words
        first = words.sentence(max(0, min(one.first for one in founds) - phrases.longest))[0]
        last = min(len(words.words), max(one.after for one in founds) + phrases.longest)
        some = words.words[first : words.sentence(last - 1)[1] + 1]
        return (Hit(hit.phrase, hit.first + first, hit.after + first) for hit in phrases.find(some))

    def has_guarded(self) -> bool:
        """Whether anything was found that what stands around it may take back."""
        return any(found.rule.guarded for founds in self.found.values() for found in founds)

    def of(self, subject: str) -> Sequence[Found]:
        """What the word lists of `subject` found, exceptions already taken out."""
        return self.found.get(subject, ())

    def near(self, subject: str) -> Nearby[Found]:
        """The same, to be asked what stands near some words. Ask when everything has been found."""
        if subject not in self._near:
            self._near[subject] = Nearby(self.of(subject))
        return self._near[subject]

    def heard_around(self, words: Place) -> Sequence[Stretch]:
        """What the model makes of the sentences that the words stand in, each by itself and with its neighbours."""
        if self._heard_near is None:
            self._heard_near = Nearby(self.heard)
        near = self._heard_near.between(words.first, words.after)
        return [one for one in near if one.first < words.after and words.first < one.after]

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

    def weight_of(self, found: Found) -> float:
        """The weight of a find's rule, less when it is about a loss and the text speaks of no child and no death."""
        weight = found.rule.weight
        return min(weight, SOFT) if found.rule.about_loss and not self.of("loss") else weight

    def is_at_home(self, found: Found) -> bool:
        """Whether a single word may be what its rule means: in another language it may be another word."""
        home = found.rule.language
        if found.after - found.first > 1 or home == UNKNOWN or self.language in (home, UNKNOWN):
            return True
        return self._is_in_other_letters(found)

    def is_understood(self, found: Found) -> bool:
        """Whether the list may be of the language of the text, or of these words: a threat may stand in another language
        behind kind words. English is understood in every text, people mix it in.
        """
        home = found.rule.language
        if home == "en" or may_be(self.language, home) or self._is_in_other_letters(found):
            return True
        return found.after - found.first > 1 and self._language_at(found.first) == home

    def is_swearing(self, words: Place) -> bool:
        """Whether the words are part of a curse on an illness, or into the air: turned on nobody."""
        return self.near(_SWEARING).sharing(words) is not None

    def leave_foreign_swearing(self) -> None:
        """Lets go of curses in a language that the words are not in."""
        self.found[_SWEARING] = [found for found in self.of(_SWEARING) if self.is_understood(found)]

    def _is_in_other_letters(self, found: Found) -> bool:
        """Whether the words are not in Latin letters, in a text that is: then they are of another language for certain."""
        return self.words.mostly_latin and self.words.words[found.first][0] > _LATIN

    def _language_at(self, word: int) -> str:
        """The language of the sentence that a word stands in, read alone."""
        first, after = self.words.sentence(word)
        start, end = self.words.span(first, min(after, first + _MOST_TOLD_BY))
        return language_of(self.text[start:end], self.surroundings.languages)

    def is_marked_once(self, quote: tuple[int, int]) -> bool:
        """Whether a quotation stands between single marks, which may be apostrophes."""
        return self.words.folded.plain[quote[0]] == "'"

    def quote_at(self, word: int) -> tuple[int, int] | None:
        """The quotation that a word begins in, as offsets into the folded text."""
        start = self.words.starts[word]
        at = bisect_right(self.quotes, (start, len(self.words.folded.plain))) - 1  # the last that begins before
        return self.quotes[at] if at >= 0 and start < self.quotes[at][1] else None


def read(text: str, language: str, surroundings: Surroundings, lexicon: Lexicon) -> Reading:
    """Folds `text` and cuts it into words; `search` it next."""
    words = words_of(fold(text), lexicon.known, _names(surroundings))
    return Reading(text, words, language, surroundings, lexicon.families, lexicon.joins)


def search(readings: Sequence[Reading], lexicon: Lexicon) -> None:
    """Finds in each text what the word lists and the host's rules know, and what stands around it."""
    _keep_all(readings, lexicon.phrases, lexicon)
    _keep_all([reading for reading in readings if reading.of("group")], lexicon.signals, lexicon)
    for reading in readings:
        reading.leave_foreign_swearing()
        reading.mended = _mended(reading, lexicon)
        if reading.surroundings.rules:
            phrases, rules, exceptions = host_lexicon(reading.surroundings.rules)
            reading.keep(_longest(phrases.find(reading.words.words), rules), exceptions)
    look_around([reading for reading in readings if reading.has_guarded()], lexicon)


def look_around(readings: Iterable[Reading], lexicon: Lexicon) -> None:
    """Finds in each text, once, what stands around the words and may take them back."""
    anew = [reading for reading in readings if not reading.looked_around]
    _keep_all(anew, lexicon.context, lexicon)
    for reading in anew:
        reading.looked_around = True
        reading.quotes = _quotes(reading.words.folded.plain)


def _keep_all(readings: Sequence[Reading], phrases: Phrases, lexicon: Lexicon) -> None:
    found = phrases.find_all([reading.words.words for reading in readings])
    for reading, hits in zip(readings, found, strict=True):
        reading.keep(_longest(hits, lexicon.rules), lexicon.exceptions)


def _mended(reading: Reading, lexicon: Lexicon) -> Reading | None:
    """The text as it is meant, where words that attack a group are hidden in it."""
    mender = lexicon.menders.get("en" if reading.language == UNKNOWN else reading.language)
    words = mender.mend(reading.words) if mender else None
    if words is None:
        return None
    mended = Reading(reading.text, words, reading.language, reading.surroundings, reading.families, reading.joins)
    mended.keep(_longest(lexicon.groups.find(words.words), lexicon.rules), {})
    if mended.of("group"):
        mended.keep(_longest(lexicon.signals.find(words.words), lexicon.rules), {})
        mended.quotes = _quotes(words.folded.plain)
    return mended


@lru_cache(maxsize=256)
def _names(surroundings: Surroundings) -> frozenset[str]:
    """The folded names of the family and of the ones remembered."""
    names = (*surroundings.remembered, *surroundings.family)
    return frozenset(word for name in names for word in folded_words(name) if len(word) > 1)


def _longest(hits: Iterable[Hit], rules: Sequence[Rule]) -> Iterable[Found]:
    """The hits that no longer hit of the same rule contains."""
    kept: dict[int, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.after)):
        mine = kept.setdefault(hit.phrase, [])
        if not mine or mine[-1].after < hit.after:
            mine.append(hit)
    return [Found(rules[hit.phrase], hit.first, hit.after) for mine in kept.values() for hit in mine]


def _quotes(plain: str) -> list[tuple[int, int]]:
    """Quoted stretches; a text that is one quotation from end to end is its writer's own."""
    if '"' not in plain and "'" not in plain:
        return []
    quotes = [match.span() for match in _QUOTE.finditer(plain)]
    outside = len(plain.strip()) - sum(b - a for a, b in quotes)
    return quotes if outside > 12 else []
