"""Words that join clauses, as the word lists name them for each language (`but` and `goes_on` in `context.toml`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_NONE: frozenset[str] = frozenset()
_UNDERSTOOD_EVERYWHERE = "en"
"""People mix English in: its words, which are read first, are kept with those of all others. Two others are kept apart:
"mais" is "more" in one and "but" in another.
"""


@dataclass(slots=True)
class Joins:
    """The words, by language, behind which the writer goes on for himself, and with which what another said goes on."""

    _buts: dict[str, frozenset[str]] = field(default_factory=dict)
    _going_on: dict[str, frozenset[str]] = field(default_factory=dict)

    def keep(
        self, language: str, buts: Iterable[str], going_on: Iterable[str], fold: Callable[[str], list[str]]
    ) -> None:
        """Takes up what a list of `language` says; `fold` spells its words as those of a text are."""
        for kept, words in ((self._buts, buts), (self._going_on, going_on)):
            if folded := frozenset(part for word in words for part in fold(word)):
                kept[language] = folded | kept.get(_UNDERSTOOD_EVERYWHERE, _NONE)

    def is_known_in(self, language: str) -> bool:
        """Whether it is known how clauses are joined in a language."""
        return language in self._buts

    def buts_in(self, language: str) -> frozenset[str]:
        """The words behind which the writer goes on for himself."""
        return self._buts.get(language) or self._buts.get(_UNDERSTOOD_EVERYWHERE, _NONE)

    def going_on_in(self, language: str) -> frozenset[str]:
        """The words with which what another said goes on behind a pause."""
        return self._going_on.get(language) or self._going_on.get(_UNDERSTOOD_EVERYWHERE, _NONE)
