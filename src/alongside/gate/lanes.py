"""From findings to scores, and from scores to a lane.

Every threshold of the gate stands here. A text goes to the first lane of care, safety, gentle, open that it has a reason
for: a writer in danger comes before everything, and what would hurt comes before what would only ache.
"""

from collections.abc import Iterable, Mapping, Sequence

from alongside.gate.surroundings import NOWHERE, Surroundings
from alongside.gate.verdict import LABELS, TIERS, Finding, Lane, Tier, Verdict

HELD_FROM = 0.5
ORDERED_AT_MOST = 0.49
"""What a score is at most that puts texts in an order and holds none."""
_CARE: frozenset[Tier] = frozenset(("2", "3", "D"))
_APPROACH = frozenset(("scam", "spam", "solicitation", "impersonation"))
GRAVE = ("abuse", "threat", "conspiracy", *sorted(_APPROACH))
_CONTACTS_AT_MOST = 0.45
_CRISIS_SCORE: Mapping[Tier, float] = {"none": 0.0, "0": 0.05, "1": 0.3, "M": 0.5, "2": 0.8, "D": 0.85, "3": 1.0}


def crisis_of(findings: Iterable[Finding]) -> Tier:
    """The most urgent tier among the findings of distress."""
    return max((tier_of(finding) for finding in findings), key=TIERS.index, default="none")


def tier_of(finding: Finding) -> Tier:
    """The tier of a finding of distress; "none" for any other finding."""
    said = finding.rule.rpartition(".tier-")[2][0] if finding.label == "crisis" else ""
    return next((tier for tier in TIERS if tier == said), "none")


def scores_of(findings: Sequence[Finding], crisis: Tier, learned: Mapping[str, float]) -> dict[str, float]:
    """A score 0..1 for each label: its strongest finding, not a sum, and what the models say where that is more.

    `learned` says a little of every text, also where it is no finding, so that texts can be put in an order.

    Only for approaches (scam, spam, solicitation, impersonation) small signs add up, because each alone, a link or a
    word about money, is what kind people send too.
    """
    scores = dict.fromkeys(LABELS, 0.0)
    for finding in findings:
        scores[finding.label] = max(scores[finding.label], finding.weight)
    for label, strength in learned.items():
        scores[label] = max(scores[label], strength)
    scores["crisis"] = _CRISIS_SCORE[crisis]
    approach = _approach(findings)
    if approach:
        strongest = max(_APPROACH - {"spam"}, key=lambda label: (scores[label], label))
        label = strongest if scores[strongest] else "spam"
        scores[label] = max(scores[label], approach)
    return {label: round(score, 3) if score else 0.0 for label, score in scores.items()}


def _approach(findings: Iterable[Finding]) -> float:
    """The chance that at least one sign of an approach is right, were they independent; contacts alone stay small."""
    signs = {finding.rule: finding for finding in findings if finding.label in _APPROACH}.values()
    contacts = _either(finding.weight for finding in signs if is_contact(finding))
    others = _either(finding.weight * _share(finding) for finding in signs if not is_contact(finding))
    return _either((min(contacts, _CONTACTS_AT_MOST), others))


def _share(finding: Finding) -> float:
    """A model has read the other signs too: it counts half beside them."""
    return 0.5 if finding.rule.startswith("model.") else 1.0


def is_contact(finding: Finding) -> bool:
    """Whether a link, an address, a number or an account was found."""
    return "contacts." in finding.rule


def _either(weights: Iterable[float]) -> float:
    none = 1.0
    for weight in weights:
        none *= 1.0 - weight
    return 1.0 - none


def lane_of(findings: Sequence[Finding], scores: Mapping[str, float], crisis: Tier, surroundings: Surroundings) -> Lane:
    """Where a wise reader would put the text."""
    if crisis in _CARE:
        return "care"
    if any(scores[label] >= HELD_FROM for label in GRAVE):
        return "safety"
    if any(is_gentle(finding, surroundings) for finding in findings):
        return "gentle"
    return "open"


def deciding(verdict: Verdict, surroundings: Surroundings = NOWHERE) -> tuple[Finding, ...]:
    """The findings for which a text is in its lane, the weightiest first; none when it is open.

    Where small signs came together, all of them. What a family asked to have held decides too, whatever its
    weight; when `surroundings` are not known any more, whatever hurts is taken for it.
    """
    found = verdict.findings
    match verdict.lane:
        case "care":
            chosen = [finding for finding in found if tier_of(finding) in _CARE]
        case "safety":
            chosen = [finding for finding in found if finding.label in GRAVE and finding.weight >= HELD_FROM]
            chosen = chosen or [finding for finding in found if finding.label in GRAVE]
        case "gentle":
            chosen = [finding for finding in found if is_gentle(finding, surroundings)]
            chosen = chosen or [finding for finding in found if finding.label == "hurt"]
        case _:
            chosen = []
    return tuple(sorted(chosen, key=lambda finding: (-finding.weight, finding.start)))


def is_gentle(finding: Finding, surroundings: Surroundings) -> bool:
    """Whether a hurtful finding asks for the gentle lane, by its weight and the family's own choices."""
    if finding.label != "hurt" or finding.family in surroundings.shown:
        return False
    return finding.family in surroundings.held or finding.weight >= HELD_FROM
