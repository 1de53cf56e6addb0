"""The one gentle word before sending. It never accuses, and "send as it is" is always the writer's right."""

from alongside.gate import lanes
from alongside.gate.language import UNKNOWN
from alongside.gate.screening import screen
from alongside.gate.surroundings import NOWHERE, Surroundings
from alongside.gate.verdict import Finding, Note
from alongside.gate.wordlists import lexicon

MOST_NOTES = 2


def coach(text: str, *, surroundings: Surroundings | None = None) -> list[Note]:
    """At most two notes, for a text that is meant well and would hurt; none for any other text.

    A text with a sign of danger gets none: whoever is in distress is not corrected.
    """
    around = surroundings or NOWHERE
    verdict = screen([text], surroundings=around)[0]
    if verdict.lane != "gentle":
        return []
    notes: dict[str, Note] = {}
    for finding in sorted(verdict.findings, key=lambda f: (-f.weight, f.start)):
        if lanes.is_gentle(finding, around) and finding.family not in notes:
            notes[finding.family] = _note(text, finding, verdict.language)
    return sorted(list(notes.values())[:MOST_NOTES], key=lambda note: note.start)


def _note(text: str, finding: Finding, language: str) -> Note:
    """The note in the language of the text, or of the phrase where a text is too short to tell; else in English."""
    family = lexicon().families.get(finding.family)
    spoken = finding.rule.partition(".")[0] if language == UNKNOWN else language
    told = lexicon().told.get((spoken, finding.family), family)
    return Note(
        phrase=text[finding.start : finding.end],
        start=finding.start,
        end=finding.end,
        family=finding.family,
        why=told.why if told else finding.why,
        kinder=told.kinder if told else "",
    )
