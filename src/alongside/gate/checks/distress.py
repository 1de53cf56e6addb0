"""Distress of the writer, in tiers (0 past or figurative, 1 idiom of grief, 2 thoughts, 3 plan, D danger, M medical).

The tier stands in the rule's id ("en.tier-2.ending-it"). Words told of the past, denied, or quoted become tier 0: they
are remembered and hold nothing; but "I want to die since he died last year" is of today, whatever date stands beside it.
A plan that is under way is never made smaller by what stands around it. A goodbye that lies only in a turn of speech is a
sign (tier 1) where the model that has read the whole sentence hears nothing of the kind: a person may ask.
"""

from collections.abc import Iterator

from alongside.gate.doubts import doubted
from alongside.gate.framing import clause_around, spoken_of, subject_of
from alongside.gate.reading import Found, Reading
from alongside.gate.verdict import Finding

_REACH = 24
"""Words on either side that the past is looked for in: what stands further off belongs to something else."""
_CLOSE = 3
"""Words between a find and what must stand close by; or before a time that opens a sentence ("about ten years ago")."""
_LAUGHING = "laughing"
_OTHERS = frozenset("DM")
"""Danger to and from others, and illness: what was so last year may be so today."""

_SMALLER = {
    "0": ("This speaks of what is past, or of what is not so.", 0.05),
    "1": ("This may be a goodbye, or more than a joke. A person may wish to ask how the writer is.", 0.3),
}
"""Why a find counts for a smaller tier, and what it weighs there."""


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each expression of distress."""
    for found in reading.of("distress"):
        if not reading.is_at_home(found):
            continue
        past = past_of(reading, found)
        if past is not None or spoken_of(reading, found):
            yield _smaller(reading, found, "1" if past is not None and past.rule.says == _LAUGHING else "0")
        elif not doubted(reading, found):
            yield reading.finding(found, "crisis")
        elif found.rule.says == "3":
            yield _smaller(reading, found, "1")


def _smaller(reading: Reading, found: Found, tier: str) -> Finding:
    start, end = reading.words.span(found.first, found.after)
    rule = f"{found.rule.language}.tier-{tier}.{found.rule.id.rpartition('.')[2]}"
    return Finding("crisis", rule, start, end, *_SMALLER[tier])


def past_of(reading: Reading, found: Found) -> Found | None:
    """What tells that it is past, in the same sentence or in the next; None where it is of today."""
    if not found.rule.guarded or found.rule.says == "0":
        return None
    here = reading.words.sentence(found.first)
    near = reading.near("past").between(found.first - _REACH, found.after + _REACH)
    around = [one for one in near if reading.words.sentence(one.first) == here]
    if any(one.rule.says == "today" and _dates(reading, one, found) for one in around):
        return None
    verb = subject_of(reading, found)
    is_told = any(one.rule.says == "told" and verb <= one.first < found.after for one in around)
    own = [one for one in around if one.first < found.after or not _is_of_another_verb(reading, found, one)]
    past = next((one for one in own if _makes_past(one, found, begins=here[0], is_told=is_told)), None)
    if past is not None and any(one.rule.says == "today" and _dates(reading, one, past) for one in around):
        return None
    return past or (_recovered(reading, here[1] + 1) if is_told and found.rule.says not in _OTHERS else None)


def _is_of_another_verb(reading: Reading, found: Found, one: Found) -> bool:
    """Whether something else is told between a find and what stands behind it: "he hit me, we married in 2012"."""
    tells_anew = reading.joins.of("tells_anew", found.rule.language)
    return not tells_anew.isdisjoint(reading.words.words[found.after : one.first])


def _dates(reading: Reading, today: Found, told: Found) -> bool:
    """Whether a time so near belongs to what is told: "tonight I want to die", "when he died last week"; but "in 2012, and
    this morning ..." is another day.
    """
    if today.first < told.after:
        return _is_close(today, told)
    between = reading.words.words[told.after : today.first]
    is_its_own = reading.joins.of("another_time", today.rule.language).isdisjoint(between)
    return is_its_own and today.first < clause_around(reading, told)[1] and _is_close(today, told)


def _recovered(reading: Reading, begins: int) -> Found | None:
    """What tells that the writer came through, in the sentence that `begins` there ("I wanted to die. I'm well now")."""
    near = reading.near("past").between(begins, begins + 1)
    return next((one for one in near if one.rule.says == "recovered" and one.first == begins), None)


def _makes_past(one: Found, found: Found, *, begins: int, is_told: bool) -> bool:
    """Whether it does so where it stands; the sentence `begins` there, and the verb of the find `is_told` in the past."""
    says = one.rule.says
    if says == _LAUGHING:
        return found.rule.says not in _OTHERS and one.first > found.first and _is_close(one, found)
    if says in ("leads", "follows"):
        return (one.first > found.first) == (says == "follows") and _is_close(one, found)
    if says == "dated" and found.rule.says in _OTHERS:
        return False
    is_its_own = one.first - begins <= _CLOSE or one.first >= found.first
    return says == "0" or (says in ("long-ago", "dated") and is_told and is_its_own)


def _is_close(one: Found, found: Found) -> bool:
    """Whether hardly a word stands between the two."""
    return max(one.first - found.after, found.first - one.after) <= _CLOSE
