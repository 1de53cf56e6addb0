"""Reading along one phrase: which places in it are reached together, and where each word of a text leads from there."""

from collections.abc import Sequence, Set

from alongside.gate.grammar import Item
from alongside.gate.tokens import ASK, BREAK

REACH_OVER = 3
"""Words that one phrase may pass over: with more, a text of empty words alone would take time by its length squared."""
_STOPS = frozenset((BREAK, ASK))
_OVER = " "
"""Stands for a word that is passed over."""
_WHATEVER = ""
"""Stands for every other word that the phrase does not know."""


class _Place:
    """A place between the words of a phrase: which word leads where, and whether the phrase is complete."""

    __slots__ = ("anything", "closed", "complete", "edges", "skips")

    def __init__(self, *, complete: bool = False) -> None:
        self.edges: dict[str, _Places] = {}
        self.anything: _Places = ()
        self.skips: _Places = ()
        self.complete = complete
        self.closed = False

    def lead(self, word: str, targets: "_Places") -> None:
        """Lets `word` lead to `targets`, beside where it leads already."""
        before = self.edges.get(word)
        self.edges[word] = before + targets if before else targets


_Places = tuple[_Place, ...]


class State:
    """The places of a phrase that are reached together, and where each word leads from there, found out once.

    Words that lead nowhere from here count as one, so that strange words cannot fill the memory. `over` says how many words
    may be passed over from here on; at the beginning of a phrase, which holds one more, none may.
    """

    __slots__ = ("complete", "next", "over", "passed", "places")

    def __init__(self, places: _Places, passed: Set[str], over: int) -> None:
        self.places = places
        self.passed = passed
        self.over = over
        self.complete = any(place.complete for place in places)
        self.next: dict[_Key, State] = {}

    def step(self, symbol: Sequence[str]) -> "State":
        """The places that are reached over a word."""
        word = symbol[0]
        passes = 0 < self.over <= REACH_OVER and word in self.passed
        key: _Key = word if word in _STOPS else _OVER if passes else _WHATEVER
        if len(symbol) == 1:
            for place in self.places:
                if word in place.edges:
                    key = word
                    break
        elif known := tuple(one for one in symbol for place in self.places if one in place.edges):
            key = (passes, *known)
        found = self.next.get(key)
        if found is None:
            found = self.next[key] = self._reached(symbol, passes=passes)
        return found

    def _reached(self, symbol: Sequence[str], *, passes: bool) -> "State":
        reached: dict[int, _Place] = {}
        for place in self.places:
            for one in symbol:
                reached.update((id(target), target) for target in place.edges.get(one, ()))
            if symbol[0] not in _STOPS:
                reached.update((id(target), target) for target in place.anything)
        if passes:  # what has been reached so far stays so
            reached.update((id(place), place) for place in self.places if not place.complete)
        over = self.over - 1 if passes else min(self.over, REACH_OVER)
        return State(tuple(reached.values()), self.passed, over) if reached else _DEAD


_Key = str | tuple[bool | str, ...]
_DEAD = State((), frozenset(), 0)


def begin(items: Sequence[Item], passed: Set[str]) -> State:
    """The beginning of the phrase of these `items`, inside which the words `passed` are passed over."""
    root, last = _Place(), _Place(complete=True)
    _lead(root, items, last)
    _close(root)
    return State((root,), passed, REACH_OVER + 1)


def _lead(place: _Place, items: Sequence[Item], target: _Place) -> None:
    """Leads from `place` over all `items` to `target`."""
    for i, item in enumerate(items):
        after = target if i == len(items) - 1 else _Place()
        targets = (after,)
        if item.may_miss:
            place.skips += targets
        for word in item.singles:
            place.lead(word, targets)  # all of them lead to the one tuple
        for row in item.choices:
            _lead(place, row, after)
        if item.words:
            _lead_words(place, item.words, after)
        _lead_gap(place, item, after)
        place = after


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


def _close(place: _Place) -> None:
    """Lets every place do what the places it may skip to can do. Depth is bounded by the length of a phrase."""
    if place.closed:
        return
    place.closed = True
    for skipped in place.skips:
        _close(skipped)
        for word, targets in skipped.edges.items():
            place.lead(word, targets)
        place.anything += skipped.anything
        place.complete = place.complete or skipped.complete
    for targets in [*place.edges.values(), place.anything]:
        for target in targets:
            _close(target)
