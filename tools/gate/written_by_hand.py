"""The sentences that people wrote for the gate to learn from: `written/<language>/<name>.tsv`, `label<TAB>text` a line.

A label is a family (`H05`), a tier of the writer's distress (`2`), a kind of cruelty or approach (`scam`), what a message
is (`is:memory`), or `ok`; several stand with commas between. A line that begins with # is a comment.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WRITTEN = Path(__file__).with_name("written")


@dataclass(frozen=True, slots=True)
class Example:
    """One invented message: what it is, in which language and file it stands."""

    labels: frozenset[str]
    text: str
    language: str
    file: str


def examples_in(folder: Path = WRITTEN, *, but: str = "") -> list[Example]:
    """All examples, in the order of their files, but those of one file. Raises ValueError for a line without a label."""
    return [example for path in _files(folder, but) for example in _in(path)]


def _files(folder: Path, but: str) -> list[Path]:
    return [path for path in sorted(folder.glob("*/*.tsv")) if path.name != but]


def _in(path: Path) -> Iterator[Example]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        labels, tab, text = line.partition("\t")
        if not tab or not text.strip():
            raise ValueError(f"{path.name}:{number} has no label, or no text")
        yield Example(frozenset(labels.strip().split(",")), text.strip(), path.parent.name, path.name)


def digest_of(folder: Path = WRITTEN, *, but: str = "") -> str:
    """The sha256 of all files but one, names and contents, in their order."""
    whole = hashlib.sha256()
    for path in _files(folder, but):
        whole.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
    return whole.hexdigest()
