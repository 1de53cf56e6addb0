"""What a message is (words, a prayer, a memory, an offer of help ...) and what it touches, by rules."""

import re
from collections.abc import Iterable

from alongside.gate.lanes import is_contact
from alongside.gate.reading import Reading
from alongside.gate.tokens import ASK, BREAK
from alongside.gate.verdict import KINDS, TOPICS, Finding, Kind

_FIRST_AMONG_EQUALS: tuple[Kind, ...] = ("help_offer", "prayer", "memory", "story", "thanks", "words", "question")
_QUESTIONS_SHARE = 0.5
_CARING_SIGNS = re.compile(
    "[\u2764\u2b50\u2665\U0001f30c\U0001f308\U0001f31f\U0001f339\U0001f33c\U0001f490-\U0001f49f\U0001f463\U0001f47c\U0001f54a"
    "\U0001f56f\U0001f64f\U0001f90d\U0001f90e\U0001f917\U0001f97a\U0001f98b\U0001fac2\U0001f5a4\U0001f622\U0001f62d]"
)
"""Hearts, candles, doves, stars, tears: said alone they are words too."""


def kind_of(reading: Reading) -> Kind:
    """The kind with the most evidence; "other" when there is none."""
    evidence = dict.fromkeys(KINDS, 0.0)
    seen: set[str] = set()
    for found in reading.of("kind"):
        if found.rule.id not in seen and found.rule.says in evidence:
            seen.add(found.rule.id)
            evidence[_kind(found.rule.says)] += found.rule.weight
    if reading.of("soothing"):
        evidence["words"] = max(evidence["words"], 0.6)
    if not reading.text.isascii() and _CARING_SIGNS.search(reading.text):
        evidence["words"] += 0.1
    evidence["question"] += _questions(reading)
    best = max(_FIRST_AMONG_EQUALS, key=lambda kind: (evidence[kind], -_FIRST_AMONG_EQUALS.index(kind)))
    return best if evidence[best] > 0 else "other"


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)


def _questions(reading: Reading) -> float:
    """How much of the text asks: the share of its sentences that end with a question mark."""
    words = reading.words.words
    asked = words.count(ASK)
    if not asked:
        return 0.0
    told = words.count(BREAK) + (words[-1] not in (BREAK, ASK))
    return 0.75 if asked / (asked + told) >= _QUESTIONS_SHARE else 0.2


def topics_of(reading: Reading, findings: Iterable[Finding]) -> tuple[str, ...]:
    """The topics a reader may wish to choose by, in the order of the contract."""
    topics = {found.rule.says for found in reading.of("topic")}
    for finding in findings:
        if is_contact(finding):
            topics.add("contact_details")
        if finding.family == "H19":
            topics.add("other_pregnancy")
    if any(found.rule.says == "prayer" for found in reading.of("kind")):
        topics.add("faith")
    return tuple(topic for topic in TOPICS if topic in topics)
