"""Which language a text is in. Says "und" rather than guess.

Scripts that only one of the enabled languages uses decide by themselves; for the rest py3langid is asked, restricted to
the enabled languages. Its model (about 15 MB in memory, see `naive_bayes`) is loaded when the first text needs it.
"""

import re
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alongside.gate.surroundings import LANGUAGES

if TYPE_CHECKING:
    from alongside.gate.naive_bayes import Detector

UNKNOWN = "und"
_LETTERS_TO_TRY = 12
_WORDS_TO_TRY = 3
_SURE_ENOUGH = 0.55
_LOOKED_AT = 200
_ENOUGH, _VERY_SURE = 80, 0.98
"""Most languages show in the first characters; the rest of the sample is read only where those leave a doubt."""
_SCRIPTS = {
    "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "HANGUL": ("ko",), "THAI": ("th",), "HEBREW": ("he",), "GREEK": ("el",),
    "DEVANAGARI": ("hi", "mr", "ne"), "BENGALI": ("bn", "as"), "TAMIL": ("ta",), "TELUGU": ("te",), "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",), "GUJARATI": ("gu",), "GURMUKHI": ("pa",), "KANNADA": ("kn",), "MALAYALAM": ("ml",),
    "SINHALA": ("si",), "KHMER": ("km",), "LAO": ("lo",), "MYANMAR": ("my",), "ETHIOPIC": ("am",), "CJK": ("zh", "ja"),
    "ARABIC": ("ar", "fa", "ur"), "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"),
}  # fmt: skip
_KIN = (
    frozenset(("es", "pt", "it", "fr", "ro")),
    frozenset(("de", "nl", "da", "no", "sv")),
    frozenset(("pl", "cs", "ru", "uk", "bg", "hr")),
)
_NOT_WORDS = re.compile(r"\S{0,80}(?:://|@)\S{0,200}|[\d_]+")


_loading = threading.Lock()


def language_of(text: str, languages: Sequence[str] = LANGUAGES) -> str:
    """ISO 639-1 code of the language of `text`, one of `languages`, or "und"."""
    sample = text[:_LOOKED_AT]
    if "@" in sample or "/" in sample or any(map(str.isdigit, sample)):
        sample = _NOT_WORDS.sub(" ", sample)
    if not sample.isascii():
        decided = _by_script(sample, languages)
        if decided is not None:
            return decided
    letters = sum(map(str.isalpha, sample))
    if letters < _LETTERS_TO_TRY or len(sample.split()) < _WORDS_TO_TRY:
        return UNKNOWN
    detector = _detector(tuple(sorted(set(languages))))
    language, sureness = detector.classify(sample[:_ENOUGH])
    if sureness < _VERY_SURE and len(sample) > _ENOUGH:
        language, sureness = detector.classify(sample)
    return language if sureness >= _SURE_ENOUGH else UNKNOWN


def may_be(told: str, language: str) -> bool:
    """Whether a text that was told to be in one language may as well be in the other: short ones are often mistaken."""
    return UNKNOWN in (told, language) or told == language or any({told, language} <= kin for kin in _KIN)


def _by_script(sample: str, languages: Sequence[str]) -> str | None:
    """The language when the script says it all, "und" when no enabled language has it, None when it does not decide."""
    scripts = Counter(_script(character) for character in sample if not character.isascii() and character.isalpha())
    latin = sum(character.isascii() and character.isalpha() for character in sample)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > latin // 2:
        return "ja" if "ja" in languages else UNKNOWN
    script, most = scripts.most_common(1)[0] if scripts else ("", 0)
    possible = _SCRIPTS.get(script)
    if possible is None or most <= latin:
        return None
    enabled = [language for language in possible if language in languages]
    if script == "CJK":
        return enabled[0] if enabled == ["zh"] or "zh" in enabled else UNKNOWN
    if len(enabled) == 1:
        return enabled[0]
    return None if enabled else UNKNOWN


@cache
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]


@cache
def _detector(languages: tuple[str, ...]) -> "Detector":
    """One that knows these languages only. Languages its model lacks are left out."""
    with _loading:
        from py3langid.langid import MODEL_DIR, MODEL_FILE

        from alongside.gate.naive_bayes import Detector  # only now: NumPy takes a quarter of a second

        return Detector(Path(MODEL_DIR, MODEL_FILE), languages)
