"""What a message is (words, a prayer, a memory, an offer of help ...) and what it touches.

Rules gather evidence in every language. For thirteen languages a small model that was learned from written messages
(`tools/gate/train_kinds.py`) weighs that evidence together with the words; elsewhere the strongest evidence wins.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from alongside.gate.batches import parts_of
from alongside.gate.features import FEWEST, Floats
from alongside.gate.lanes import is_contact
from alongside.gate.language import UNKNOWN
from alongside.gate.listed import told_in
from alongside.gate.reading import Reading
from alongside.gate.tokens import ASK, BREAK
from alongside.gate.verdict import KINDS, TOPICS, Finding, Kind
from alongside.gate.written import Sentences, table_of

_FIRST_AMONG_EQUALS: tuple[Kind, ...] = ("help_offer", "prayer", "memory", "story", "thanks", "words", "question")
_LEARNED_IN = frozenset(("en", "ar", "de", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "ru", "tr"))
_QUESTIONS_SHARE, _OF_SET_PHRASES = 0.5, 0.6
MOST_WORDS = 200
"""Words of a message by which its kind is weighed: what it is shows soon, and a book is no dearer than a page."""
CARING_SIGNS = re.compile(
    "[\u2764\u2b50\u2665\U0001f30c\U0001f308\U0001f31f\U0001f339\U0001f33c\U0001f490-\U0001f49f\U0001f463\U0001f47c\U0001f54a"
    "\U0001f56f\U0001f64f\U0001f90d\U0001f90e\U0001f917\U0001f97a\U0001f98b\U0001fac2\U0001f5a4\U0001f622\U0001f62d]"
)
"""Hearts, candles, doves, stars, tears: said alone they are words too."""
_SPEAKS_OF = ("I", "you", "they", "past", "to come")
SIGNS = (*KINDS, "asks last", "asks", *_SPEAKS_OF)
"""What is known of a message beside its words: the evidence of the rules for each kind, and its shape."""


class Messages(Sentences):
    """Reads whole messages: how strongly their words say each kind."""

    def weigh(self, texts: Sequence[Sequence[str]]) -> Floats:
        """A row for each text, a column for each kind; at most MOST_WORDS words of a text are read."""
        with self._turn:
            return np.concatenate([self._weighed(some) for some in parts_of(texts, MOST_WORDS)])

    def _weighed(self, some: Sequence[Sequence[str]]) -> Floats:
        lengths = np.array([len(text) for text in some], np.intp)
        placed = self._placed(list(chain.from_iterable((BREAK, *text) for text in some)))
        said = self._said(np.array([0, *placed, 0], np.intp))
        # each text is led in by an end, which is no part of it, so that none begins in the one before
        after = np.cumsum(lengths + 1) + 1
        edges = np.stack((after - lengths, after), axis=1).ravel()
        sums: Floats = np.add.reduceat(said, edges, axis=0)[::2]
        sums[lengths == 0] = 0
        counted = np.maximum(lengths, FEWEST).astype(np.float32)
        scaled: Floats = sums * (self._scale / np.sqrt(counted))[:, None].astype(np.float32) + self._intercepts
        return scaled


def kinds_of(readings: Sequence[Reading]) -> list[Kind]:
    """The kind of each message; "other" where nothing speaks for another."""
    evidence = [evidence_of(reading) for reading in readings]
    kinds = [strongest(one) for one in evidence]
    at = [n for n, reading in enumerate(readings) if _is_learned(reading, kinds[n]) and is_told(reading)]
    if at:
        model, of_signs = learned()
        signs = np.array([signs_of(readings[n].words.words, evidence[n]) for n in at], np.float32)
        scores = model.weigh([readings[n].words.words for n in at]) + signs @ of_signs
        for n, best in zip(at, scores.argmax(axis=1).tolist(), strict=True):
            kinds[n] = KINDS[best]
    return kinds


def _is_learned(reading: Reading, by_rules: Kind) -> bool:
    """Whether the model is asked: of a text in an unknown language, a set phrase often, only where no rule speaks."""
    return reading.language in _LEARNED_IN or (reading.language == UNKNOWN and by_rules == "other")


def is_told(reading: Reading) -> bool:
    """Whether there is a word to go by: a heart alone is read by the rules."""
    return any(word.isalpha() for word in reading.words.words[:MOST_WORDS])


def strongest(evidence: dict[Kind, float]) -> Kind:
    """The kind with the most evidence; "other" when there is none."""
    best = max(_FIRST_AMONG_EQUALS, key=lambda kind: (evidence[kind], -_FIRST_AMONG_EQUALS.index(kind)))
    return best if evidence[best] > 0 else "other"


def evidence_of(reading: Reading) -> dict[Kind, float]:
    """What the rules say for each kind."""
    evidence: dict[Kind, float] = dict.fromkeys(KINDS, 0.0)
    seen: set[str] = set()
    for found in reading.of("kind"):
        if found.rule.id not in seen and found.rule.says in _BY_NAME:
            seen.add(found.rule.id)
            evidence[_BY_NAME[found.rule.says]] += found.rule.weight
    for found in reading.of("soothing"):
        kind = _BY_NAME[found.rule.says]
        evidence[kind] = max(evidence[kind], _OF_SET_PHRASES)
    if not reading.text.isascii() and CARING_SIGNS.search(reading.text):
        evidence["words"] += 0.1
    evidence["question"] += _questions(reading)
    return evidence


_BY_NAME: dict[str, Kind] = {kind: kind for kind in KINDS}


def _questions(reading: Reading) -> float:
    """How much of the text asks: the share of its sentences that end with a question mark."""
    words = reading.words.words
    asked = words.count(ASK)
    if not asked:
        return 0.0
    told = words.count(BREAK) + (words[-1] not in (BREAK, ASK))
    return 0.75 if asked / (asked + told) >= _QUESTIONS_SHARE else 0.2


def signs_of(words: Sequence[str], evidence: dict[Kind, float]) -> list[float]:
    """How much there is of each of SIGNS."""
    some = words[:MOST_WORDS]
    groups = (not group.isdisjoint(some) for group in _groups())
    return [*evidence.values(), ASK in some[-2:], ASK in some, *groups]


@cache
def _groups() -> Sequence[frozenset[str]]:
    """The words by which it shows what a message speaks of, in the order of the signs."""
    told = told_in("en/signs")["signs"]
    return [frozenset(told[name]) for name in _SPEAKS_OF]


@cache
def learned() -> tuple[Messages, NDArray[np.float32]]:
    """The model that comes with the gate, read once, and what each of SIGNS says for each kind."""
    table, row = table_of("kinds", KINDS)
    return Messages(table, {}), np.array([row["signs"][sign] for sign in SIGNS], np.float32)


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
