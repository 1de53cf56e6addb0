"""Lists of single words that code asks for by their names, read from `words/` when they are asked for first.

What stands in `words/*/everyday.toml` counts in a text of any language, since people mix them; most other lists are of one
language. Phrases, and what is known of each language by itself, stand in `wordlists`.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from alongside.gate.folding import fold

_EVERYDAY = "everyday.toml"


def told_in(place: str) -> dict[str, Any]:
    """What the file `words/<place>.toml` says."""
    return tomllib.loads((files("alongside.gate") / "words" / f"{place}.toml").read_text(encoding="utf-8"))


@cache
def words_in(place: str, name: str) -> frozenset[str]:
    """The words of the list `name` in the file `words/<place>.toml`, folded as the words of a text are."""
    return frozenset(fold(word).plain for word in told_in(place)[name])


@cache
def everyday(name: str) -> frozenset[str]:
    """The words of the list `name` in all languages that have one, folded as the words of a text are."""
    return frozenset(fold(word).plain for told in _everyday() for word in told.get(name, ()))


@cache
def _everyday() -> list[dict[str, Any]]:
    """What the everyday words of each language are; none is known of some."""
    folders = (files("alongside.gate") / "words").iterdir()
    found = sorted(folder.name for folder in folders if folder.is_dir() and (folder / _EVERYDAY).is_file())
    return [told_in(f"{language}/everyday") for language in found]
