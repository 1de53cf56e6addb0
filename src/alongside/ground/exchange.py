"""A request and an answer as plain values: for the two hot paths, which are answered before a framework wakes up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a front door. Names of headers are small letters; `sender` is their network address."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    sender: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What they are told."""

    status: int
    headers: Headers
    body: bytes = b""
