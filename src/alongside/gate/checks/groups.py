"""Attacks on people for what they are: women, a faith, an origin, whom they love, a disability.

Naming a group is no attack, and neither is any single word of `signals.toml`. A text is one where both stand close
together: contempt, harm or shutting out, said of a group and not denied; or something due to everybody, denied. Words that
are quoted, or called by their name ("racist"), make it smaller: those who stand up for others write the same words.

Below what is held the same reckoning goes on: a group beside a milder reproach counts more than a group alone, and that
more than a group beside something good. That puts texts in an order (see `leaning`) and holds none.
"""

from collections.abc import Iterator, Mapping, Sequence

from alongside.gate.lanes import ORDERED_AT_MOST
from alongside.gate.language import UNKNOWN
from alongside.gate.reading import Found, Reading
from alongside.gate.verdict import Finding

_WHY = "This speaks of people with contempt, or threatens them, for what they are."
_WEIGHTS: Mapping[str, float] = {
    "harm": 0.66, "despise": 0.6, "vile": 0.6, "exclude": 0.55, "swear": 0.42, "mild": 0.36
}  # fmt: skip
_AIMED: Mapping[str, float] = {"swear": 0.55, "mild": 0.54}
"""What a milder word weighs where it is turned on all of them, or on the reader ("all of you", "people like you")."""
_ANOTHER = 0.04
_THREATS = frozenset(("harm", "death"))
_SLUR, _SLUR_AIMED, _SLUR_AND_MORE = 0.45, 0.6, 0.15
_NEAR, _NOT_FAR, _FURTHER, _FAR = 7, 16, 0.86, 0.7
"""Words between group and contempt: nearer than the first they belong together, beyond it they count less."""
_REACH = 30
"""Words on either side of a group that are looked at: a long text without full stops is not weighed each word with each."""
_DENIED_WITHIN = 6
_DENIED_GOOD = 0.55
_WISHED_WITHIN, _WISHED_AFTER = 3, 1
_SPOKEN_AGAINST, _OF_ONESELF = 0.4, 0.7
_SAID_FROM = 0.3
_CLOSE = frozenset(("aimed", "own"))
_CLOSE_BY = 3
_USUAL = 0.7
"""Names of one person as often as of a group ("girl") have a smaller weight in the word lists."""
_NAMED, _NAMED_WELL, _NAMED_IN_PROTEST = 0.16, 0.05, 0.08
_OF_MODEL = 0.6


def check(reading: Reading) -> Iterator[Finding]:
    """The strongest attack on a group of people in the text, if there is any."""
    here = reading.mended or reading
    strongest, weight = _strongest(here)
    if strongest is not None and weight >= _SAID_FROM:
        harm = any(one.rule.says in _THREATS and _counts(here, one) for one in _around(here, strongest))
        yield here.finding(strongest, "threat" if harm else "abuse", why=_WHY, family="H28", weight=round(weight, 3))


def leaning(reading: Reading, learned: float) -> float:
    """How strongly a text reads like an attack on a group, 0..1, never enough to hold it; `learned` when it names none.

    What the model has `learned` counts little here: who is named in what it learned from is mostly attacked.
    """
    here = reading.mended or reading
    strongest, weight = _strongest(here)
    if strongest is None:
        return learned
    share = _OF_MODEL
    if not weight:
        weight, share = _NAMED, _OF_MODEL / 3
        if any(one.rule.says == "good" for one in _around(here, strongest)):
            weight = _NAMED_WELL
        elif any(one.rule.says == "told" for one in here.of("signal")):
            weight = _NAMED_IN_PROTEST
    return min(ORDERED_AT_MOST, weight + share * learned)


def _strongest(reading: Reading) -> tuple[Found | None, float]:
    """The group that is attacked most, and how strongly; None where the text names none."""
    groups = [found for found in reading.of("group") if _speaks(reading, found)]
    in_protest = any(one.rule.says == "told" for one in reading.of("signal"))
    weighed = ((found, _weight(reading, found, in_protest=in_protest)) for found in groups)
    return max(weighed, key=lambda one: one[1], default=(None, 0.0))


def _speaks(reading: Reading, found: Found) -> bool:
    """Word lists of other languages hold other words that look the same; and a vile word may curse an illness."""
    return reading.language in (found.rule.language, UNKNOWN) and not reading.is_swearing(found)


def _weight(reading: Reading, group: Found, *, in_protest: bool) -> float:
    around = _around(reading, group)
    says = {one.rule.says for one in around if one.rule.says not in _CLOSE or _is_close(group, one)}
    said: dict[str, float] = {}
    for one in around:
        said[one.rule.says] = max(said.get(one.rule.says, 0.0), _said(reading, group, one, says))
    weights = sorted(filter(None, said.values()), reverse=True)
    weight = weights[0] + _ANOTHER * (len(weights) - 1) if weights else 0.0
    if group.rule.says == "slur":
        aimed = _SLUR_AIMED if "aimed" in says else _SLUR
        weight = max(aimed, weight + _SLUR_AND_MORE) if weight else aimed
    if "own" in says:
        weight *= _OF_ONESELF
    quote = reading.quote_at(group.first)
    if in_protest or (quote is not None and not reading.is_marked_once(quote)):
        weight *= _SPOKEN_AGAINST
    return min(weight * min(1.0, group.rule.weight / _USUAL), 0.9)


def _around(reading: Reading, group: Found) -> Sequence[Found]:
    """The signals of the group's own language in its sentence, the one before and the one after it."""
    start, end = reading.words.sentence(group.first)
    before = reading.words.sentence(start - 2)[0] if start >= 2 else start
    after = reading.words.sentence(end + 1)[1] if end + 1 < len(reading.words.words) else end
    before, after = max(before, group.first - _REACH), min(after, group.after + _REACH)
    near = {id(one): one for one in reading.near("signal").between(before, after)}.values()
    return [
        one
        for one in near
        if one.rule.language == group.rule.language and before <= one.first < after and not _overlap(one, group)
    ]


def _is_close(group: Found, one: Found) -> bool:
    return max(group.first - one.after, one.first - group.after) < _CLOSE_BY


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.after and other.first < one.after


def _said(reading: Reading, group: Found, one: Found, says: set[str]) -> float:
    """How strongly one signal speaks against the group, among what else the signals say."""
    what = one.rule.says
    if what == "good":
        weight = _DENIED_GOOD if _is_denied(reading, one) and not _defends(reading, group) else 0.0
    elif what == "death":
        weight = _WEIGHTS["harm"] * (_is_wished(reading, one) and _counts(reading, one))
    elif what in _AIMED:
        aimed = "aimed" in says and "good" not in says
        weight = (_AIMED if aimed else _WEIGHTS)[what] if _counts(reading, one) else 0.0
    else:
        weight = _WEIGHTS.get(what, 0.0) * _counts(reading, one)
        if what == "exclude" and _is_none(reading, group):
            weight *= _FAR  # "no woman should ..." is mostly said for them
    distance = max(group.first - one.after, one.first - group.after)
    return weight * (1 if distance <= _NEAR else _FURTHER if distance <= _NOT_FAR else _FAR)


def _is_none(reading: Reading, group: Found) -> bool:
    """Whether "no" stands right before the group."""
    before = reading.near("signal").between(group.first - 1, group.first)
    return any(one.rule.says == "deny" and one.after == group.first for one in before)


def _defends(reading: Reading, group: Found) -> bool:
    """Whether contempt or harm is denied beside the group ("none of them deserves to die")."""
    return any(one.rule.says in (*_WEIGHTS, "death") and not _counts(reading, one) for one in _around(reading, group))


def _is_wished(reading: Reading, one: Found) -> bool:
    """Whether a death or a pain is wished, demanded or announced: families speak of both, and of who suffers them."""
    for wish in reading.near("signal").between(one.first - _WISHED_WITHIN - 1, one.after + _WISHED_AFTER + 1):
        if wish.rule.language == one.rule.language:
            if wish.rule.says == "wish" and 0 <= one.first - wish.after <= _WISHED_WITHIN:
                return True
            if wish.rule.says == "wish-after" and 0 <= wish.first - one.after <= _WISHED_AFTER:
                return True
    return False


def _counts(reading: Reading, one: Found) -> bool:
    return one.rule.says == "exclude" or not _is_denied(reading, one)


def _is_denied(reading: Reading, one: Found) -> bool:
    """Whether a word of denial stands before it, or after it where the language puts it there ("Ich mag sie nicht")."""
    beside = reading.near("signal").between(one.first - _DENIED_WITHIN - 1, one.after + _DENIED_WITHIN + 1)
    signals = [other for other in beside if other.rule.language == one.rule.language]
    for deny in signals:
        if deny.rule.says == "deny":
            near = 0 <= one.first - deny.after < _DENIED_WITHIN
        else:
            near = deny.rule.says == "deny-after" and 0 <= deny.first - one.after < _DENIED_WITHIN
        if near and not any(other.rule.says == "affirm" and _overlap(other, deny) for other in signals):
            return True
    return False
