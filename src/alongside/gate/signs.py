"""What the learned models read: a text as a row of signs, and the numbers of the features of each sign.

The signs are the words the rules read too, so a disguise is undone for both. Beside them: numbers by their length, emoji,
links (never what a link says), money, shouting. A sign's features are the sign itself and its runs of three to five
letters; two neighbouring signs are one more feature. Training and screening both use this file, so they cannot differ.
"""

import re
import zlib
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.gate.tokens import ASK, BREAK, Words

Numbers = NDArray[np.uint32]
SIZE = 1 << 18
"""Features are told apart by this many numbers; two that share one are learned together."""
_MIX = 0x9E3779B1
_LONGEST_RUN = 5
_LONGEST_WORD = 24
_MOST_SIGNS, _MOST_EMOJI, _LOOKED_AT = 4000, 40, 2000
_LINK = re.compile(
    r"(?:https?|hxxps?)://\S{1,300}|www\.\S{1,300}|(?<![\w.])[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/\S{0,300}"
    r"|(?<![\w.+-])[\w.+-]{0,64}@[\w.-]{1,64}"
)
_MONEY = re.compile(r"[£€$₹]\s?\d|\d\s?[£€₹]")
_SHOUT = re.compile(r"\b[A-Z]{4,40}\b")
_CAPITALS = re.compile("[A-Z]{4}")
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff]")
LINK = "<link>"


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of a text: sign `i` is word `places[i]`; signs beyond the places are of the whole text."""

    signs: list[str]
    places: list[int]


def signs_of(words: Words, unsaid: Set[int] = frozenset()) -> Signs:
    """The signs of a text, in order, without the words `unsaid`; what the whole text does comes last."""
    plain, original = words.folded.plain, words.folded.original
    skipped = _skipped(plain)
    places = [at for at, word in enumerate(words.words) if word != BREAK and word != ASK]  # noqa: PLR1714 - twice as quick
    if skipped:
        places = list(_outside(skipped, places, words.starts))
    if unsaid:
        places = [at for at in places if at not in unsaid]
    del places[_MOST_SIGNS:]
    signs = [words.words[at] for at in places]
    if skipped:
        signs.append(LINK)
    if not original.isascii():
        signs += _EMOJI.findall(original)[:_MOST_EMOJI]
        if _MONEY.search(original):
            signs.append("<money>")
    elif "$" in original and _MONEY.search(original):
        signs.append("<money>")
    if _CAPITALS.search(original) and len(_SHOUT.findall(original, 0, _LOOKED_AT)) > 1:
        signs.append("<shout>")
    return Signs(signs, places)


def _outside(skipped: Sequence[tuple[int, int]], places: Sequence[int], starts: Sequence[int]) -> Iterator[int]:
    """The places that lie in none of the stretches. Both go forward together, so that many links cost no more."""
    at = 0
    for place in places:
        while at < len(skipped) and skipped[at][1] <= starts[place]:
            at += 1
        if at == len(skipped) or starts[place] < skipped[at][0]:
            yield place


def _skipped(plain: str) -> list[tuple[int, int]]:
    """Where links, addresses and handles stand: what they say is nobody's words."""
    if not ("@" in plain or "/" in plain or "www." in plain):
        return []
    return [m.span() for m in _LINK.finditer(plain)]


def number_of(sign: str) -> int:
    """The feature number of a sign, before it is cut to SIZE. Of a number only its length counts."""
    if sign.isdigit():
        sign = f"<{min(len(sign), 12)} digits>"
    return zlib.crc32(sign.encode("utf-8", "surrogatepass"))


def pairs_in(first: Numbers, second: Numbers) -> NDArray[np.intp]:
    """The feature numbers of two neighbouring signs, of their own numbers."""
    mixed = first * np.uint32(_MIX) + second
    return ((mixed ^ mixed >> np.uint32(15)) & (SIZE - 1)).astype(np.intp)


def pairs_of(numbers: Sequence[int]) -> list[int]:
    """The feature numbers of each two neighbouring signs of a text, of their own numbers."""
    some = np.array(numbers, np.uint32)
    pairs: list[int] = pairs_in(some[:-1], some[1:]).tolist()
    return pairs


def runs_of(sign: str) -> list[int]:
    """The feature numbers of the runs of letters in a sign, its beginning and end marked."""
    if len(sign) < 3 or sign[0] == "<" or sign.isdigit():
        return []
    marked = f"^{sign[:_LONGEST_WORD]}$".encode("utf-8", "surrogatepass") if sign.isascii() else None
    if marked is not None:
        return [
            zlib.crc32(marked[at : at + n]) % SIZE
            for n in range(3, _LONGEST_RUN + 1)
            for at in range(len(marked) - n + 1)
        ]
    letters = f"^{sign[:_LONGEST_WORD]}$"
    return [
        number_of(letters[at : at + n]) % SIZE for n in range(3, _LONGEST_RUN + 1) for at in range(len(letters) - n + 1)
    ]
