"""What takes back a rule's phrase, rule by rule."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from alongside.gate.grammar import Reader, Row, forget
from alongside.gate.phrases import Phrases

_MOST_READ, _MOST_WORDS = 400, 1024
"""Rules of which the exceptions stand ready at a time, and words that are remembered for each."""


class Exceptions(Mapping[str, Phrases]):
    """What takes back a rule's phrase where both stand together, by rule. Read when the rule is met: few ever are."""

    def __init__(self, empty: Callable[[], Phrases], reader: Reader | None = None) -> None:
        self._empty = empty
        self._reader = reader
        self._texts: dict[str, tuple[int, list[str]]] = {}
        self._read = lru_cache(maxsize=_MOST_READ)(self._read_anew)

    def add(self, rule: str, number: int, texts: list[str]) -> None:
        """Keeps the exceptions `texts` of a rule; `number` is what their hits carry."""
        self._texts[rule] = number, texts

    def share(self, words: Set[str]) -> None:
        """Knows `words`, which are spelt as those of a folded text: exceptions made of them are sooner read."""
        if self._reader is not None:
            self._reader.known = words

    def __getitem__(self, rule: str) -> Phrases:
        """Raises KeyError for a rule without exceptions, PhraseError for one that cannot be read."""
        return self._read(rule)

    def _read_anew(self, rule: str) -> Phrases:
        number, texts = self._texts[rule]
        phrases = self._empty()
        for text in texts:
            phrases.add(text, number)
        forget()
        return phrases

    def __contains__(self, rule: object) -> bool:
        return rule in self._texts

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def exceptions_of(fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]], over: Set[str]) -> Exceptions:
    """Exceptions that share a reader, as they share their sets: each rule's are read in the midst of a text."""
    reader = Reader(fold, sets)
    return Exceptions(
        lambda: Phrases(fold, sets, over, reader=_Apart(reader, fold, sets), most_words=_MOST_WORDS), reader
    )


class _Apart(Reader):
    """Lets another reader read, which remembers what it has read, and knows the words of its own phrases only."""

    def __init__(self, reader: Reader, fold: Callable[[str], list[str]], sets: Mapping[str, Sequence[str]]) -> None:
        super().__init__(fold, sets)
        self._reader = reader

    def read(self, text: str) -> Row:
        row = self._reader.read(text)
        self._keep_all(row)
        return row

    def _keep_all(self, row: Row) -> None:
        for item in row:
            for word in (*item.words, *item.singles):
                self.keep(word)
            for choice in item.choices:
                self._keep_all(choice)
