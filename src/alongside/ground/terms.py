"""Terms: the words of a text as search compares them, the same on every engine since no engine takes part.

Case, accents, points, width and joining signs are folded away. Chinese, Japanese, Thai, Lao, Khmer and Burmese put no space
between words, and Korean joins many: each of their signs is a term, and so is each pair of neighbours, so that any stretch
of such a text is found.
"""

import re
import unicodedata
from collections.abc import Iterator

LONGEST_TERM = 32
SHORTEST_BEGINNING = 2  # one letter alone begins half of all words

_OWN_LETTERS = {  # letters that are written otherwise where a keyboard lacks them, and come apart by no rule of Unicode
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "",
}  # fmt: skip
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_NO_SPACES}]+|[^{_NO_SPACES}]+")
_IS_RUN_WITHOUT_SPACES = re.compile(f"[{_NO_SPACES}]")


def _fold_sign(sign: str) -> str:
    """One decomposed, small sign: itself, nothing, or a space where a word ends."""
    if sign in _OWN_LETTERS:
        return _OWN_LETTERS[sign]
    category = unicodedata.category(sign)
    if category in ("Cf", "Me") or "\ufe00" <= sign <= "\ufe0f":  # only how another sign is shown
        return ""
    if category == "Mn" and _is_accent(unicodedata.combining(sign)):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return sign if category[0] in "LMN" else " "


def _is_accent(combining: int) -> bool:
    """Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; the signs of other scripts spell the word."""
    return 10 <= combining <= 36 or combining >= 200


class _Table(dict[int, str]):
    """Sign to folded signs, worked out once for each that occurs."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_sign(chr(code))
        return folded


_table = _Table()


def words_of(text: str) -> list[str]:
    """The folded words of `text` in their order; what has no spaces between words stays in one piece."""
    if text.isascii():
        return text.lower().translate(_table).split()
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", apart).translate(_table)).split()


def terms_of(text: str) -> list[str]:
    """Every term under which `text` is found, each once, in the order of the text."""
    words = words_of(text)
    if text.isascii():
        return list(dict.fromkeys(word[:LONGEST_TERM] for word in words))
    return list(dict.fromkeys(term for word in words for run in _RUN.findall(word) for term in _terms_of_run(run)))


def _terms_of_run(run: str) -> Iterator[str]:
    if not _IS_RUN_WITHOUT_SPACES.match(run):
        yield run[:LONGEST_TERM]
        return
    yield from run
    yield from _pairs(run)


def asked_for(text: str) -> tuple[list[str], str]:
    """What someone looks for: terms that must all be there, and the beginning of one more, which the last word may be."""
    runs = [run for word in words_of(text) for run in _RUN.findall(word)]
    beginning = ""
    if runs and len(runs[-1]) >= SHORTEST_BEGINNING and not _IS_RUN_WITHOUT_SPACES.match(runs[-1]):
        beginning = runs.pop()[:LONGEST_TERM]
    whole = [term for run in runs for term in _asked_of_run(run)]
    return list(dict.fromkeys(whole)), beginning


def _asked_of_run(run: str) -> list[str]:
    if not _IS_RUN_WITHOUT_SPACES.match(run):
        return [run[:LONGEST_TERM]]
    return list(_pairs(run)) or [run]


def _pairs(run: str) -> Iterator[str]:
    return (run[at : at + 2] for at in range(len(run) - 1))
