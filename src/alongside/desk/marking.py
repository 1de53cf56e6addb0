"""What the gate noticed in a text, laid over the words: pieces in order, each with why, and the reasons alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from alongside import gate

Piece = tuple[str, str]  # a stretch of the words, and why it was noticed, or ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that was noticed: offsets into the text that the gate read, end exclusive."""

    start: int
    end: int
    why: str
    weight: float


def marks(verdict: Mapping[str, object] | None) -> tuple[Mark, ...]:
    """The findings of a stored verdict, the weightiest first; what cannot be read (an older gate's) is left out."""
    found = verdict.get("findings") if verdict else None
    read = [_mark(one) for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return tuple(sorted((mark for mark in read if mark), key=lambda mark: (-mark.weight, mark.start)))


def _mark(finding: Mapping[str, object]) -> Mark | None:
    start, end, why, weight = (finding.get(name) for name in ("start", "end", "why", "weight"))
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(why, str)):
        return None
    return Mark(start, end, why, float(weight) if isinstance(weight, int | float) else 1.0)


def judgement(verdict: Mapping[str, object] | None, text: str, *, surroundings: gate.Surroundings) -> str:
    """Why the gate put a text where it did, in a sentence; "" without a verdict, or for one that cannot be read.

    `surroundings` are the family's wishes as they are now, which is all that is known of them.
    """
    try:
        return gate.why(gate.verdict_from_dict(cast(gate.VerdictDict, verdict)), text, surroundings=surroundings)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""


def reasons(found: Iterable[Mark], *, beside: Iterable[Piece]) -> tuple[str, ...]:
    """Why the text was noticed, each reason once, the weightiest first; without those that stand beside a piece already."""
    said = {why for _words, why in beside}
    return tuple(why for why in dict.fromkeys(mark.why for mark in found) if why and why not in said)


def marked(words: str, found: Iterable[Mark]) -> tuple[Piece, ...]:
    """The whole of `words` in pieces. Of stretches that overlap, the earlier of `found` is shown."""
    kept: list[Mark] = []
    for mark in found:
        inside = 0 <= mark.start < mark.end <= len(words) and mark.why
        if inside and all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    pieces: list[Piece] = []
    at = 0
    for mark in sorted(kept, key=lambda mark: mark.start):
        pieces += [(words[at : mark.start], ""), (words[mark.start : mark.end], mark.why)]
        at = mark.end
    return tuple(piece for piece in [*pieces, (words[at:], "")] if piece[0])
