"""Screening: every check and every learned model reads every text, then the findings are weighed.

The order below is the order in which findings are listed, the gravest first, and the order a person should read them in.
It changes no outcome: no check stops another, because distress has to be found in an abusive text too, and a scam in a
text that begins like a prayer.
"""

import hashlib
from collections.abc import Iterator, Sequence

from alongside.gate import lanes
from alongside.gate.checks import contacts, cruelty, distress, groups, hurtful, learned, scams
from alongside.gate.fingerprints import fingerprints_of
from alongside.gate.kinds import kinds_of, topics_of
from alongside.gate.language import language_of
from alongside.gate.lasting import unsearched
from alongside.gate.models import Learned, models
from alongside.gate.reading import Reading, look_around, read, search
from alongside.gate.shipped import sentences
from alongside.gate.surroundings import NOWHERE, Surroundings
from alongside.gate.verdict import TIERS, Finding, Kind, Verdict
from alongside.gate.wordlists import Lexicon, lexicon

CHECKS = (
    distress.check,  # first: a writer in danger must never wait behind anything else
    cruelty.check,  # before the merely hurtful: what is cruel is not weighed against the family's vocabulary
    groups.check,  # cruelty that is turned on many
    scams.check,  # approaches: needs the signs of contacts.check too, but only when they are weighed, in lanes.py
    contacts.check,  # small signs by themselves
    hurtful.check,  # meant well, and only counts where nothing graver does
    learned.check,  # last: it adds what no list has found
)
_AT_A_TIME = 256
"""Texts that take each step together: language model and word lists push each other out of the processor's cache."""
MOST_FINDINGS = 40
"""Findings kept for one text: a text that repeats one line a thousand times needs no thousand reasons."""


def screen(texts: Sequence[str], *, surroundings: Surroundings | None = None) -> list[Verdict]:
    """One verdict for each text, in their order. Any string is welcome; nothing is raised for what it says.

    TypeError is raised for one text in place of several.
    """
    if isinstance(texts, str):
        raise TypeError("screen takes several texts: screen([text])")
    around = surroundings or NOWHERE
    known = lexicon()
    verdicts: list[Verdict] = []
    for start in range(0, len(texts), _AT_A_TIME):
        with unsearched():  # what is found out about words and phrases stays: 1.1 times as many texts while all is new
            verdicts += _screen(texts[start : start + _AT_A_TIME], around, known)
    return verdicts


def _screen(texts: Sequence[str], around: Surroundings, known: Lexicon) -> Iterator[Verdict]:
    languages = [language_of(text, around.languages) for text in texts]
    readings = [read(text, language, around, known) for text, language in zip(texts, languages, strict=True)]
    search(readings, known)
    _hear(readings, known)
    prints = fingerprints_of([reading.words for reading in readings])
    version = known.version + _host_version(around)
    told = zip(readings, prints, kinds_of(readings), models().read(readings), strict=True)
    return (_judge(*one, around=around, version=version) for one in told)


def look(text: str, around: Surroundings) -> tuple[Reading, Verdict]:
    """One text with everything that was found in it, and its verdict: the same as `screen` gives."""
    known = lexicon()
    reading = read(text, language_of(text, around.languages), around, known)
    search([reading], known)
    _hear([reading], known)
    fingerprint = fingerprints_of([reading.words])[0]
    (kind,), (modelled,) = kinds_of([reading]), models().read([reading])
    version = known.version + _host_version(around)
    return reading, _judge(reading, fingerprint, kind, modelled, around=around, version=version)


def _hear(readings: Sequence[Reading], known: Lexicon) -> None:
    """Has the model of written sentences read each text; where it may matter, what stands around is looked for."""
    heard = sentences().read([reading.words.words for reading in readings])
    for reading, stretches in zip(readings, heard, strict=True):
        reading.heard = stretches
    look_around((one for one in readings if any(stretch.tells for stretch in one.heard)), known)


def _judge(
    reading: Reading, fingerprint: int, kind: Kind, modelled: Learned, *, around: Surroundings, version: str
) -> Verdict:
    findings: list[Finding] = []
    for check in CHECKS:
        findings.extend(check(reading))
    findings.extend(modelled.findings)
    crisis = lanes.crisis_of(findings)
    strengths = {
        **modelled.strengths,
        "abuse": groups.leaning(reading, modelled.strengths.get("abuse", 0.0)),
        "solicitation": learned.leaning(reading),
    }
    scores = lanes.scores_of(findings, crisis, strengths)
    return Verdict(
        lane=lanes.lane_of(findings, scores, crisis, around),
        kind=kind,
        language=reading.language,
        scores=scores,
        hurt=tuple(sorted({finding.family for finding in findings if finding.family})),
        crisis=crisis,
        topics=topics_of(reading, findings),
        findings=_most_telling(findings),
        fingerprint=fingerprint,
        version=version,
    )


def _most_telling(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """As many of the findings as are kept, in their order: of too many those that decide, then the weightiest."""
    if len(findings) <= MOST_FINDINGS:
        return tuple(findings)
    urgent = sorted(findings, key=lambda one: (TIERS.index(lanes.tier_of(one)), one.weight), reverse=True)
    kept = set(map(id, urgent[:MOST_FINDINGS]))
    return tuple(one for one in findings if id(one) in kept)


def _host_version(around: Surroundings) -> str:
    """Marks a verdict on which a host had a say, by own rules or by families that are not looked for."""
    if not around.rules and not around.off:
        return ""
    told = repr((around.rules, sorted(around.off)))
    return "+" + hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:6]
