"""The gate: reads a text, says what it is and why, and where a wise reader would put it.

A library of its own: no framework, no network, no clock. `screen` judges texts, `coach` offers a writer a kinder word,
`explain` says why a verdict is what it is, `near_copies` groups texts that were sent again, `fingerprint` and `language_of`
do what they are called. Words: a *finding* is one thing noticed, a *verdict* is all of them, a *lane* is where it goes
(open, gentle, safety, care), *surroundings* are what is known about the family.
"""

from alongside.gate.coach import coach
from alongside.gate.copies import near_copies
from alongside.gate.explain import Explanation, TakenBack, explain, why
from alongside.gate.fingerprints import fingerprint
from alongside.gate.hostrules import RulesError, read_rules
from alongside.gate.language import language_of
from alongside.gate.redacting import GAP, redact
from alongside.gate.screen import screen
from alongside.gate.surroundings import HostRule, Surroundings
from alongside.gate.verdict import (
    KINDS,
    LABELS,
    LANES,
    TIERS,
    TOPICS,
    Finding,
    Kind,
    Lane,
    Note,
    Tier,
    Verdict,
    VerdictDict,
    verdict_as_dict,
    verdict_from_dict,
)

__all__ = [
    "GAP",
    "KINDS",
    "LABELS",
    "LANES",
    "TIERS",
    "TOPICS",
    "Explanation",
    "Finding",
    "HostRule",
    "Kind",
    "Lane",
    "Note",
    "RulesError",
    "Surroundings",
    "TakenBack",
    "Tier",
    "Verdict",
    "VerdictDict",
    "coach",
    "explain",
    "fingerprint",
    "language_of",
    "near_copies",
    "read_rules",
    "redact",
    "screen",
    "verdict_as_dict",
    "verdict_from_dict",
    "why",
]
