"""Words that join clauses, or begin them anew, as the word lists name them for each language.

`but` and `goes_on` stand in `context.toml`, the others in `clauses.toml`, where each says what its words do.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, cast, get_args

JoinName = Literal[
    "but",
    "goes_on",
    "begins_anew",
    "begins_anew_in_danger",
    "belongs_before",
    "writer",
    "speakers",
    "tells_anew",
    "another_time",
]
JOINS: tuple[JoinName, ...] = get_args(JoinName)
_NONE: frozenset[str] = frozenset()
_UNDERSTOOD_EVERYWHERE = "en"
"""People mix English in: its words, which are read first, are kept with those of all others. Two others are kept apart:
"mais" is "more" in one and "but" in another.
"""


class Joins:
    """The words of each list, by language."""

    def __init__(self) -> None:
        self._words: dict[JoinName, dict[str, frozenset[str]]] = {name: {} for name in JOINS}

    def keep(self, language: str, told: Mapping[str, object], fold: Callable[[str], Sequence[str]]) -> None:
        """Takes up what a file of `language` tells; `fold` spells its words as those of a text are."""
        for name in JOINS:
            kept, words = self._words[name], cast(Sequence[str], told.get(name, ()))
            if folded := frozenset(part for word in words for part in fold(word)):
                kept[language] = folded.union(kept.get(language, _NONE), kept.get(_UNDERSTOOD_EVERYWHERE, _NONE))

    def is_known_in(self, language: str) -> bool:
        """Whether it is known how clauses are joined in a language."""
        return language in self._words["but"]

    def of(self, name: JoinName, language: str) -> frozenset[str]:
        """The words of a list that count in a language."""
        kept = self._words[name]
        return kept.get(language) or kept.get(_UNDERSTOOD_EVERYWHERE, _NONE)
