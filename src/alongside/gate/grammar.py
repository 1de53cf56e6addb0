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

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern

from alongside.gate.chances import chance
from alongside.gate.tokens import ASK, BREAK, NAME

START = "^"
_GAPS = {"_": 1, "..": 3, "...": 6}
_ENDS = {"$": (BREAK, ASK), "?": (ASK,)}
_MOST_READ = 4096
"""Items that are remembered while phrases are read."""
_PLAIN = re.compile(r"[^\s()|<>?^$._~]+~?")
_SIGNS = re.compile("[()<>|]")


class PhraseError(ValueError):
    """A phrase in a word list cannot be read; the message names it."""


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A part of a phrase: a word, a gap of up to `gap` words, or a choice between rows and single words; perhaps missing.

    `longest` and `shortest` are the most and the fewest words it can take.
    """

    words: tuple[str, ...] = ()
    gap: int = 0
    choices: tuple["Row", ...] = ()
    singles: tuple[str, ...] = ()
    may_miss: bool = False
    longest: int = 0
    shortest: int = 0


Row = tuple[Item, ...]
Some = frozenset[str] | None
"""Words of which one is there; None for any word at all."""
_NONE: frozenset[str] = frozenset()
_remembered = lru_cache(maxsize=8192)  # the same items stand in many phrases; all of them would take up much memory


def gap_of(most: int, *, may_miss: bool) -> Item:
    """A gap of up to `most` words, any words."""
    return Item(gap=most, may_miss=may_miss, longest=most, shortest=0 if may_miss else most)


def word_of(words: tuple[str, ...]) -> Item:
    """A word, which may be several tokens of a text."""
    return Item(words, longest=len(words), shortest=len(words))


def choice_of(rows: Sequence[Row], singles: Iterable[str] = ()) -> Item:
    """One of several rows of items, or of single words: as rows, these would take much memory."""
    words = tuple(dict.fromkeys((*singles, *(row[0].words[0] for row in rows if _is_single(row)))))
    longer = tuple(row for row in rows if not _is_single(row))
    lengths = [1] if words else []
    longest = max([*lengths, *(sum(item.longest for item in row) for row in longer)])
    shortest = min([*lengths, *(sum(item.shortest for item in row) for row in longer)])
    return Item(choices=longer, singles=words, longest=longest, shortest=shortest)


def rows_of(item: Item) -> Sequence[Row]:
    """The rows of a choice, the single words too; none for what is no choice."""
    return (*item.choices, *((word_of((word,)),) for word in item.singles))


def _is_single(row: Row) -> bool:
    return len(row) == 1 and len(row[0].words) == 1 and not row[0].may_miss


@_remembered
def needs_of(item: Item) -> frozenset[str]:
    """The least likely words of which one must be in the text; empty when it needs none."""
    if item.may_miss or item.gap:
        return _NONE
    if item.words:
        return min((frozenset((word,)) - {BREAK, ASK} for word in item.words), key=chance)
    needed = set(item.singles)
    if not needed.isdisjoint((BREAK, ASK)):
        return _NONE
    for row in item.choices:
        of_row = min((need for item in row if (need := needs_of(item))), key=chance, default=None)
        if of_row is None:
            return _NONE
        needed |= of_row
    return frozenset(needed)


@_remembered
def ends_within(item: Item) -> bool:
    """Whether the end of a sentence can be in an item."""
    return not {BREAK, ASK}.isdisjoint((*item.words, *item.singles)) or any(
        ends_within(one) for row in item.choices for one in row
    )


def ends_inside(row: Row) -> bool:
    """Whether a sentence can end before the last word of a row: then the row may stand in two."""
    *before, last = row
    inside = not {BREAK, ASK}.isdisjoint(last.words[:-1]) or any(map(ends_inside, last.choices))
    return inside or any(map(ends_within, before))


@_remembered
def _firsts(item: Item) -> Some:
    """The words an item can begin with."""
    if item.choices or item.singles:
        return _either((frozenset(item.singles), *map(firsts_of, item.choices)))
    return frozenset(item.words[:1]) or None


@_remembered
def lasts_of(item: Item) -> Some:
    """The words an item can end with."""
    if not item.choices and not item.singles:
        return frozenset(item.words[-1:]) or None
    of_rows = (_until_one_must(map(lasts_of, row[::-1]), row[::-1]) for row in item.choices)
    return _either((frozenset(item.singles), *of_rows))


def firsts_of(row: Sequence[Item]) -> Some:
    """The words a row can begin with; None when any will do, or none need be there."""
    return _until_one_must(map(_firsts, row), row)


def _until_one_must(words: Iterable[Some], row: Sequence[Item]) -> Some:
    """The `words` of the items of a row, up to the first item that may not be missing."""
    found = _NONE
    for some, item in zip(words, row, strict=True):
        if some is None:
            return None
        found = found | some if found else some
        if not item.may_miss:
            return found
    return None


def _either(sets: Iterable[Some]) -> Some:
    found: set[str] = set()
    for words in sets:
        if words is None:
            return None
        found |= words
    return frozenset(found)


def forget() -> None:
    """Lets go of what was remembered while phrases were read."""
    for remembered in (chance, needs_of, ends_within, _firsts, lasts_of):
        remembered.cache_clear()


class Reader:
    """Reads phrases. `fold` turns a word of a phrase into the tokens of a text; `sets` are the named sets.

    The same items and rows stand in many phrases: each is read once.
    """

    def __init__(self, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        self._fold = fold
        self._sets = sets
        self._items: dict[str, Item] = {}
        self._rows: dict[str, Row] = {}
        self.words: set[str] = set()
        self.known: Set[str] = frozenset()
        """Words that are spelt as those of a folded text already."""
        self.stems: set[str] = set()
        self.lengths: set[int] = set()

    def read(self, text: str) -> Row:
        """The items of a phrase, its `^` left out. Raises PhraseError."""
        if len(self._items) > _MOST_READ:
            self.forget()
        items = split(text, " ")
        while items and items[-1].rstrip("?") in ("..", "..."):
            items.pop()
        return tuple(self._item(item, text) for item in items if item != START)

    def forget(self) -> None:
        """Lets go of what was read so far, when nothing is left to be read."""
        self._items, self._rows = {}, {}

    def keep(self, word: str) -> None:
        """Knows a word, or the beginning of words, from now on."""
        if word.endswith("~"):
            self.stems.add(word[:-1])
            self.lengths.add(len(word) - 1)
        else:
            self.words.add(word)

    def _item(self, item: str, text: str) -> Item:
        found = self._items.get(item)
        if found is None:
            found = self._items[item] = self._item_anew(item, text)
        return found

    def _item_anew(self, item: str, text: str) -> Item:
        if item in _ENDS:
            return choice_of((), _ENDS[item])
        if item.rstrip("?") in _GAPS:
            most = _GAPS[item.rstrip("?")]
            return gap_of(most, may_miss=most > 1 or item.endswith("?"))
        if item.endswith("?"):
            return replace(self._item(item[:-1], text), may_miss=True, shortest=0)
        if item.startswith("<") and item.endswith(">") and item != NAME:
            if item[1:-1] not in self._sets:
                raise PhraseError(f"there is no set {item} (in {text!r})")
            return self._choice(self._sets[item[1:-1]], text)
        if item.startswith("(") and item.endswith(")") and len(split(item, "|")) == 1:
            return self._choice(split(item[1:-1], "|"), text)
        choices = split(item, "|")
        return self._choice(choices, text) if len(choices) > 1 else word_of(self._word(item, text))

    def _choice(self, choices: Sequence[str], text: str) -> Item:
        rows: list[Row] = []
        singles: list[str] = []
        for one in choices:  # nearly all are a word: these are soon read
            if _PLAIN.fullmatch(one) and len(words := self._word(one, text)) == 1:
                singles += words
            else:
                rows.append(self._row(one, text))
        if not rows and not singles:
            raise PhraseError(f"nothing to choose from in {text!r}")
        return choice_of(rows, singles)

    def _row(self, row: str, text: str) -> Row:
        found = self._rows.get(row)
        if found is None:
            found = self._rows[row] = tuple(self._item(part, text) for part in split(row, " "))
        return found

    def _word(self, word: str, text: str) -> tuple[str, ...]:
        if word == NAME or word in self.known:
            return (intern(word),)
        tokens = self._fold(word.rstrip("~"))
        if not tokens or tokens[0] in (BREAK, ASK) or _SIGNS.search(word):
            raise PhraseError(f"cannot read {word!r} (in {text!r})")
        if word.endswith("~"):
            tokens = [tokens[0] + "~"]
        tokens = list(map(intern, tokens))  # many words stand in several languages
        for token in tokens:
            self.keep(token)
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
