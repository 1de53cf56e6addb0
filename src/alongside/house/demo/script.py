"""What is said in the demo: read from words.toml, and enough short messages put together to make a flood."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from alongside.door.draft import Consents, Draft

WORDS = Path(__file__).with_name("words.toml")
KINDS = ("words", "words", "words", "prayer", "memory", "candle", "candle", "name")


class Family(TypedDict):
    """The family's own table in words.toml."""

    slug: str
    title: str
    child_word: str
    event_words: str
    parent_words: str
    remembered: list[dict[str, str]]


class LetterTold(TypedDict):
    """A letter in words.toml."""

    title: str
    audience: str
    days_ago: int
    words: str


class Short(TypedDict):
    """What short messages are put together from."""

    openings: list[str]
    middles: list[str]
    endings: list[str]
    names: list[str]
    relations: list[str]


class Script(TypedDict):
    """The whole file."""

    family: Family
    letters: list[LetterTold]
    messages: list[dict[str, str | bool]]
    short: Short


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message and how long before now it came, in hours."""

    draft: Draft
    hours_ago: float


def read() -> Script:
    """The words of the demo."""
    with WORDS.open("rb") as file:
        return tomllib.load(file)  # type: ignore[return-value]  # the file is part of the package; its shape is tested


def arrivals(script: Script, *, messages: int, days: int) -> list[Arrival]:
    """`messages` messages over the last `days` days, oldest first: many at the beginning, as it is. The same every time."""
    chance = random.Random(script["family"]["slug"])  # noqa: S311 - a story, not a secret
    drafts = [_told(row) for row in script["messages"]][:messages]
    drafts += _short(script, chance, messages - len(drafts))
    chance.shuffle(drafts)
    hours = sorted((min(chance.expovariate(6 / days), days - 0.1) * 24 for _ in drafts), reverse=False)
    return [Arrival(draft, days * 24 - after) for draft, after in zip(drafts, hours, strict=True)]


def _told(row: dict[str, str | bool]) -> Draft:
    said = Consents(public=bool(row.get("public")), name=bool(row.get("named")), print=bool(row.get("public")))
    name, words, relation, email = (str(row.get(part, "")) for part in ("name", "words", "relation", "email"))
    return Draft(kind=str(row["kind"]), name=name, words=words, relation=relation, email=email, consents=said)


def _short(script: Script, chance: random.Random, how_many: int) -> Iterator[Draft]:
    pieces = script["short"]
    child = script["family"]["remembered"][0]["name"].split()[0]
    for _ in range(how_many):
        kind = chance.choice(KINDS)
        parts = (chance.choice(pieces["openings"]), chance.choice(pieces["middles"]), chance.choice(pieces["endings"]))
        words = "" if kind == "name" or (kind == "candle" and chance.random() < 0.5) else " ".join(filter(None, parts))
        public = chance.random() < 0.6
        yield Draft(
            kind=kind, name=chance.choice(pieces["names"]), words=words.replace("{child}", child),
            relation=chance.choice(pieces["relations"]),
            consents=Consents(public=public, print=public, name=public and chance.random() < 0.7),
        )  # fmt: skip
