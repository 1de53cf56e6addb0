"""Why a verdict is what it is, in plain sentences: what decided the lane, and what was found and did not count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from alongside.gate import lanes
from alongside.gate.checks import distress, hurtful
from alongside.gate.doubts import doubted
from alongside.gate.framing import frame, quotation
from alongside.gate.reading import Found, Reading
from alongside.gate.screening import look
from alongside.gate.surroundings import NOWHERE, Surroundings
from alongside.gate.verdict import TIERS, Finding, Verdict
from alongside.gate.wordlists import CONTEXT

How = Literal[
    "quoted",
    "denied",
    "told",
    "answered",
    "past",
    "soothing",
    "swearing",
    "exception",
    "welcome",
    "elsewhere",
    "doubted",
]
_LOOKED_AT = ("distress", "cruelty", "approach", "host", "contact", "hurt")
_TAKES_BACK = CONTEXT | {"swearing"}
_OF_A_LANGUAGE = ("distress", "cruelty", "hurt")
"""Where a single word counts only in a text of its own language."""
_FRAMES: dict[str, How] = {"before": "told", "after": "answered", "negation": "denied"}
_SAYS: dict[How, str] = {
    "quoted": "it is quoted",
    "denied": "it is denied",
    "told": "it is told of others, or of what they say",
    "answered": "what follows takes it back",
    "past": "it speaks of what is past",
    "soothing": "it is part of a set phrase that is kind where it comes from",
    "swearing": "it curses an illness, or is swearing into the air",
    "exception": "its rule leaves this out",
    "welcome": "the family welcomes it, or does not have it looked for",
    "elsewhere": "a single word counts only in its own language",
    "doubted": "the model that has read the whole sentence is far from hearing it there",
}
_LONGEST_PHRASE = 80
_MOST_PHRASES = 3


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Something that a rule found and that did not count: where, how it was taken back, and by which words (or "")."""

    rule: str
    phrase: str
    start: int
    end: int
    how: How
    by: str

    @property
    def sentence(self) -> str:
        """The same in words."""
        by = f": {_quoted(self.by)}" if self.by and self.how != "quoted" else ""
        return f"{_quoted(self.phrase)} does not count: {_SAYS[self.how]}{by}."


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict with its reasons. `lane` says in one sentence why the text is where it is; `decided` are the findings that
    did it; `taken_back` is what was found and did not count, in the order of the text.
    """

    text: str
    verdict: Verdict
    lane: str
    decided: tuple[Finding, ...]
    taken_back: tuple[TakenBack, ...]


def explain(text: str, *, surroundings: Surroundings | None = None) -> Explanation:
    """Screens `text` and says why the verdict is what it is. Nothing is raised for what the text says."""
    around = surroundings or NOWHERE
    reading, verdict = look(text, around)
    return Explanation(
        text=text,
        verdict=verdict,
        lane=why(verdict, text, surroundings=around),
        decided=lanes.deciding(verdict, around),
        taken_back=tuple(_each_once(_taken_back(reading, verdict))),
    )


def _each_once(taken_back: Iterable[TakenBack]) -> Iterable[TakenBack]:
    """In the order of the text; what several rules found and the same words took back is told for one of them."""
    ordered = sorted(taken_back, key=lambda one: (one.start, one.end, one.rule))
    firsts: dict[tuple[int, int, How, str], TakenBack] = {}
    for one in ordered:
        firsts.setdefault((one.start, one.end, one.how, one.by), one)
    return firsts.values()


def why(verdict: Verdict, text: str, *, surroundings: Surroundings | None = None) -> str:
    """Why a text is in its lane, in one sentence. `text` is what was screened; it is not screened again."""
    around = surroundings or NOWHERE
    if verdict.lane == "open":
        return _why_open(verdict, text, around)
    decided = lanes.deciding(verdict, around)
    return f"{verdict.lane.capitalize()} lane: {_why_held(verdict, decided, _phrases(decided, text))}."


def _phrases(decided: Sequence[Finding], text: str) -> str:
    return ", ".join(dict.fromkeys(_quoted(text[one.start : one.end]) for one in decided[:_MOST_PHRASES]))


def _why_held(verdict: Verdict, decided: Sequence[Finding], phrases: str) -> str:
    if verdict.lane == "care":
        tier = max((lanes.tier_of(one) for one in decided), key=TIERS.index, default=verdict.crisis)
        return f"{phrases} is a sign of distress of tier {tier}; people on duty read these first"
    enough = f"and from {lanes.HELD_FROM:.2f} on a text waits there"
    if decided and decided[0].weight >= lanes.HELD_FROM:
        return f"{phrases} weighs {decided[0].weight:.2f} as {_label(decided[0])}, {enough}"
    if verdict.lane == "gentle":
        return f"the family asked to have words like {phrases} ({decided[0].family if decided else ''}) wait there"
    label = max(lanes.GRAVE, key=lambda one: verdict.scores.get(one, 0.0))
    signs = f"small signs together, {phrases}, make" if decided else "the whole of it makes"
    return f"{signs} {verdict.scores.get(label, 0.0):.2f} of {label}, {enough}"


def _why_open(verdict: Verdict, text: str, around: Surroundings) -> str:
    heaviest = max(verdict.findings, key=lambda finding: finding.weight, default=None)
    if heaviest is None:
        return "Open: nothing was found that could hold it."
    phrase = _quoted(text[heaviest.start : heaviest.end])
    if heaviest.label == "crisis":
        return f"Open: {phrase} is of tier {lanes.tier_of(heaviest)}, which is noted and holds nothing."
    is_heavy = heaviest.weight >= lanes.HELD_FROM
    if is_heavy and heaviest.label == "hurt" and heaviest.family in around.shown:
        return f"Open: {phrase} would wait, but the family asked to be shown words like it ({heaviest.family})."
    weighs = f"Open: what weighs most, {phrase}, weighs {heaviest.weight:.2f} as {_label(heaviest)}"
    if is_heavy:  # a stored verdict, and it is not known any more what the family had asked for by then
        return f"{weighs}; the family's wishes, or the gate's rules, were others when it was read."
    return f"{weighs}, and less than {lanes.HELD_FROM:.2f} holds nothing."


def _label(finding: Finding) -> str:
    return f"{finding.label} ({finding.family})" if finding.family else finding.label


def _quoted(phrase: str) -> str:
    phrase = " ".join(phrase.split())
    return f"“{phrase if len(phrase) <= _LONGEST_PHRASE else phrase[:_LONGEST_PHRASE] + '…'}”"


def _taken_back(reading: Reading, verdict: Verdict) -> Iterator[TakenBack]:
    counted = {(finding.rule, finding.start, finding.end) for finding in verdict.findings}
    for found, exception in reading.excepted:
        if found.rule.subject not in _TAKES_BACK:  # what takes back nothing need not be told
            yield _told(reading, found, "exception", reading.words.span(exception.first, exception.after))
    for subject in _LOOKED_AT:
        for found in reading.of(subject):
            if (found.rule.id, *reading.words.span(found.first, found.after)) not in counted:
                yield from _how(reading, found)


def _how(reading: Reading, found: Found) -> Iterator[TakenBack]:
    """How it was taken back, by the first reason there is; nothing for what only stands in a longer find."""
    if found.rule.subject in _OF_A_LANGUAGE and not reading.is_at_home(found):
        yield _told(reading, found, "elsewhere", None)
        return
    if found.rule.subject == "cruelty" and reading.is_swearing(found):
        yield _told(reading, found, "swearing", None)
        return
    if found.rule.subject == "hurt":
        if hurtful.is_welcome(reading, found):
            yield _told(reading, found, "welcome", None)
            return
        soothing = reading.near("soothing").sharing(found)
        if soothing is not None:
            yield _told(reading, found, "soothing", reading.words.span(soothing.first, soothing.after))
            return
    told = list(_in_context(reading, found))
    yield from told
    if not told and doubted(reading, found):
        yield _told(reading, found, "doubted", None)


def _in_context(reading: Reading, found: Found) -> Iterator[TakenBack]:
    if not found.rule.guarded:
        return
    quote, around = quotation(reading, found), frame(reading, found)
    if found.rule.subject == "distress":
        past = distress.past_of(reading, found)
        if past is not None:
            yield _told(reading, found, "past", reading.words.span(past.first, past.after))
            return
    if quote is not None:
        yield _told(reading, found, "quoted", reading.words.folded.span(*quote))
    elif around is not None:
        how = _FRAMES.get(around.rule.says.partition("-")[0], "told")
        yield _told(reading, found, how, reading.words.span(around.first, around.after))


def _told(reading: Reading, found: Found, how: How, by: tuple[int, int] | None) -> TakenBack:
    start, end = reading.words.span(found.first, found.after)
    words = reading.text[by[0] : by[1]] if by else ""
    return TakenBack(found.rule.id, reading.text[start:end], start, end, how, words)
