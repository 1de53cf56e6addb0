"""Distress of the writer, in tiers (0 past or figurative, 1 idiom of grief, 2 thoughts, 3 plan, D danger, M medical).

The tier stands in the rule's id ("en.tier-2.ending-it"). Words told of the past, denied, or quoted become tier 0: they
are remembered and hold nothing. A plan that is under way is never made smaller by what stands around it.
"""

from collections.abc import Iterator, Set

from alongside.gate.doubts import doubted
from alongside.gate.reading import Found, Reading
from alongside.gate.verdict import Finding


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each expression of distress."""
    past = {reading.words.sentence(frame.first) for frame in reading.of("past")}
    for found in reading.of("distress"):
        if not reading.is_at_home(found) or doubted(reading, found):
            continue
        if _is_past(reading, found, past) or reading.spoken_of(found):
            start, end = reading.words.span(found.first, found.after)
            rule = f"{found.rule.language}.tier-0.{found.rule.id.rpartition('.')[2]}"
            yield Finding("crisis", rule, start, end, "This speaks of what is past, or of what is not so.", 0.05)
        else:
            yield reading.finding(found, "crisis")


def _is_past(reading: Reading, found: Found, past: Set[tuple[int, int]]) -> bool:
    """Whether it may be past, and stands in one of the sentences that speak of the past."""
    return found.rule.guarded and found.rule.says != "0" and reading.words.sentence(found.first) in past
