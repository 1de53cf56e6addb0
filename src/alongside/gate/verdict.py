"""What the gate says about a text: frozen answers, and their JSON shape.

The names of the fields are a contract with programs outside; see docs/gate/README.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

Lane = Literal["open", "gentle", "safety", "care"]
Kind = Literal["words", "prayer", "memory", "story", "help_offer", "question", "thanks", "other"]
Tier = Literal["none", "0", "1", "2", "3", "D", "M"]

LANES: tuple[Lane, ...] = ("open", "gentle", "safety", "care")
KINDS: tuple[Kind, ...] = ("words", "prayer", "memory", "story", "help_offer", "question", "thanks", "other")
TIERS: tuple[Tier, ...] = ("none", "0", "1", "M", "2", "D", "3")
"""Tiers of distress, the most urgent last."""
LABELS = (
    "abuse",
    "threat",
    "scam",
    "spam",
    "solicitation",
    "impersonation",
    "conspiracy",
    "crisis",
    "hurt",
)
TOPICS = (
    "faith",
    "other_pregnancy",
    "living_children",
    "baby_photo",
    "advice",
    "own_loss",
    "medical",
    "money",
    "hope_story",
    "contact_details",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was noticed, where, and why it matters.

    `start` and `end` are offsets into the text as it was sent (code points, end exclusive). `rule` names the rule or
    model that spoke; `weight` is how strongly (0..1). `family` is "H01".."H30" or "" when it is not a hurtful family.
    """

    label: str
    rule: str
    start: int
    end: int
    why: str
    weight: float = 1.0
    family: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One gentle word to a writer before sending: what was read, why it can hurt, a kinder direction."""

    phrase: str
    start: int
    end: int
    family: str
    why: str
    kinder: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything the gate says about one text."""

    lane: Lane
    kind: Kind
    language: str
    scores: Mapping[str, float]
    hurt: tuple[str, ...]
    crisis: Tier
    topics: tuple[str, ...]
    findings: tuple[Finding, ...]
    fingerprint: int
    version: str


class FindingDict(TypedDict):
    """A finding as JSON."""

    label: str
    rule: str
    start: int
    end: int
    why: str
    weight: float
    family: str


class VerdictDict(TypedDict):
    """A verdict as JSON. `fingerprint` is sixteen hexadecimal digits: JSON readers lose the last bits of 64."""

    lane: Lane
    kind: Kind
    language: str
    scores: dict[str, float]
    hurt: list[str]
    crisis: Tier
    topics: list[str]
    findings: list[FindingDict]
    fingerprint: str
    version: str


def verdict_as_dict(verdict: Verdict) -> VerdictDict:
    """The verdict as plain lists, strings and numbers, ready for `json.dumps`."""
    return {
        "lane": verdict.lane,
        "kind": verdict.kind,
        "language": verdict.language,
        "scores": dict(verdict.scores),
        "hurt": list(verdict.hurt),
        "crisis": verdict.crisis,
        "topics": list(verdict.topics),
        "findings": [_finding_as_dict(finding) for finding in verdict.findings],
        "fingerprint": f"{verdict.fingerprint:016x}",
        "version": verdict.version,
    }


def _finding_as_dict(finding: Finding) -> FindingDict:
    return {
        "label": finding.label,
        "rule": finding.rule,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
        "weight": finding.weight,
        "family": finding.family,
    }


def verdict_from_dict(row: VerdictDict) -> Verdict:
    """The verdict that `verdict_as_dict` turned into `row`. Raises KeyError or TypeError when a field is missing."""
    return Verdict(
        lane=row["lane"],
        kind=row["kind"],
        language=row["language"],
        scores=dict(row["scores"]),
        hurt=tuple(row["hurt"]),
        crisis=row["crisis"],
        topics=tuple(row["topics"]),
        findings=tuple(Finding(**finding) for finding in row["findings"]),
        fingerprint=int(row["fingerprint"], 16),
        version=row["version"],
    )
