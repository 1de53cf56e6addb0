"""Words of a folded text, each with its place; disguised words uncovered.

Contractions are written out ("you'll" and "youll" both become "you will") in texts and in rules alike, so a rule needs
one spelling. A word is uncovered (k1ll, kіll, diiie, k i l l) only when the result is a word the word lists know, so
ordinary numbers, abbreviations and names stay as they are.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from alongside.gate.folding import Folded
from alongside.gate.listed import told_in
from alongside.gate.spacing import Run, spaced_runs

BREAK = "."
ASK = "?"
NAME = "<name>"
"""Tokens for the end of a sentence, the end of a question, and a name of the family."""

_STRESSED = 3
"""Sentences of one word each, one after another, from which their stops only stress them."""
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 12_000, 40
"""Pieces of text that are kept once cut, until they are too many: strange ones must not fill the memory."""

_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff"
    "\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff"
)
"""Scripts written without spaces (and Korean, whose words take endings): every character is a word."""
_SIGNS = "".join(chr(c) for c in range(0x0900, 0x0E00) if unicodedata.category(chr(c)) in ("Mc", "Mn"))
_ENDS = r"[.!]+|\?[?!.]*|\n[ \t\r]*\n"
_ASCII = re.compile(rf"[a-z0-9@$*](?:[a-z0-9@$*]|['!](?=[a-z]))*|{_ENDS}")
_ANY = re.compile(
    rf"[{_ALONE}]|(?:[^\W_{_ALONE}]|[@$*{_SIGNS}])(?:[^\W_{_ALONE}]|[@$*{_SIGNS}]|['!](?=[^\W\d_]))*|{_ENDS}"
)
_PLAIN = re.compile(r"[^\W_]+|[!.]+")
_STRETCHED = re.compile(r"(.)\1{2,}")

_LEET_I = str.maketrans("0134578@$!", "oieastbasi")
_LEET_L = str.maketrans("0134578@$!", "oleastbasl")
_TO_LATIN = str.maketrans("авсԁеɡһіјкмнорԛѕтѵԝхуαβεηικνορτυχω", "abcdeghijkmhopqstvwxyabenikvoptuxw")
_TO_CYRILLIC = str.maketrans("abcehikmoptxy", "авсенікмортху")


class _Contractions(NamedTuple):
    """What words written short stand for: by their spelling without an apostrophe, by what stands behind one, and the words
    behind which an "s" there is a word, and which.
    """

    written_out: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, str]
    after_s: frozenset[str]
    s: str


@cache
def _contractions() -> _Contractions:
    told = told_in("en/contractions")
    written_out = {word: tuple(parts.split()) for word, parts in told["written_out"].items()}
    return _Contractions(written_out, told["endings"], frozenset(told["s"]["after"]), told["s"]["means"])


@dataclass(frozen=True, slots=True)
class Known:
    """The words of the word lists, and the starred spellings (f**k) of those that are often starred."""

    words: frozenset[str] = frozenset()
    starred: Mapping[str, str] = field(default_factory=dict)
    remembered: tuple[dict[str, "_Cut"], dict[str, "_Cut"]] = field(
        default_factory=lambda: ({}, {}), compare=False, repr=False
    )
    """What pieces of texts turned out to be: words repeat, so most are cut once only."""


@dataclass(slots=True)
class Words:
    """The words of a text. Parallel lists: `words[i]` stands at `starts[i]:ends[i]` of the folded text."""

    folded: Folded
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    disguised: set[int] = field(default_factory=set)
    mostly_latin: bool = False

    def add(self, word: str, start: int, end: int) -> None:
        if word in (BREAK, ASK):
            self.breaks.append(len(self.words))
        self.words.append(word)
        self.starts.append(start)
        self.ends.append(end)

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Offsets into the original text of the words `first` to `after` (exclusive)."""
        return self.folded.span(self.starts[first], self.ends[after - 1])

    def sentence(self, index: int) -> tuple[int, int]:
        """First word of the sentence that word `index` stands in, and the word that ends it."""
        at = bisect_left(self.breaks, index)
        start = self.breaks[at - 1] + 1 if at else 0
        return start, self.breaks[at] if at < len(self.breaks) else len(self.words)


def words_of(folded: Folded, known: Known, names: frozenset[str] = frozenset()) -> Words:
    """The words of `folded`. `names` (folded) become the token NAME where they are written as names."""
    is_ascii = folded.plain.isascii()
    found = Words(folded, mostly_latin=not is_ascii and _mostly_latin(folded.plain))
    spaced = spaced_runs(folded.plain, known.words)
    skip_until = 0
    latin = found.mostly_latin
    remembered = known.remembered[latin]
    words, starts, ends = found.words, found.starts, found.ends
    plain, start, end = folded.plain, 0, 0
    for piece in (_ASCII if is_ascii else _ANY).findall(plain):
        start = plain.find(piece, end)  # as the expression did: it begins wherever one of its signs stands
        end = start + len(piece)
        if start < skip_until:
            continue
        if start in spaced:
            skip_until = _add_spaced(found, spaced[start])
            continue
        cut = remembered.get(piece) or _cut(piece, known, latin)
        if cut.is_whole:  # most are; as `add` does it, without the call: this is the busiest line of the gate
            words.append(piece)
            starts.append(start)
            ends.append(end)
            continue
        if cut.disguised:
            found.disguised.add(len(words))
        for word, after, until in cut.words:
            found.add(word, start + after, start + until)
    if len(found.breaks) >= _STRESSED:
        _join_stressed(found)
    if names:
        _mark_names(found, names, known)
    return found


def _join_stressed(found: Words) -> None:
    """Takes out the stops with which somebody stresses each word: "I. Want. To. Die." is one sentence."""
    stops: list[int] = []
    run: list[int] = []
    for before, at in zip((-1, *found.breaks), (*found.breaks, -1), strict=True):
        if at - before == 2 and found.folded.plain[found.starts[at]] == BREAK:
            run.append(at)
            continue
        if len(run) >= _STRESSED:
            stops += run[:-1]
        run = []
    if stops:
        gone = frozenset(stops)
        kept = [at for at in range(len(found.words)) if at not in gone]
        found.disguised = {bisect_left(kept, at) for at in found.disguised}
        found.words = [found.words[at] for at in kept]
        found.starts, found.ends = [found.starts[at] for at in kept], [found.ends[at] for at in kept]
        found.breaks = [at for at, word in enumerate(found.words) if word in (BREAK, ASK)]


class _Cut(NamedTuple):
    """The words of a piece of text between spaces, each with its place in the piece; none where the piece `is_whole`, its
    own one word.
    """

    words: tuple[tuple[str, int, int], ...] = ()
    disguised: bool = False
    is_whole: bool = False


_WHOLE = _Cut(is_whole=True)


def _cut(piece: str, known: Known, mostly_latin: bool) -> _Cut:
    cut = _cut_anew(piece, known, mostly_latin)
    remembered = known.remembered[mostly_latin]
    if len(piece) <= _LONGEST_REMEMBERED:
        if len(remembered) >= _MOST_REMEMBERED:
            remembered.clear()
        remembered[piece] = cut
    return cut


def _cut_anew(piece: str, known: Known, mostly_latin: bool) -> _Cut:
    first, end = piece[0], len(piece)
    if first in ".!?\n":  # an ellipsis is a breath, not an end
        return _Cut(() if piece.startswith("..") else ((ASK if first == "?" else BREAK, 0, end),))
    if piece.isalpha() and piece in known.words and piece not in _contractions().written_out:
        return _WHOLE
    parts = _parts(piece)
    if parts:
        return _Cut(tuple((part, 0, end) for part in parts))
    uncovered = _uncover(piece, known, mostly_latin)
    if uncovered is not None:
        return _Cut(((uncovered, 0, end),), disguised=True)
    if piece.isalnum() or not piece.isascii():
        return _WHOLE
    return _Cut(tuple((BREAK if m[0][0] in "!." else m[0], *m.span()) for m in _PLAIN.finditer(piece)))


def _parts(piece: str) -> tuple[str, ...] | None:
    """The words a contraction stands for, or None when it is none."""
    short = _contractions()
    if "'" not in piece:
        return short.written_out.get(piece)
    joined = piece.replace("'", "")
    if joined in short.written_out:
        return short.written_out[joined]
    base, _, ending = piece.rpartition("'")
    if ending in short.endings and base.isascii() and base.isalpha():
        return base, short.endings[ending]
    if ending == "s" and base in short.after_s:
        return base, short.s
    return (joined,) if joined.isalpha() else None


def _mostly_latin(plain: str) -> bool:
    return 2 * sum("a" <= character <= "z" for character in plain) > sum(map(str.isalpha, plain))


def _uncover(piece: str, known: Known, mostly_latin: bool) -> str | None:
    """The known word that hides in `piece`, or None."""
    if not known.words:
        return None
    bare = piece.strip("*@").rstrip("$")
    if bare in known.words:
        return bare
    if "*" in bare:
        return known.starred.get(bare)
    for candidate in _guesses(bare, mostly_latin):
        if candidate in known.words:
            return candidate
    return None


def _guesses(bare: str, mostly_latin: bool) -> list[str]:
    guesses: list[str] = []
    if not bare.isalpha() and not bare.isdigit():
        guesses += [bare.translate(_LEET_I), bare.translate(_LEET_L)]
    elif any("\u0250" <= c < "\u0530" for c in bare):
        if mostly_latin or any("a" <= c <= "z" for c in bare):
            guesses.append(bare.translate(_TO_LATIN))
        guesses.append(bare.translate(_TO_CYRILLIC))
    if _STRETCHED.search(bare):
        guesses += [_STRETCHED.sub(r"\1", guess) for guess in (guesses or [bare])]
        guesses += [_STRETCHED.sub(r"\1\1", bare)]
    return guesses


def _add_spaced(found: Words, run: Run) -> int:
    for word, start, end in run:
        for part in _contractions().written_out.get(word, (word,)):
            found.disguised.add(len(found.words))
            found.add(part, start, end)
    return run[-1][2]


def _mark_names(found: Words, names: frozenset[str], known: Known) -> None:
    """Puts NAME where a name stands: always for an unusual word, for a usual one ("Hope") only inside a sentence, and not
    where all of it is in capitals: who shouts "I WILL FIND YOU" names no Will.
    """
    for i, word in enumerate(found.words):
        if word not in names:
            continue
        begins = i == 0 or found.words[i - 1] in (BREAK, ASK)
        start, end = found.span(i, i + 1)
        capital = found.folded.original[start].isupper() and not found.folded.original[start + 1 : end].isupper()
        if word not in known.words or (capital and not begins):
            found.words[i] = NAME
