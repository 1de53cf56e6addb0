"""Folding: one plain spelling for a text, with a map back to the original.

Folding is done one character at a time and never joins characters, so a map from each folded character to the original
one is enough to quote the original. What is folded: case; accents of Latin, Greek and Cyrillic letters; points of Arabic
and Hebrew; full-width and mathematical letters; invisible characters. What needs a whole word (look-alikes, k1ll,
k i l l) is undone in `tokens`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_SMALL = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "ʹ": "'", "‚": "'", "‛": "'", "‹": "'", "›": "'",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": "",
    "…": "..", "。": ".", "？": "?", "؟": "?", "।": ".", "۔": ".",
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
    "\u3164": "", "\u115f": "", "\u1160": "", "\u2800": " ", "\u0085": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SIGNS_THAT_SPELL = range(0x0900, 0x1100)  # vowel signs of the Indic and Thai scripts belong to the word


def _without_accent(character: str) -> str:
    small = _SMALL.get(character)
    if small is not None:
        return small
    if "\u0300" <= character <= "\u036f":
        return ""
    if "\u00c0" <= character < "\u0530" or "\u1e00" <= character < "\u2000":
        return unicodedata.normalize("NFD", character)[0]
    return character


def _fold_character(character: str) -> str:
    small = _SMALL.get(character)
    if small is not None:
        return small
    category = unicodedata.category(character)
    if category in ("Cf", "Cc"):
        return character if character in "\n\t\r" else ""
    if category == "Mn" and ord(character) not in _SIGNS_THAT_SPELL and character not in "\u3099\u309a":
        return ""
    plain = unicodedata.normalize("NFKC", character).casefold()
    if len(plain) > 4:  # a whole formula in one character: no one spells with it
        return character
    return "".join(map(_without_accent, plain))


class _Table(dict[str, str]):
    """Character to folded characters, worked out once for each character that occurs."""

    def __missing__(self, character: str) -> str:
        folded = self[character] = _fold_character(character)
        return folded


_table = _Table()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `offsets[i]` is the place in `original` of `plain[i]`; None when all places are the same."""

    original: str
    plain: str
    offsets: Sequence[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original of the folded offsets `start` to `end` (exclusive)."""
        if self.offsets is None:
            return start, end
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> Folded:
    """The folded text. Any string is welcome, lone surrogates included."""
    if text.isascii() and not _CONTROLS.search(text):
        return Folded(text, text.lower(), None)
    pieces = [_table[character] for character in text]
    plain = "".join(pieces)
    if len(plain) == len(text) and "" not in pieces:
        return Folded(text, plain, None)
    offsets: list[int] = []
    for place, piece in enumerate(pieces):
        offsets.extend([place] * len(piece))
    offsets.append(len(text))
    return Folded(text, plain, offsets)
