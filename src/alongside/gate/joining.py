"""Words that join clauses, as the word lists name them for each language (`but` and `goes_on` in `context.toml`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

_NONE: frozenset[str] = frozenset()
_UNDERSTOOD_EVERYWHERE = "en"
"""People mix English in, and its "but" is a word of no other language here; "mais" is one in two."""


@dataclass(slots=True)
class Joins:
    """What the lists know of "but", by language, and of what goes on behind a pause, in any."""

    buts: dict[str, frozenset[str]] = field(default_factory=dict)
    going_on: set[str] = field(default_factory=set)

    def keep(
        self, language: str, buts: Iterable[str], going_on: Iterable[str], fold: Callable[[str], list[str]]
    ) -> None:
        """Takes up what a list of `language` says; `fold` spells its words as those of a text are."""
        if folded := frozenset(word for but in buts for word in fold(but)):
            self.buts[language] = folded
        self.going_on.update(word for one in going_on for word in fold(one))

    def is_known_in(self, language: str) -> bool:
        """Whether it is known how clauses are joined in a language."""
        return language in self.buts

    def buts_in(self, language: str) -> frozenset[str]:
        """The words behind which the writer goes on for himself."""
        return self.buts.get(language, _NONE) | self.buts.get(_UNDERSTOOD_EVERYWHERE, _NONE)
