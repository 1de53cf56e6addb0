"""What the model of written sentences says: distress, cruelty, approaches and hurtful families in words no list has.

The word lists stay as they are; this adds to them. What hurts holds a text only beside a sign of a loss, and is told softly
elsewhere: of a stranger's ordinary advice the model is not sure enough. A sentence is told once, for the family or tier it
says most; where a list found the same in it, nothing is added. What is quoted, denied or told of others does not count.
"""

from collections.abc import Iterator, Mapping
from math import exp

from alongside.gate.checks import hurtful
from alongside.gate.language import UNKNOWN
from alongside.gate.reading import Found, Reading
from alongside.gate.verdict import Finding
from alongside.gate.wordlists import Rule
from alongside.gate.written import APPROACH, CARE_TIERS, CRUEL, FAMILIES, HURT, LONGEST, TIERS, Stretch, sentences

_SHOWN = 0.4
_CLEARLY = 1.0
"""How far before the next family one must be to be named: of one that is named wrongly the writer is told nonsense."""
_SURE = 0.6
_WELL_READ = ("en", UNKNOWN)
"""In other languages it hardly finds distress or cruelty that it has not seen, and once in a while raises a kind word."""
_READS = (*_WELL_READ, "ar", "de", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "ru", "tr")
"""The languages that sentences were written in for it: of a text in another one it knows nothing."""
_SHORTEST = 11
"""Words and end of a sentence that distress is read from: in shorter ones one denied word is the whole sentence."""
_MEANT_ILL = ((CRUEL, "abuse", 1), (APPROACH, "solicitation", 8))
"""Label of the model, label of the verdict, and the words and end that a sentence must have: "text me" is no approach."""
_LOOKED_THROUGH = 40
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
    for stretch in reading.heard:
        if not stretch.tells:
            continue
        if reading.language in _WELL_READ:
            yield from _distress(reading, stretch)
        if reading.language in _READS:
            yield from _meant_ill(reading, stretch)
        yield from _hurt(reading, stretch)


def _meant_ill(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    """Cruelty and approaches. They hold a text by themselves, or beside other signs of the same."""
    model, held = sentences()
    for of, label, shortest in _MEANT_ILL:
        score = model.most(stretch, (of,))[1]
        if score is None or stretch.after - stretch.first < shortest or _begins_with_a_frame(reading, stretch):
            continue
        if of == CRUEL and (reading.language not in _WELL_READ or _is_known_as_meant_well(reading, stretch)):
            continue
        found, weight = _found(stretch, of, _WHY[of]), _weight(score - held[of])
        core = _found(stretch, of, "", most=_CORE)
        if not _is_taken_back(reading, found) and reading.quotation(core) is None:
            yield reading.finding(found, label, weight=min(weight, _most_wished_for(reading, stretch)))


def _most_wished_for(reading: Reading, stretch: Stretch) -> float:
    """What a sentence may weigh as cruelty where it says most what is not looked for, or what the family wants to be shown.

    Insults and threats are not for anybody to switch off.
    """
    around, family = reading.surroundings, sentences()[0].most(stretch, FAMILIES)[0]
    return _SHOWN if family != "H28" and family in around.off | around.shown else 1.0


def _is_known_as_meant_well(reading: Reading, stretch: Stretch) -> bool:
    """Whether a list has found in it what is meant well and only would hurt ("your angel is watching over you")."""
    near = reading.near("hurt").between(stretch.first, stretch.after)
    inside = (one for one in near if stretch.first <= one.first < stretch.after)
    return any(one.rule.says in reading.families and reading.families[one.rule.says].lane != "S" for one in inside)


def _begins_with_a_frame(reading: Reading, stretch: Stretch) -> bool:
    """Whether it is told of others from its first words on ("whoever told you that ..."): then all of it is."""
    frames = reading.near("frame").between(stretch.first, stretch.first + 1)
    return any(stretch.first <= one.first <= stretch.first + 1 for one in frames)


def _hurt(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    model, held = sentences()
    label, score = model.most(stretch, FAMILIES, _CLEARLY)
    if score is None:
        return
    family = reading.families[label]
    found = _found(stretch, label, family.why)
    if _is_known(reading, found) or _is_taken_back(reading, found) or hurtful.is_welcome(reading, found):
        return
    weight = min(_weight(score - held[HURT]), hurtful.weight_of(reading, found))
    if family.id in reading.surroundings.shown:
        weight = min(weight, _SHOWN)
    yield reading.finding(found, family.label, family=family.id, weight=weight)


def _distress(reading: Reading, stretch: Stretch) -> Iterator[Finding]:
    model = sentences()[0]
    tiers = (model.most(stretch, some) for some in (CARE_TIERS, ("M",), ("1",)))
    label = next((label for label, score in tiers if score is not None), None)
    if label is None or not _SHORTEST <= stretch.after - stretch.first < LONGEST:  # what has no end is no sentence
        return
    found = _found(stretch, label, _WHY[label])
    if not _is_listed(reading, stretch) and not _is_taken_back(reading, found):
        yield reading.finding(found, "crisis", weight=_SURE)


def _is_listed(reading: Reading, stretch: Stretch) -> bool:
    """Whether a list found distress in the sentence. It knows better: what it took back or called an idiom stays so."""
    if reading.near("distress").sharing(stretch) is not None:
        return True
    return any(
        found.rule.subject == "distress" and found.first < stretch.after and stretch.first < found.after
        for found, _ in reading.excepted[:_LOOKED_THROUGH]
    )


def _weight(over: float) -> float:
    """A half at the limit, more above it."""
    return round(1 / (1 + exp(-min(over, 60.0))), 3)


def _found(stretch: Stretch, label: str, why: str, *, most: int = _MOST_WORDS) -> Found:
    first, after = sentences()[0].strongest(stretch, label, most)
    subject = "hurt" if label in FAMILIES else "distress" if label in TIERS else label
    rule = f"tier-{label}" if subject == "distress" else label
    says = Rule(f"model.written.{rule}", subject, label, UNKNOWN, 1.0, why, about_loss=True)
    return Found(says, first, after)


def _is_known(reading: Reading, found: Found) -> bool:
    """Whether a list has found the same family in these words."""
    return any(
        other.rule.says == found.rule.says and other.first < found.after and found.first < other.after
        for other in reading.near("hurt").between(found.first, found.after)
    )


def _is_taken_back(reading: Reading, found: Found) -> bool:
    """Whether the words are quoted, denied, told of others, or part of a set phrase that is kind where it comes from."""
    return reading.near("soothing").sharing(found) is not None or reading.spoken_of(found)
