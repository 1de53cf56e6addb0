"""Texts that are worked on together: enough that NumPy is quick, not so many that memory grows with their number."""

from collections.abc import Iterator, Sequence

_WORDS_AT_A_TIME = 6000


def parts_of(texts: Sequence[Sequence[str]], most: int | None = None) -> Iterator[list[Sequence[str]]]:
    """The texts in order, some thousand words together; of each its first `most` words, or all of it."""
    some: list[Sequence[str]] = []
    words = 0
    for text in texts:
        some.append(text if most is None else text[:most])
        words += len(some[-1])
        if words > _WORDS_AT_A_TIME:
            yield some
            some, words = [], 0
    if some:
        yield some
