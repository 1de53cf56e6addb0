"""Words whose letters stand apart ("k i l l"), which is how some hide them: put together where they spell known words."""

import re
from collections.abc import Set

_SPACED = re.compile(r"(?<![^\W_])(?:[a-z][ .\-_*]{1,3}){3,60}[a-z](?![^\W_])")
Run = list[tuple[str, int, int]]
"""Words, each with the place of its first letter and the one behind its last."""


def spaced_runs(plain: str, words: Set[str]) -> dict[int, Run]:
    """Runs of single letters that spell known words, by the place where they begin."""
    runs: dict[int, Run] = {}
    for match in _SPACED.finditer(plain):
        places = [i for i in range(match.start(), match.end()) if plain[i].isalpha()]
        letters = "".join(plain[i] for i in places)
        cut = _segment(letters, words)
        if cut:
            runs[match.start()] = [(letters[a:b], places[a], places[b - 1] + 1) for a, b in cut]
    return runs


def _segment(letters: str, words: Set[str]) -> list[tuple[int, int]]:
    """The fewest known words that spell `letters` (at most 61 of them), empty when there are none."""
    best: list[list[tuple[int, int]] | None] = [[]] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is None or letters[start:end] not in words:
                continue
            here = best[end]
            if here is None or len(before) + 1 < len(here):
                best[end] = [*before, (start, end)]
    cut = best[len(letters)] or []
    return cut if any(b - a > 2 for a, b in cut) else []
