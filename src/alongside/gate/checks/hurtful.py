"""Words that are meant well and hurt: the families H01 to H30 that are not cruelty.

The family's vocabulary decides first: a family that is switched off is not looked for, an image they welcome is no
finding, and one they have said they do not want becomes a reason for the gentle lane.
"""

from collections.abc import Iterator

from alongside.gate.doubts import doubted
from alongside.gate.framing import spoken_of
from alongside.gate.listed import everyday
from alongside.gate.reading import SOFT, Found, Reading
from alongside.gate.verdict import Finding
from alongside.gate.wordlists import FamilyLane, folded_words

_UNWELCOME = 0.6
_USUAL: dict[FamilyLane, float] = {"N": 0.7, "G": 0.7, "S": 0.8, "V": 0.4, "L": 0.3}
"""How heavy a family's phrases are, at most, when the family has not said otherwise."""


def check(reading: Reading) -> Iterator[Finding]:
    """One finding, the heaviest, for each hurtful phrase that nothing around it takes back."""
    heaviest: dict[tuple[str, int], Finding] = {}
    for found in reading.of("hurt"):
        family = reading.families.get(found.rule.says)
        if (family is not None and family.lane == "S") or not counts(reading, found):
            continue
        why = found.rule.why or (family.why if family else "")
        finding = reading.finding(found, "hurt", why=why, family=found.rule.says, weight=weight_of(reading, found))
        before = heaviest.get((found.rule.says, found.first))
        if before is None or before.weight < finding.weight:
            heaviest[found.rule.says, found.first] = finding
    yield from heaviest.values()


def counts(reading: Reading, found: Found) -> bool:
    """Whether what a list found is a find: not welcome, not by chance, and nothing around takes it back."""
    if found.rule.says in reading.families and is_welcome(reading, found):
        return False
    if (
        not reading.is_at_home(found)
        or not reading.is_understood(found)
        or _is_soothing(reading, found)
        or spoken_of(reading, found)
    ):
        return False
    return not doubted(reading, found)


def is_welcome(reading: Reading, found: Found) -> bool:
    """Whether the family welcomes such words, uses them itself, or does not have them looked for."""
    around = reading.surroundings
    if found.rule.says in around.off:
        return True
    if found.rule.says == "H17":
        own = {word for words in around.child_words for word in folded_words(words)} - everyday("common")
        return not own.isdisjoint(reading.words.words[found.first : found.after])
    return bool(found.rule.image) and around.images is not None and found.rule.image in around.images


def weight_of(reading: Reading, found: Found) -> float:
    """How heavy a hurtful find is, by its family and by what the mourning family wants."""
    around = reading.surroundings
    family = reading.families.get(found.rule.says)
    usual = min(reading.weight_of(found), _USUAL[family.lane]) if family else reading.weight_of(found)
    if _is_of_another_trouble(reading):
        usual = min(usual, SOFT)
    if found.rule.image and around.images is not None and found.rule.image not in around.images:
        return max(usual, _UNWELCOME)
    if found.rule.says == "H10" and around.faith is not None:
        return max(usual, _UNWELCOME) if around.faith is False else min(usual, _USUAL["V"])
    return usual


def _is_of_another_trouble(reading: Reading) -> bool:
    """Whether the text is about an exam or a job, say, and nothing in it speaks of a child or a death.

    Not where it is known for whom the page is: "Everything happens for a reason. My exam went well." is about the dead.
    """
    if reading.surroundings.remembered:
        return False
    return bool(reading.of("trouble")) and not any(one.rule.says == "loss" for one in reading.of("loss"))


def _is_soothing(reading: Reading, found: Found) -> bool:
    """Whether the words are part of a set phrase that is kind where it comes from."""
    return reading.near("soothing").sharing(found) is not None
