"""Attacks on people for what they are: women, a faith, an origin, whom they love, a disability.

Naming a group is no attack, and neither is any single word of `signals.toml`. A text is one where both stand close
together: contempt, harm or shutting out, said of a group and not denied; or something due to everybody, denied. Words that
are quoted, or called by their name ("racist"), make it smaller: those who stand up for others write the same words.
"""

from collections.abc import Iterator, Mapping, Sequence

from alongside.gate.language import UNKNOWN
from alongside.gate.reading import Found, Reading
from alongside.gate.verdict import Finding

_WHY = "This speaks of people with contempt, or threatens them, for what they are."
_WEIGHTS: Mapping[str, float] = {"harm": 0.66, "despise": 0.6, "vile": 0.6, "exclude": 0.55}
_SLUR, _SLUR_AND_MORE = 0.45, 0.15
_NEAR, _FAR = 7, 0.7
"""Words between group and contempt: nearer than this they belong together, beyond it they count less."""
_DENIED_BEFORE = 6
_DENIED_GOOD = 0.52
_SPOKEN_AGAINST = 0.4
_SAID_FROM = 0.3
_USUAL = 0.7
"""Names of one person as often as of a group ("girl") have a smaller weight in the word lists: they hold nothing alone."""


def check(reading: Reading) -> Iterator[Finding]:
    """The strongest attack on a group of people in the text, if there is any."""
    groups = [found for found in reading.of("group") if _speaks(reading, found)]
    if not groups:
        return
    strongest, weight = max(((found, _weight(reading, found)) for found in groups), key=lambda one: one[1])
    if weight >= _SAID_FROM:
        harm = any(_is_said(reading, one) for one in _around(reading, strongest) if one.rule.says == "harm")
        yield reading.finding(strongest, "threat" if harm else "abuse", why=_WHY, family="H28", weight=round(weight, 3))


def _speaks(reading: Reading, found: Found) -> bool:
    """Word lists of other languages hold other words that look the same."""
    return reading.language in (found.rule.language, UNKNOWN)


def _weight(reading: Reading, group: Found) -> float:
    around = _around(reading, group)
    said = [_said(reading, group, one) for one in around]
    weight = max(said, default=0.0)
    if group.rule.says == "slur":
        weight = max(_SLUR, weight + _SLUR_AND_MORE)
    if _is_quoted(reading, group) or any(one.rule.says == "told" for one in reading.of("signal")):
        weight *= _SPOKEN_AGAINST
    return min(weight * min(1.0, group.rule.weight / _USUAL), 0.9)


def _around(reading: Reading, group: Found) -> Sequence[Found]:
    """The signals of the group's own language in its sentence, the one before and the one after it."""
    start, end = reading.words.sentence(group.first)
    before = reading.words.sentence(start - 2)[0] if start >= 2 else start
    after = reading.words.sentence(end + 1)[1] if end + 1 < len(reading.words.words) else end
    return [
        one
        for one in reading.of("signal")
        if one.rule.language == group.rule.language and before <= one.first < after and not _overlap(one, group)
    ]


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.after and other.first < one.after


def _said(reading: Reading, group: Found, one: Found) -> float:
    """How strongly one signal speaks against the group."""
    if one.rule.says == "good":
        weight = _DENIED_GOOD if _is_denied(reading, one) and not _defends(reading, group) else 0.0
    else:
        weight = _WEIGHTS.get(one.rule.says, 0.0) * _is_said(reading, one)
    distance = max(group.first - one.after, one.first - group.after)
    return weight if distance <= _NEAR else weight * _FAR


def _defends(reading: Reading, group: Found) -> bool:
    """Whether contempt or harm is denied beside the group ("none of them deserves to die")."""
    return any(one.rule.says in _WEIGHTS and not _is_said(reading, one) for one in _around(reading, group))


def _is_said(reading: Reading, one: Found) -> bool:
    return one.rule.says == "exclude" or not _is_denied(reading, one)


def _is_denied(reading: Reading, one: Found) -> bool:
    return any(
        deny.rule.says == "deny"
        and deny.rule.language == one.rule.language
        and 0 <= one.first - deny.after < _DENIED_BEFORE
        for deny in reading.of("signal")
    )


def _is_quoted(reading: Reading, found: Found) -> bool:
    return any(a <= reading.words.starts[found.first] < b for a, b in reading.quotes)
