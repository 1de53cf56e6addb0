"""A request and an answer as plain values: for the two hot paths, which are answered before a framework wakes up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Headers = Sequence[tuple[str, str]]


class Head(Protocol):
    """The head of a request; names are small letters, and of several lines with one name the first is told."""

    def get(self, name: str, default: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a front door; `sender` is their network address."""

    method: str
    path: str
    query: str
    headers: Head
    sender: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What they are told."""

    status: int
    headers: Headers
    body: bytes = b""
