"""The phrase language of the word lists, and the one automaton that finds all phrases in one pass.

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

Only `$` and `?` reach over the end of a sentence. The automaton keeps the states of all phrases that have begun; there is
no backtracking, and a text is read once, whatever it says: time grows with its length and no input is slow.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from alongside.gate.tokens import ASK, BREAK, NAME

_GAPS = {"_": 1, "..": 3, "...": 6}
_START = "^"
_ENDS = {"$": (BREAK, ASK), "?": (ASK,)}


class PhraseError(ValueError):
    """A phrase in a word list cannot be read; the message names it."""


@dataclass(slots=True)
class _Node:
    """A place in the trie of phrases."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    edges: dict[str, list["_Node"]] = field(default_factory=dict)
    anything: list["_Node"] = field(default_factory=list)
    skips: list["_Node"] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Phrase number `phrase` stands at words `first` to `after` (exclusive)."""

    phrase: int
    first: int
    after: int


class Phrases:
    """Many phrases, found together. `fold` turns words of a phrase into the tokens of a text."""

    def __init__(self, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        self._fold = fold
        self._sets = sets
        self._root = _Node()
        self._opening = _Node()
        self._stems: set[str] = set()
        self._symbols: dict[str, tuple[str, ...]] = {}
        self.words: set[str] = set()

    def add(self, phrase: str, number: int) -> None:
        """Adds `phrase`; its hits carry `number`. Raises PhraseError."""
        items = _split(phrase, " ")
        while items and items[-1].rstrip("?") in ("..", "..."):
            items.pop()  # whatever follows need not be there: a phrase is found as soon as it is complete
        if not items:
            raise PhraseError(f"empty phrase (rule {number})")
        node = self._root
        if items[0] == _START:
            node, items = self._opening, items[1:]
        for item in items:
            child = node.children.get(item)
            if child is None:
                child = node.children[item] = _Node()
                self._build(node, item, child, phrase)
            node = child
        node.ends.append(number)

    def _build(self, node: _Node, item: str, target: _Node, phrase: str) -> None:
        """Leads from `node` over `item` to `target`."""
        if item in _ENDS:
            for end in _ENDS[item]:
                node.edges.setdefault(end, []).append(target)
        elif item.rstrip("?") in _GAPS:
            self._gap(node, target, _GAPS[item.rstrip("?")])
        elif item.endswith("?"):
            node.skips.append(target)
            self._build(node, item[:-1], target, phrase)
        else:
            self._choices(node, item, target, phrase)

    def _choices(self, node: _Node, item: str, target: _Node, phrase: str) -> None:
        if item.startswith("(") and item.endswith(")") and len(_split(item, "|")) == 1:
            choices: Sequence[str] = _split(item[1:-1], "|")
        elif item.startswith("<") and item != NAME:
            choices = self._sets.get(item.strip("<>"), ())
        else:
            choices = _split(item, "|")
            if len(choices) == 1:
                self._word(node, item, target, phrase)
                return
        rows = [_split(choice, " ") for choice in choices]
        if not rows:
            raise PhraseError(f"nothing to look for in {item!r} (in {phrase!r})")
        for row in rows:
            self._row(node, row, target, phrase)

    def _row(self, node: _Node, items: Sequence[str], target: _Node, phrase: str) -> None:
        for item in items[:-1]:
            following = _Node()
            self._build(node, item, following, phrase)
            node = following
        self._build(node, items[-1], target, phrase)

    def _word(self, node: _Node, word: str, target: _Node, phrase: str) -> None:
        tokens = [NAME] if word == NAME else self._fold(word.rstrip("~"))
        if not tokens or set("()<>|") & set(word.replace(NAME, "")):
            raise PhraseError(f"cannot read {word!r} (in {phrase!r})")
        if word.endswith("~"):
            self._stems.add(tokens[0])
            tokens = [tokens[0] + "~"]
        else:
            self.words.update(tokens)
        for token in tokens[:-1]:
            following = _Node()
            node.edges.setdefault(token, []).append(following)
            node = following
        node.edges.setdefault(tokens[-1], []).append(target)

    def _gap(self, node: _Node, target: _Node, most: int) -> None:
        """Up to `most` words of any kind; only `_` must be there."""
        for left in range(most, 0, -1):
            if most > 1:
                node.skips.append(target)
            following = target if left == 1 else _Node()
            node.anything.append(following)
            node = following

    def close(self) -> None:
        """Makes the phrases ready; call it once, after the last `add`."""
        for root in (self._root, self._opening):
            _close(root)
        self._lengths = sorted({len(stem) for stem in self._stems})
        self._begins = self._root.edges
        self._begins_sentence = self._opening.edges

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Every place where a phrase stands, in the order of their ends."""
        hits: list[Hit] = []
        active: list[tuple[_Node, int]] = []
        symbols, begins, opening = self._symbols, self._begins, self._begins_sentence
        fresh = True
        for at, word in enumerate([*words, BREAK]):
            is_end = word == BREAK or word == ASK
            seen = symbols.get(word) or self._symbols_of(word)
            following: list[tuple[_Node, int]] = []
            for symbol in seen:
                for node, first in active:
                    for target in node.edges.get(symbol, ()):
                        following.append((target, first))
                for target in begins.get(symbol, ()):
                    following.append((target, at))
                if fresh:
                    for target in opening.get(symbol, ()):
                        following.append((target, at))
            if not is_end:
                for node, first in active:
                    for target in node.anything:
                        following.append((target, first))
            for node, first in following:
                for number in node.ends:
                    hits.append(Hit(number, first, at if is_end else at + 1))
            active = _unique(following) if len(following) > 8 else following
            fresh = is_end
        return hits

    def _symbols_of(self, word: str) -> tuple[str, ...]:
        found = [word]
        found += [word[:n] + "~" for n in self._lengths if n <= len(word) and word[:n] in self._stems]
        symbols = tuple(found)
        if len(self._symbols) < 50_000:  # words repeat; strange ones must not fill the memory
            self._symbols[word] = symbols
        return symbols


def _unique(states: list[tuple[_Node, int]]) -> list[tuple[_Node, int]]:
    """The states without repetition: this is what bounds the work of a step."""
    seen = {(id(node), first): (node, first) for node, first in states}
    return list(seen.values())


def _close(node: _Node) -> None:
    """Lets every node do what the nodes it may skip to can do. Depth is bounded by the length of a phrase."""
    if node.closed:
        return
    node.closed = True
    for child in node.skips:
        _close(child)
        for word, targets in child.edges.items():
            mine = node.edges.setdefault(word, [])
            mine.extend(target for target in targets if target not in mine)
        node.anything.extend(target for target in child.anything if target not in node.anything)
        node.ends.extend(number for number in child.ends if number not in node.ends)
    for targets in [*node.edges.values(), node.anything]:
        for target in targets:
            _close(target)


def _split(text: str, at: str) -> list[str]:
    """The parts of `text` between the signs `at` that stand in no group, empty parts left out."""
    parts = [""]
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == at and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    if depth:
        raise PhraseError(f"brackets do not match in {text!r}")
    return [part for part in parts if part]
