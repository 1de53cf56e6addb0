"""Which language a text is in. Says "und" rather than guess.

eldc is asked first; it knows sixty languages. Where it is not sure, a small model of our own (see `naive_bayes`) says
whether the text is rather in one of the languages that eldc lacks: otherwise Afrikaans would be Dutch and Macedonian
Bulgarian. All languages are always weighed, also those that a host does not ask for, so that a text in one of those is
not taken for its neighbour.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Collection
from functools import cache
from typing import NamedTuple, Protocol, cast

from alongside.gate.naive_bayes import SecondOpinion, second_opinion
from alongside.gate.surroundings import LANGUAGES

UNKNOWN = "und"
_LOOKED_AT = 200
_SURE = 0.9
_ENOUGH = {**dict.fromkeys(("bg", "es", "he", "nl", "pt"), 0.97), "en": 0.86, "sr": 0.86}
"""Where eldc is less sure than this, the second opinion is asked: more often beside a near neighbour that eldc lacks and
takes for these; less often in English, of which it is rarely surer, and in Serbian, which is much like Macedonian.
"""
_LEAST, _LEAD = 0.55, 0.001
"""How sure eldc must be at least, and how much surer than of its next best."""
_LEAST_OF_ONE, _LEAD_OF_ONE = 0.8, 0.1
"""The same for a single word: most are words of several languages, and names."""
_BAR, _RISE, _DOUBT = -3.5, 7.0, 0.3
"""How much likelier a language that eldc lacks must be, rising with how sure eldc is; in between nothing is told."""
_FAMILIAR = 1.97
"""How familiar its features must be: Hindi in Latin letters, which neither knows, is no Swahili."""
_SCRIPTS = frozenset(("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "KHMER"))
"""What those languages are written in."""
_SAME = {"ms": "id", "nb": "no", "nn": "no"}
"""Told as one: Malay and Indonesian, and both ways to write Norwegian, are not told apart in a short text."""
UNSPACED = frozenset(("zh", "ja", "th", "km", "lo"))
"""Languages that part no words in writing."""
_KIN = (
    frozenset(("es", "pt", "it", "fr", "ro", "ca", "gl")),
    frozenset(("de", "nl", "af", "da", "no", "sv")),
    frozenset(("pl", "cs", "sk", "ru", "uk", "be", "bg", "mk", "hr", "sr", "sl")),
)
_NOT_WORDS = re.compile(r"\S{0,80}(?:://|@)\S{0,200}|[\d_]+")
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\W\d_]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class _First(NamedTuple):
    """eldc's opinion: the language, how sure it is (0..1), and how much surer than of the next."""

    language: str
    sure: float
    lead: float


class _Details(Protocol):
    """What eldc tells of a text: its best languages with their scores (0..1), the best first."""

    scores: dict[str, float]


def language_of(text: str, languages: Collection[str] = LANGUAGES) -> str:
    """ISO 639-1 code of the language of `text`, one of `languages`, or "und"."""
    language = weighed(text, second_opinion())
    return language if language in languages else UNKNOWN


def weighed(text: str, opinion: SecondOpinion) -> str:
    """The language of `text`, one of LANGUAGES, or "und", with `opinion` as the second."""
    sample = text[:_LOOKED_AT]
    if "@" in sample or "/" in sample or _has_digit(sample):
        sample = _NOT_WORDS.sub(" ", sample)
    letter = next(filter(str.isalpha, sample), None)
    if letter is None:
        return UNKNOWN
    first = _first(sample)
    enough = _ENOUGH.get(first.language, _SURE)
    asked = first.sure < enough and unicodedata.name(letter, "").partition(" ")[0] in _SCRIPTS
    language = _second(sample, first, opinion) if asked else None
    return language or _told(sample, first)


def _has_digit(sample: str) -> bool:
    """Whether there is a digit of any script; in a plain text it is found in a third of the time."""
    return _DIGIT.search(sample) is not None if sample.isascii() else any(map(str.isdigit, sample))


def may_be(told: str, language: str) -> bool:
    """Whether a text that was told to be in one language may as well be in the other: short ones are often mistaken."""
    return UNKNOWN in (told, language) or told == language or any({told, language} <= kin for kin in _KIN)


def _is_one_word(sample: str) -> bool:
    return len(_WORD.findall(sample)) == 1


def _told(sample: str, first: _First) -> str:
    """What eldc says, where it is sure enough."""
    alone = _is_one_word(sample) and first.language not in UNSPACED
    least, lead = (_LEAST_OF_ONE, _LEAD_OF_ONE) if alone else (_LEAST, _LEAD)
    return first.language if first.sure >= least and first.lead >= lead else UNKNOWN


def _second(sample: str, first: _First, opinion: SecondOpinion) -> str | None:
    """A language that eldc lacks, "und" where it may be one, None where it is none."""
    rather = opinion.likeliest(sample, first.language)
    above = rather.ahead - (_BAR + _RISE * first.sure)
    if above < -_DOUBT:
        return None
    alone = _is_one_word(sample) and rather.language not in UNSPACED
    return rather.language if above > _DOUBT and rather.familiar > _FAMILIAR and not alone else UNKNOWN


def _first(sample: str) -> _First:
    if not sample.isascii():
        sample = _SURROGATES.sub(" ", sample)
    found = _ask()(sample).scores
    if not found:
        return _First(UNKNOWN, 0.0, 0.0)
    ranked = [(_SAME.get(language, language), score) for language, score in found.items()]
    language, sure = ranked[0]
    return _First(language, sure, sure - next((score for other, score in ranked if other != language), 0.0))


_loading = threading.Lock()


@cache
def _ask() -> Callable[[str], _Details]:
    with _loading:
        import eldc

        eldc.init()
        return cast(Callable[[str], _Details], eldc.instance().detect_details)
