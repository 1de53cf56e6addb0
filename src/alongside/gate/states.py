"""Reading along one phrase: which places in it are reached together, and where each word of a text leads from there."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from alongside.gate.grammar import Item
from alongside.gate.tokens import ASK, BREAK

REACH_OVER = 3
"""Words that one phrase may pass over: with more, a text of empty words alone would take time by its length squared."""
_STOPS = frozenset((BREAK, ASK))
_OVER = " "
"""Stands for a word that is passed over."""
_WHATEVER = ""
"""Stands for every other word that the phrase does not know."""


@dataclass(slots=True)
class _Place:
    """A place between the words of a phrase: which word leads where, and whether the phrase is complete."""

    edges: dict[str, list["_Place"]] = field(default_factory=dict)
    anything: list["_Place"] = field(default_factory=list)
    skips: list["_Place"] = field(default_factory=list)
    complete: bool = False
    closed: bool = False


class _Words(NamedTuple):
    """The words a phrase knows, and those that say nothing inside it."""

    own: frozenset[str]
    over: Set[str]


class State:
    """The places of a phrase that are reached together, and where each word leads from there, found out once.

    Words the phrase does not know all lead to the same places, so that strange words cannot fill the memory. `over` says
    how many words may be passed over from here on; at the beginning of a phrase, which holds one more, none may.
    """

    __slots__ = ("complete", "next", "over", "places", "words")

    def __init__(self, places: Sequence[_Place], words: _Words, over: int) -> None:
        self.places = places
        self.words = words
        self.over = over
        self.complete = any(place.complete for place in places)
        self.next: dict[str, State] = {}

    def step(self, symbol: Sequence[str]) -> "State":
        """The places that are reached over a word."""
        word, own = symbol[0], self.words.own
        several = len(symbol) > 1 and not own.isdisjoint(symbol)
        key = word
        if word not in own and word not in _STOPS:
            key = _OVER if self._passes(word) else _WHATEVER
        found = None if several else self.next.get(key)
        if found is None:
            found = self._reached(symbol)
            if not several:
                self.next[key] = found
        return found

    def _passes(self, word: str) -> bool:
        return 0 < self.over <= REACH_OVER and word in self.words.over

    def _reached(self, symbol: Sequence[str]) -> "State":
        reached: dict[int, _Place] = {}
        for place in self.places:
            targets = [target for one in symbol for target in place.edges.get(one, ())]
            if symbol[0] != BREAK and symbol[0] != ASK:
                targets += place.anything
            reached.update((id(target), target) for target in targets)
        passes = self._passes(symbol[0])
        if passes:  # what has been reached so far stays so
            reached.update((id(place), place) for place in self.places if not place.complete)
        over = self.over - 1 if passes else min(self.over, REACH_OVER)
        return State(list(reached.values()), self.words, over) if reached else _DEAD


_DEAD = State((), _Words(frozenset(), frozenset()), 0)


def begin(items: Sequence[Item], over: Set[str]) -> State:
    """The beginning of the phrase of these `items`, which passes over the words `over`."""
    root, last = _Place(), _Place(complete=True)
    _lead(root, items, last)
    _close(root)
    return State([root], _Words(frozenset(_words_after(root, set())), over), REACH_OVER + 1)


def _words_after(place: _Place, seen: set[int]) -> Set[str]:
    """All words that lead anywhere from a place or from the places after it."""
    if id(place) in seen:
        return set()
    seen.add(id(place))
    words = set(place.edges)
    for targets in [*place.edges.values(), place.anything]:
        for target in targets:
            words |= _words_after(target, seen)
    return words


def _lead(place: _Place, items: Sequence[Item], target: _Place) -> None:
    """Leads from `place` over all `items` to `target`."""
    for i, item in enumerate(items):
        after = target if i == len(items) - 1 else _Place()
        if item.may_miss:
            place.skips.append(after)
        for row in item.choices:
            _lead(place, row, after)
        here = place
        for left, word in zip(range(len(item.words), 0, -1), item.words, strict=True):
            following = after if left == 1 else _Place()
            here.edges.setdefault(word, []).append(following)
            here = following
        _lead_gap(place, item, after)
        place = after


def _lead_gap(place: _Place, item: Item, after: _Place) -> None:
    for left in range(item.gap, 0, -1):
        if left < item.gap:
            place.skips.append(after)
        following = after if left == 1 else _Place()
        place.anything.append(following)
        place = following


def _close(place: _Place) -> None:
    """Lets every place do what the places it may skip to can do. Depth is bounded by the length of a phrase."""
    if place.closed:
        return
    place.closed = True
    for skipped in place.skips:
        _close(skipped)
        for word, targets in skipped.edges.items():
            place.edges.setdefault(word, []).extend(targets)
        place.anything.extend(skipped.anything)
        place.complete = place.complete or skipped.complete
    for targets in [*place.edges.values(), place.anything]:
        for target in targets:
            _close(target)
