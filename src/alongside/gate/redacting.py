"""A text made so that it can be shown to whoever teaches the gate: nothing stays but words that the word lists know.

A list of names finds the names it knows, and no list knows a neighbour, a street or a ward. So it is done the other way
round: a word stays only when it is one of the word lists' own, and everything else, rare words and most places with it,
becomes a gap. Taken out besides: the names that are given, whatever they mean elsewhere; words with a capital letter inside
a sentence, or more than one of them; a name that stands alone, as under a letter; numbers, days, months, addresses and
accounts, written in figures or in words; and whatever is written without spaces.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise

from alongside.gate.folding import fold
from alongside.gate.lanes import is_contact
from alongside.gate.listed import words_in
from alongside.gate.screening import look
from alongside.gate.surroundings import NOWHERE
from alongside.gate.tokens import ASK, BREAK, words_of
from alongside.gate.wordlists import folded_words, lexicon

GAP = "[…]"

_PIECE = re.compile(r"\S+")
_TELLING = re.compile(r"[@/\\]|\w\.\w")
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "؟", "।")
_BETWEEN = re.compile(rf"(?<=[{''.join(_SENTENCE_ENDS)}])\s|\n")  # sentences, and lines


def redact(text: str, *, names: Collection[str] = ()) -> str:
    """`text` with `GAP` for whatever could tell of whom it speaks. `names`: of the family, of places, of the writer."""
    told = frozenset(word for name in names for word in folded_words(name))
    gone = [*_contacts(text), *_names_alone(text)]
    pieces: list[str] = []
    begins = True
    found = [match.span() for match in _PIECE.finditer(text)]
    for (start, end), (after, its_end) in pairwise([*found, (0, 0)]):
        piece = text[start:end]
        named = begins and _may_be_name(piece, text[after:its_end])
        stays = not named and _is_common(piece, told, begins=begins) and not _touches((start, end), gone)
        if stays or pieces[-1:] != [GAP]:
            pieces.append(piece if stays else GAP)
        begins = _ends_sentence(piece)
    return " ".join(pieces)


def _may_be_name(piece: str, after: str) -> bool:
    """Whether a word that begins a sentence is a first name as well, and nothing after it says that it is none."""
    bare = _bare(piece)
    word = bare.casefold().removesuffix("'s").removesuffix("’s")
    is_verb = piece == bare and _bare(after).casefold() in _listed("after_a_verb")
    return bool(_capitals(bare)) and word in _listed("names_too") and not is_verb


def _bare(piece: str) -> str:
    return piece.strip("\"'“”‘’„«»()[],.;:!?…-–—")


def _ends_sentence(piece: str) -> bool:
    bare = _bare(piece).casefold()
    return piece.endswith(_SENTENCE_ENDS) and bare not in _listed("titles") and len(bare) != 1


def _capitals(piece: str) -> int:
    return sum(letter != letter.lower() for letter in piece)


def _names_alone(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence or a line is nothing but words with capitals, as names under a letter are: "Faith and Hope"."""
    no_names = _listed("beside_names") | {""}
    for start, end in _stretches(text):
        pieces = text[start:end].split()
        beside = [one for one in pieces if "".join(filter(str.isalpha, one)).casefold() in no_names]
        if any(map(_capitals, pieces)) and all(_capitals(one) or one in beside for one in pieces):
            yield start, end


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Each sentence, and each line of its own, without the space around it."""
    start = 0
    for end, after in (*(gap.span() for gap in _BETWEEN.finditer(text)), (len(text), len(text))):
        said = text[start:end]
        yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        start = after


def _touches(span: tuple[int, int], others: Collection[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _is_common(piece: str, told: frozenset[str], *, begins: bool) -> bool:
    """Whether a piece of a text is made of words that the word lists know, and says nothing of anybody."""
    known = lexicon().known
    words = [word for word in words_of(fold(piece), known).words if word not in (BREAK, ASK)]
    bare = _bare(piece)
    by_custom = any({word, word.removesuffix("s")} & _listed("capital") for word in words[:1])
    no_name = _capitals(piece) == _capitals(bare[:1]) and (begins or by_custom)
    if _TELLING.search(piece) or any(map(str.isnumeric, piece)):
        return False
    if any(len(one) == 1 and one.isalpha() and one not in _listed("letters") for one in (bare.casefold(), *words)):
        return False
    if _capitals(piece) and not no_name:
        return False
    return all(
        word in known.words and word not in told and {word, word.removesuffix("s")}.isdisjoint(_taken_out())
        for word in words
    )


@cache
def _taken_out() -> frozenset[str]:
    """Numbers, dates, and names that are nothing else: the lists know some as words, since they stand in phrases."""
    return _listed("numbers") | _listed("dates") | words_in("und/names", "names")


def _listed(name: str) -> frozenset[str]:
    """The words of a list of what goes or stays besides."""
    return words_in("en/redacting", name)


def _contacts(text: str) -> list[tuple[int, int]]:
    """Where the gate sees a link, an address, a number or an account, also in disguise."""
    reading, verdict = look(text, NOWHERE)
    seen = [(one.start, one.end) for one in verdict.findings if is_contact(one)]
    return [*seen, *(reading.words.span(found.first, found.after) for found in reading.of("contact"))]
