"""Cruelty, threats, judgement, shaming, conspiracy: what a family should never have to meet.

Two sources: the word lists of abuse and threats (recorded under H28 where they hold a text by themselves), and the hurtful
families whose lane is S. A family may switch the latter off or have them shown; insults and threats they may not. Words
that are quoted, denied or told of others do not count, so that those who stand up for a family are not held.
"""

import re
from collections.abc import Iterator

from alongside.gate.doubts import doubted
from alongside.gate.framing import spoken_of
from alongside.gate.kinds import CARING_SIGNS
from alongside.gate.lanes import HELD_FROM
from alongside.gate.reading import Reading
from alongside.gate.verdict import Finding

_LAUGHING = re.compile("[\U0001f602\U0001f923\U0001f606\U0001f639\U0001f638\U0001f61d\U0001f61c\U0001f92a]")
_SCORNING = re.compile("[\U0001f595\U0001f4a9\U0001f92e\U0001f922\U0001f921\U0001f437\U0001f400\U0001f52a\U0001f52b]")
"""A middle finger, dung, vomit, a clown, a pig, a rat, a knife, a gun: alone they are as plain as words."""
_SHOWN = 0.4
_ONLY_SIGNS = re.compile(r"[\W_]+")


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each cruel phrase, and one for a message of nothing but laughter or scorn."""
    around = reading.surroundings
    for found in reading.of("cruelty"):
        if not reading.is_at_home(found) or not reading.is_understood(found) or reading.is_swearing(found):
            continue
        if not spoken_of(reading, found) and not doubted(reading, found):
            weight = reading.weight_of(found)
            recorded = found.rule.family or ("H28" if weight >= HELD_FROM else "")
            yield reading.finding(found, found.rule.says, family=recorded, weight=weight)
    for found in reading.of("hurt"):
        family = reading.families.get(found.rule.says)
        if family is None or family.lane != "S" or family.id in around.off:
            continue
        if spoken_of(reading, found) or doubted(reading, found):
            continue
        weight = _SHOWN if family.id in around.shown else reading.weight_of(found)
        yield reading.finding(found, family.label, why=family.why, family=family.id, weight=weight)
    yield from _signs_alone(reading.text)


def _signs_alone(text: str) -> Iterator[Finding]:
    if not _ONLY_SIGNS.fullmatch(text):  # asked first: a letter ends it at once
        return
    if scorn := _SCORNING.search(text):
        why = "Nothing but scorn, sent to a family who lost someone."
        yield Finding("abuse", "cruelty.scorn-alone", scorn.start(), scorn.end(), why, 0.6, "H28")
    elif (laugh := _LAUGHING.search(text)) and not CARING_SIGNS.search(
        text
    ):  # tears beside a heart are taken for laughter
        why = "Nothing but laughter, sent to a family who lost someone."
        yield Finding("abuse", "cruelty.laughter-alone", laugh.start(), laugh.end(), why, 0.6, "H28")
