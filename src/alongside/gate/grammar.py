"""The phrase language of the word lists, read into items.

A phrase is a row of items between spaces:

    word          the word itself, folded like the text ("don't" and "dont" are one)
    a|b|c         one of these items
    (a b|c)       one of these rows of items; groups may stand in groups
    <child>       one of the rows of a named set
    word~         any word that begins like this
    _             any one word
    ..  ...       up to three, up to six words
    item?         the item may be missing
    ^   $   ?     the beginning of a sentence (first in a phrase only), its end, its end with a question mark

Only `$` and `?` reach over the end of a sentence. Gaps at the end of a phrase say "whatever follows" and change nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.gate.tokens import ASK, BREAK, NAME

START = "^"
_GAPS = {"_": 1, "..": 3, "...": 6}
_ENDS = {"$": (BREAK, ASK), "?": (ASK,)}


COMMON = frozenset(
    """
    you i it the a to and is of that was are in for not this have be so my do he she they we your me with on just all can
    will at if but or what no about her him his out there one as from had has would could up by when an how who like get
    know need should more really them than too want been time am de la que el en es un les le et il je ne pas ich und der
    die das nicht e che di per non het een van ik niet
    """.split()  # noqa: SIM905 - a list of a hundred short words is read more easily as a text
)
_CHANCE_COMMON, _CHANCE_RARE, _CHANCE_ANY = 0.012, 0.0004, 1.0
"""Rough chances that a word of a text is a given common, rare, or any word: for choosing anchors, nothing else."""


class PhraseError(ValueError):
    """A phrase in a word list cannot be read; the message names it."""


def chance(words: frozenset[str] | None) -> float:
    """Roughly how likely a word of a text is one of `words`."""
    if words is None:
        return _CHANCE_ANY
    return sum(_CHANCE_COMMON if word in COMMON else _CHANCE_RARE for word in words)


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a phrase: a word, a gap of up to `gap` words, or a choice between rows; perhaps missing."""

    words: tuple[str, ...] = ()
    gap: int = 0
    choices: tuple[tuple["Item", ...], ...] = ()
    may_miss: bool = False

    def longest(self) -> int:
        """The most words it can take."""
        return max(len(self.words), self.gap, *(sum(item.longest() for item in row) for row in self.choices), 0)

    def shortest(self) -> int:
        """The fewest words it can take."""
        if self.may_miss:
            return 0
        rows = [sum(item.shortest() for item in row) for row in self.choices]
        return min(rows) if rows else len(self.words) or self.gap

    def needs(self) -> frozenset[str]:
        """The least likely words of which one must be in the text; empty when it needs none."""
        if self.may_miss or self.gap:
            return frozenset()
        if self.words:
            return min((frozenset((word,)) - {BREAK, ASK} for word in self.words), key=chance)
        needed: set[str] = set()
        for row in self.choices:
            of_row = min((need for item in row if (need := item.needs())), key=chance, default=None)
            if of_row is None:
                return frozenset()
            needed |= of_row
        return frozenset(needed)

    def firsts(self) -> frozenset[str] | None:
        """The words it can begin with; None when any word will do."""
        if self.choices:
            return _either(firsts_of(row) for row in self.choices)
        return frozenset(self.words[:1]) or None

    def lasts(self) -> frozenset[str] | None:
        """The words it can end with; None when any word will do."""
        if self.choices:
            return _either(lasts_of(row) for row in self.choices)
        return frozenset(self.words[-1:]) or None


Row = Sequence[Item]


def _either(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    found: set[str] = set()
    for words in sets:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def firsts_of(row: Row) -> frozenset[str] | None:
    """The words a row can begin with; None when any will do, or none need be there."""
    found: set[str] = set()
    for item in row:
        words = item.firsts()
        if words is None:
            return None
        found |= words
        if not item.may_miss:
            return frozenset(found)
    return None


def lasts_of(row: Row) -> frozenset[str] | None:
    """The words a row can end with; None when any will do, or none need be there."""
    found: set[str] = set()
    for item in reversed(row):
        words = item.lasts()
        if words is None:
            return None
        found |= words
        if not item.may_miss:
            return frozenset(found)
    return None


class Reader:
    """Reads phrases. `fold` turns a word of a phrase into the tokens of a text; `sets` are the named sets."""

    def __init__(self, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        self._fold = fold
        self._sets = sets
        self._of_set: dict[str, Item] = {}
        self._of_word: dict[str, Item] = {}
        self.words: set[str] = set()
        self.stems: set[str] = set()
        self.lengths: set[int] = set()
        self._known: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> tuple[Item, ...]:
        """The items of a phrase, its `^` left out. Raises PhraseError."""
        items = split(text, " ")
        while items and items[-1].rstrip("?") in ("..", "..."):
            items.pop()
        return tuple(self._item(item, text) for item in items if item != START)

    def _item(self, item: str, text: str) -> Item:
        if item in _ENDS:
            return Item(choices=tuple((Item(words=(end,)),) for end in _ENDS[item]))
        if item.rstrip("?") in _GAPS:
            most = _GAPS[item.rstrip("?")]
            return Item(gap=most, may_miss=most > 1 or item.endswith("?"))
        if item.endswith("?"):
            must = self._item(item[:-1], text)
            return Item(must.words, must.gap, must.choices, may_miss=True)
        if item.startswith("<") and item.endswith(">") and item != NAME:
            return self._set(item, text)
        if item.startswith("(") and item.endswith(")") and len(split(item, "|")) == 1:
            return self._choice(split(item[1:-1], "|"), text)
        choices = split(item, "|")
        return self._choice(choices, text) if len(choices) > 1 else self._single(item, text)

    def _set(self, item: str, text: str) -> Item:
        found = self._of_set.get(item)
        if found is None:
            if item[1:-1] not in self._sets:
                raise PhraseError(f"there is no set {item} (in {text!r})")
            found = self._of_set[item] = self._choice(self._sets[item[1:-1]], text)
        return found

    def _single(self, item: str, text: str) -> Item:
        found = self._of_word.get(item)
        if found is None:
            found = self._of_word[item] = Item(words=self._word(item, text))
        return found

    def _choice(self, choices: Sequence[str], text: str) -> Item:
        return Item(choices=tuple(tuple(self._item(part, text) for part in split(row, " ")) for row in choices))

    def _word(self, word: str, text: str) -> tuple[str, ...]:
        if word == NAME:
            return (NAME,)
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._word_anew(word, text)
        return known

    def _word_anew(self, word: str, text: str) -> tuple[str, ...]:
        tokens = self._fold(word.rstrip("~"))
        if not tokens or tokens[0] in (BREAK, ASK) or set("()<>|") & set(word):
            raise PhraseError(f"cannot read {word!r} (in {text!r})")
        if word.endswith("~"):
            self.stems.add(tokens[0])
            self.lengths.add(len(tokens[0]))
            return (tokens[0] + "~",)
        self.words.update(tokens)
        return tuple(tokens)


def split(text: str, at: str) -> list[str]:
    """The parts of `text` between the signs `at` that stand in no group, empty parts left out."""
    if "(" not in text and ")" not in text:
        return [part for part in text.split(at) if part]
    parts: list[str] = []
    depth = 0
    for piece in text.split(at):
        if depth:
            parts[-1] += at + piece
        else:
            parts.append(piece)
        depth += piece.count("(") - piece.count(")")
    if depth:
        raise PhraseError(f"brackets do not match in {text!r}")
    return [part for part in parts if part]
