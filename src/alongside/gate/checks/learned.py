"""What the model of written sentences says: distress, cruelty, approaches and hurtful families in words no list has.

The word lists stay as they are; this adds to them. What hurts holds a text only beside a sign of a loss, and is told softly
elsewhere: of a stranger's ordinary advice the model is not sure enough. A sentence is told once, for the family or tier it
says most, and two sentences together for what neither says alone; where a list found the same, nothing is added. What is
quoted, denied or told of others does not count, but for a family that is heard clearly.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import exp

from alongside.gate.checks import hurtful
from alongside.gate.doubts import doubted
from alongside.gate.framing import quotation, spoken_of
from alongside.gate.labels import APPROACH, CARE, CARE_TIERS, CRUEL, FAMILIES, HURT, TIERS
from alongside.gate.lanes import HELD_FROM, ORDERED_AT_MOST
from alongside.gate.language import UNKNOWN, UNSPACED
from alongside.gate.reading import Found, Reading
from alongside.gate.shipped import held_from, sentences
from alongside.gate.verdict import Finding
from alongside.gate.wordlists import Rule
from alongside.gate.written import LONGEST, Stretch

_SHOWN = 0.4
_CLEARLY = 1.0
"""How far before the next family one must be to be named: of one that is named wrongly the writer is told nonsense."""
_SURER_THAN_FRAMES = 2.0
"""The score from which a family is told though a frame stands before it: the model has learned from messages that deny
and tell of others too, and "I know they say the first year is the worst" tells of nobody.
"""
_HEARD_WELL = 0.05
"""The weight of a family that is told beside another; three units of its score below what holds a text."""
_SURE = 0.6
_MORE = 1.0
"""How much more must be said where the model errs more easily."""
_MORE_ELSEWHERE, _LONG_ENOUGH, _LONG_ENOUGH_UNSPACED = 2.4, 15, 26
"""How much more must be said of danger in another language, and the words and end from which a sentence is read like an
English one: the model has read less of it, and "is dead" alone sounds like danger. Words of Japanese are cut shorter."""
_READS = ("en", UNKNOWN, "ar", "de", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "ru", "tr")
"""The languages that sentences were written in for it: of a text in another one it knows nothing."""
_SHORTEST = 11
"""Words and end of a sentence that distress is read from: in shorter ones one denied word is the whole sentence."""
_MEANT_ILL = ((CRUEL, "abuse", 1), (APPROACH, "solicitation", 8))
"""Label of the model, label of the verdict, and the words and end that a sentence must have: "text me" is no approach."""
_SHORT_OF_CRUELTY = 13
"""Words and end of a sentence from which cruelty is told as easily as anywhere: "save your tears for a day when you have
the strength" could be meant ill. By the last three of them one of 187 cruel messages is lost, and three of 240 kind ones
are freed.
"""
_BY_URGENCY = (CARE_TIERS, ("M",), ("1",))
_LOOKED_THROUGH = 40
_STEEPNESS = 0.5
_MOST_WORDS, _CORE = 12, 4
"""Words that are marked in a long sentence, and by which it is told whether it is quoted."""
_LEARNED = "That was learned from examples and can be wrong."
_WHY: Mapping[str, str] = {
    "1": f"The writer may be longing for the one who died. {_LEARNED}",
    "2": f"The writer may be thinking of ending their life. {_LEARNED}",
    "3": f"The writer may be about to harm themselves. {_LEARNED}",
    "D": f"Someone near may be in danger. {_LEARNED}",
    "M": f"This may be a sign of illness that needs help now. {_LEARNED}",
    CRUEL: f"This reads like words that were meant to wound. {_LEARNED}",
    APPROACH: f"This reads like somebody who wants something from the family. {_LEARNED}",
}


def check(reading: Reading) -> Iterator[Finding]:
    """What is found in each sentence that says enough."""
    telling = [stretch for stretch in reading.heard if stretch.tells]
    for stretch in telling if reading.language in _READS else ():
        yield from _distress(reading, stretch)
        yield from _meant_ill(reading, stretch)
    yield from _told(reading, [finding for stretch in telling for finding in _hurt(reading, stretch)])


def leaning(reading: Reading) -> float:
    """How strongly a text reads like an approach, 0..1, never enough to hold it: that puts texts in an order."""
    if not reading.heard or reading.language not in _READS:
        return 0.0
    over = max(stretch.approach for stretch in reading.heard) - held_from(reading.language)[APPROACH]
    return ORDERED_AT_MOST / (1 + exp(-_STEEPNESS * max(-60.0, min(over, 60.0))))


def _told(reading: Reading, hurts: Sequence[Finding]) -> Iterator[Finding]:
    """What holds a text, and what the family asked to have set apart. Else softly one family at most, the likeliest; and
    beside another that a list has found only one that is heard well, since a second one is mostly wrong.
    """
    asked_for = reading.surroundings.held | reading.surroundings.shown
    sure = [one for one in hurts if one.weight >= HELD_FROM or one.family in asked_for]
    yield from sure
    if hurts and not sure:
        likeliest = max(hurts, key=lambda one: one.weight)
        if likeliest.weight >= _HEARD_WELL or not _is_told_otherwise(reading):
            yield likeliest


def _meant_ill(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    """Cruelty and approaches. They hold a text by themselves, or beside other signs of the same."""
    held = held_from(reading.language)
    for of, label, shortest in _MEANT_ILL:
        score = _said(stretch, of, shortest)
        if score is None or any(_said(one, of, shortest) is not None for one in _alone(reading, stretch)):
            continue
        if of == CRUEL and (
            _is_known_as_meant_well(reading, stretch)
            or _is_too_faint(reading, stretch, of, beside="group", limit=held[of] + _MORE * _is_short(stretch))
        ):
            continue
        found, weight = _found(stretch, of, _WHY[of]), _weight(score - held[of])
        core = _found(stretch, of, "", most=_CORE)
        if not _is_taken_back(reading, found) and quotation(reading, core) is None:
            yield reading.finding(found, label, weight=min(weight, _most_wished_for(reading, stretch)))


def _is_short(stretch: Stretch) -> bool:
    return stretch.length < _SHORT_OF_CRUELTY


def _said(stretch: Stretch, of: str, shortest: int) -> float | None:
    """How strongly a stretch that is long enough says it; None below the limit."""
    return sentences().most(stretch, (of,))[1] if stretch.length >= shortest else None


def _most_wished_for(reading: Reading, stretch: Stretch) -> float:
    """What a sentence may weigh as cruelty where it says most what is not looked for, or what the family wants to be shown.

    Insults and threats are not for anybody to switch off.
    """
    around, family = reading.surroundings, sentences().most(stretch, FAMILIES)[0]
    return _SHOWN if family != "H28" and family in around.off | around.shown else 1.0


def _is_known_as_meant_well(reading: Reading, stretch: Stretch) -> bool:
    """Whether a list has found in it what is meant well and only would hurt ("your angel is watching over you")."""
    near = reading.near("hurt").between(stretch.first, stretch.after)
    inside = (one for one in near if stretch.first <= one.first < stretch.after)
    return any(one.rule.says in reading.families and reading.families[one.rule.says].lane != "S" for one in inside)


def _alone(reading: Reading, stretch: Stretch) -> list[Stretch]:
    """The two sentences of a pair, each by itself: what one of them says alone is told, or was taken back, already."""
    return [one for one in reading.heard_around(stretch) if not one.is_pair] if stretch.is_pair else []


def _hurt(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    model, held = sentences(), held_from(reading.language)
    label, score = model.most(stretch, FAMILIES, _CLEARLY)
    if score is None or any(model.most(one, FAMILIES, _CLEARLY)[1] is not None for one in _alone(reading, stretch)):
        return
    family = reading.families[label]
    found = _found(stretch, label, family.why)
    if _is_known(reading, found) or hurtful.is_welcome(reading, found):
        return
    if _is_taken_back(reading, found, frames=score < _SURER_THAN_FRAMES):
        return
    weight = min(_weight(score - held[HURT]), hurtful.weight_of(reading, found))
    is_faint = family.lane == "S" and _is_too_faint(reading, stretch, CRUEL, beside="group", limit=held[CRUEL])
    if family.id in reading.surroundings.shown or is_faint:
        weight = min(weight, _SHOWN)
    yield reading.finding(found, family.label, family=family.id, weight=weight)


def _distress(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    urgency, label = _danger(reading, stretch)
    if not label or any(_danger(reading, one)[0] >= urgency for one in _alone(reading, stretch)):
        return
    found = _found(stretch, label, _WHY[label])
    said_most = _found(stretch, label, "", most=_CORE) if stretch.is_pair else found
    limit = held_from(reading.language)[CARE] + _MORE_ELSEWHERE * _is_short_elsewhere(reading, stretch)
    if label in CARE_TIERS and _is_too_faint(reading, stretch, label, beside="kind", limit=limit):
        return
    if not _is_listed(reading, stretch) and not _is_taken_back(reading, said_most):
        yield reading.finding(found, "crisis", weight=_SURE)


def _is_short_elsewhere(reading: Reading, stretch: Stretch) -> bool:
    """Whether a sentence in another language than English is short."""
    long_enough = _LONG_ENOUGH_UNSPACED if reading.language in UNSPACED else _LONG_ENOUGH
    return reading.language != "en" and stretch.length < long_enough


def _is_too_faint(reading: Reading, stretch: Stretch, label: str, *, beside: str, limit: float) -> bool:
    """Whether too little is said, `beside` a sign of what is mostly harmless: a candle, or the name of a group."""
    wanted = limit + _MORE * (reading.near(beside).sharing(stretch) is not None)
    return sentences().score(stretch, (label,)) < wanted


def _danger(reading: Reading, stretch: Stretch) -> tuple[int, str]:
    """How urgent the distress is that a stretch tells, and its tier; nothing of what is short, or has no end."""
    length = stretch.length
    if length < _SHORTEST or (length >= LONGEST and not stretch.is_pair):
        return 0, ""
    held = held_from(reading.language)
    for urgency, tiers in enumerate(_BY_URGENCY):
        label, score = sentences().most(stretch, tiers)
        if score is not None and score >= held.get(label, held[CARE]):
            return len(_BY_URGENCY) - urgency, label
    return 0, ""


def _is_listed(reading: Reading, stretch: Stretch) -> bool:
    """Whether a list found distress in the sentence. It knows better: what it took back or called an idiom stays so.

    Not of two sentences: an idiom in one is no reason to overlook what both together say.
    """
    near = reading.near("distress")
    if stretch.is_pair:
        inside = (one for one in near.between(stretch.first, stretch.after) if one.first < stretch.after)
        return any(
            stretch.first < one.after and one.rule.says in CARE_TIERS and not doubted(reading, one) for one in inside
        )
    if near.sharing(stretch) is not None:
        return True
    return any(
        found.rule.subject == "distress" and found.first < stretch.after and stretch.first < found.after
        for found, _ in reading.excepted[:_LOOKED_THROUGH]
    )


def _weight(over: float) -> float:
    """A half at the limit, more above it."""
    return round(1 / (1 + exp(-min(over, 60.0))), 3)


def _found(stretch: Stretch, label: str, why: str, *, most: int = _MOST_WORDS) -> Found:
    first, after = sentences().strongest(stretch, label, most)
    subject = "hurt" if label in FAMILIES else "distress" if label in TIERS else label
    rule = f"tier-{label}" if subject == "distress" else label
    says = Rule(f"model.written.{rule}", subject, label, UNKNOWN, 1.0, why, about_loss=True)
    return Found(says, first, after)


def _is_told_otherwise(reading: Reading) -> bool:
    """Whether a list has found a family in the text."""
    return any(hurtful.counts(reading, one) for one in reading.of("hurt"))


def _is_known(reading: Reading, found: Found) -> bool:
    """Whether a list has found the same family in these words."""
    return any(
        other.rule.says == found.rule.says and other.first < found.after and found.first < other.after
        for other in reading.near("hurt").between(found.first, found.after)
    )


def _is_taken_back(reading: Reading, found: Found, *, frames: bool = True) -> bool:
    """Whether the words are quoted, or part of a set phrase that is kind where it comes from; denied, or told of others."""
    is_framed = spoken_of(reading, found) if frames else quotation(reading, found) is not None
    return is_framed or reading.near("soothing").sharing(found) is not None
