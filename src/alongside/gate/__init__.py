"""The gate: reads a text, says what it is and why, and where a wise reader would put it.

A library of its own: no framework, no network, no clock. `screen` judges texts, `coach` offers a writer a kinder word,
`explain` says why a verdict is what it is, `near_copies` groups texts that were sent again, `fingerprint` and `language_of`
do what they are called. Words: a *finding* is one thing noticed, a *verdict* is all of them, a *lane* is where it goes
(open, gentle, safety, care), *surroundings* are what is known about the family.
"""

from importlib import import_module
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from alongside.gate.coaching import coach
    from alongside.gate.copies import near_copies
    from alongside.gate.explaining import Explanation, TakenBack, explain, why
    from alongside.gate.fingerprints import fingerprint
    from alongside.gate.hostrules import RulesError, read_rules
    from alongside.gate.language import language_of
    from alongside.gate.redacting import GAP, redact
    from alongside.gate.screening import screen

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

_STANDS_IN = {
    "coach": "coaching",
    "near_copies": "copies",
    "Explanation": "explaining",
    "TakenBack": "explaining",
    "explain": "explaining",
    "why": "explaining",
    "fingerprint": "fingerprints",
    "RulesError": "hostrules",
    "read_rules": "hostrules",
    "language_of": "language",
    "GAP": "redacting",
    "redact": "redacting",
    "screen": "screening",
}


def __getattr__(name: str) -> object:
    """What reads texts, imported when it is asked for first: a process that only shows verdicts needs no NumPy."""
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_STANDS_IN[name]}"), name)
    globals()[name] = found
    return found
