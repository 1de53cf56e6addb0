"""The tables of invented messages: labels and a message a line, between tabs."""

from collections import Counter
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


def rows_of(*stems: str) -> list[list[str]]:
    """The rows of the tables `stems`, comments left out."""
    lines = (line for stem in stems for line in (TABLES / f"{stem}.tsv").read_text(encoding="utf-8").splitlines())
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def share(hits: list[bool]) -> float:
    """How many of `hits` are true, 0..1."""
    return Counter(hits)[True] / len(hits)
