"""Reading along one phrase: which places in it are reached together, and where each word of a text leads from there."""

import threading
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from types import MappingProxyType

from alongside.gate.grammar import Item
from alongside.gate.tokens import ASK, BREAK

REACH_OVER = 3
"""Words that one phrase may pass over: with more, a text of empty words alone would take time by its length squared."""
_STOPS = frozenset((BREAK, ASK))
_OVER = " "
"""Stands for a word that is passed over."""
_WHATEVER = ""
"""Stands for every other word that the phrase does not know."""


_opening = threading.Lock()
"""A place that one thread opens must not be seen half open by another."""


class _Place:
    """A place between the words of a phrase: which word leads where, and whether the phrase is complete.

    What a single word leads to stands in `edges`, what many words lead to in `wide`, which phrases share. `ahead` is what
    comes next, the items of a row from one on and where the row leads, until the place is reached: most never are.
    """

    __slots__ = ("ahead", "anything", "complete", "edges", "skips", "wide")

    def __init__(self, ahead: "_Ahead | None" = None, *, complete: bool = False) -> None:
        self.ahead = ahead
        self.edges: Mapping[str, _Places] = _NO_EDGES
        self.wide: tuple[tuple[frozenset[str], _Places], ...] = ()
        self.anything: _Places = ()
        self.skips: _Places = ()
        self.complete = complete

    def lead(self, word: str, targets: "_Places") -> None:
        """Lets `word` lead to `targets`, beside where it leads already."""
        if not isinstance(self.edges, dict):
            self.edges = {}
        self.edges[word] = self.edges.get(word, ()) + targets

    def open(self) -> None:
        """Finds out where words lead from here, and does what the places it may skip to can do.

        Depth is bounded by the length of a phrase.
        """
        if self.ahead is not None:
            items, at, target = self.ahead
            self.ahead = None
            _lead(self, items, at, target)
        skips, self.skips = self.skips, ()
        for skipped in skips:
            skipped.open()
            for word, targets in skipped.edges.items():
                self.lead(word, targets)
            self.wide += skipped.wide
            self.anything += skipped.anything
            self.complete = self.complete or skipped.complete

    def over(self, word: str) -> "_Places":
        """Where `word` leads from here."""
        targets = self.edges.get(word, ())
        for words, more in self.wide:
            if word in words:
                targets += more
        return targets


_Places = tuple[_Place, ...]
_Ahead = tuple[Sequence[Item], int, _Place]
_NO_EDGES: Mapping[str, _Places] = MappingProxyType({})


class State:
    """The places of a phrase that are reached together, and where each word leads from there, found out once.

    Words that lead nowhere from here count as one, so that strange words cannot fill the memory. `over` says how many words
    may be passed over from here on; at the beginning of a phrase, which holds one more, none may. `known` are all states of
    the phrase so far: different words lead to the same. `leading` are the words that lead anywhere from here.
    """

    __slots__ = ("complete", "known", "leading", "next", "over", "passed", "places")

    def __init__(self, places: _Places, passed: Set[str], over: int, known: "_States") -> None:
        with _opening:
            for place in places:
                place.open()
        self.places = places
        self.leading = tuple(
            some for place in places for some in (place.edges, *(words for words, _ in place.wide)) if some
        )
        self.passed = passed
        self.over = over
        self.known = known
        self.complete = any(place.complete for place in places)
        self.next: dict[_Key, State] = {}

    def step(self, symbol: Sequence[str]) -> "State":
        """The places that are reached over a word."""
        word = symbol[0]
        passes = 0 < self.over <= REACH_OVER and word in self.passed
        key: _Key = word if word in _STOPS else _OVER if passes else _WHATEVER
        if len(symbol) == 1:
            for some in self.leading:
                if word in some:
                    key = word
                    break
        elif known := tuple(one for one in symbol for some in self.leading if one in some):
            key = (passes, *known)
        found = self.next.get(key)
        if found is None:
            found = self.next[key] = self._reached(symbol, passes=passes)
        return found

    def _reached(self, symbol: Sequence[str], *, passes: bool) -> "State":
        reached: dict[_Place, None] = {}  # for its order: each place once
        for place in self.places:
            for one in symbol:
                reached.update(dict.fromkeys(place.over(one)))
            if symbol[0] not in _STOPS:
                reached.update(dict.fromkeys(place.anything))
        if passes:  # what has been reached so far stays so
            reached.update(dict.fromkeys(place for place in self.places if not place.complete))
        over = self.over - 1 if passes else min(self.over, REACH_OVER)
        return self._as_known(tuple(reached), over) if reached else _DEAD

    def _as_known(self, places: _Places, over: int) -> "State":
        found = self.known.get((places, over))
        if found is None:
            found = self.known[places, over] = State(places, self.passed, over, self.known)
        return found


_Key = str | tuple[bool | str, ...]
_States = dict[tuple[_Places, int], State]
_DEAD = State((), frozenset(), 0, {})


def begin(items: Sequence[Item], passed: Set[str]) -> State:
    """The beginning of the phrase of these `items`, inside which the words `passed` are passed over."""
    root = _Place((items, 0, _Place(complete=True)))
    return State((root,), passed, REACH_OVER + 1, {})


def firsts_of(state: State) -> frozenset[str] | None:
    """The words that lead anywhere from the beginning of a phrase; None when any word does, or none is needed."""
    (root,) = state.places
    if root.anything or root.complete:
        return None
    if len(root.wide) == 1 and not root.edges:
        return root.wide[0][0]
    return frozenset(root.edges).union(*(words for words, _ in root.wide))


@lru_cache(maxsize=4096)
def _as_set(words: tuple[str, ...]) -> frozenset[str]:
    """The words as a set, the same for all phrases that hold them."""
    return frozenset(words)


def _lead(place: _Place, items: Sequence[Item], at: int, target: _Place) -> None:
    """Leads from `place` over item `at` of a row, which leads to `target`."""
    item = items[at]
    after = target if at == len(items) - 1 else _Place((items, at + 1, target))
    if item.may_miss:
        place.skips += (after,)
    if item.singles:
        place.wide += ((_as_set(item.singles), (after,)),)
    for row in item.choices:
        if row:
            _lead(place, row, 0, after)
    if item.words:
        _lead_words(place, item.words, after)
    _lead_gap(place, item, after)


def _lead_words(place: _Place, words: Sequence[str], after: _Place) -> None:
    for left, word in zip(range(len(words), 0, -1), words, strict=True):
        following = after if left == 1 else _Place()
        place.lead(word, (following,))
        place = following


def _lead_gap(place: _Place, item: Item, after: _Place) -> None:
    for left in range(item.gap, 0, -1):
        if left < item.gap:
            place.skips += (after,)
        following = after if left == 1 else _Place()
        place.anything += (following,)
        place = following
