"""What stands near some words, found without looking through everything that stands anywhere in the text.

A text may repeat one line a thousand times; asking each find about each frame would then take a million looks.
"""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

_BLOCK = 32  # words; a phrase is rarely longer, so it lies in one block or two


class Place(Protocol):
    """The words `first` to `after` (exclusive)."""

    @property
    def first(self) -> int: ...
    @property
    def after(self) -> int: ...


Some = TypeVar("Some", bound=Place)


class Nearby(Generic[Some]):
    """Stretches of words, by the blocks that they lie in."""

    def __init__(self, stretches: Iterable[Some]) -> None:
        self._in_block: dict[int, list[Some]] = {}
        for one in stretches:
            for block in range(one.first // _BLOCK, (one.after - 1) // _BLOCK + 1):
                self._in_block.setdefault(block, []).append(one)

    def between(self, first: int, after: int) -> Iterator[Some]:
        """Those that touch the words `first` to `after`, and perhaps some close by; one may come twice."""
        for block in range(max(first, 0) // _BLOCK, (after - 1) // _BLOCK + 1):
            yield from self._in_block.get(block, ())

    def sharing(self, other: Place) -> Some | None:
        """One of them that shares a word with `other`, or None."""
        near = self.between(other.first, other.after)
        return next((one for one in near if one.first < other.after and other.first < one.after), None)
