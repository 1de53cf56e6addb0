"""A second opinion on what the word lists found. A phrase can stand in a kind sentence by chance; the model of written
sentences has read the whole of it, and where it is far from hearing the same, what was found does not count.

The scores from which it doubts were chosen on what the lists find in the written English messages, each told by a model
that had not seen it. Of finds that were right it takes back 11 in 100 of what hurts, 4 of cruelty and 2 of approaches; of
those in harmless messages, many of which were written to mislead it, 73, 36 and 17. Attacks on groups are not doubted.
"""

from alongside.gate.reading import Found, Reading
from alongside.gate.wordlists import Rule
from alongside.gate.written import APPROACH, CARE_TIERS, CRUEL, FAMILIES, Stretch, sentences

_WELL_READ = "en"
"""Elsewhere it has read less, and would doubt set phrases that everybody says: there only what hurts is doubted."""
_FROM = {"hurt": -3.0, "cruelty": -3.0, "distress": -5.0, "approach": -4.0}
"""The score of the same, by subject, below which a find is doubted; 0 is as likely as not."""
_DOUBTFUL_FROM = {"hurt": -4.0, "cruelty": -2.0, "distress": -5.0, "approach": -3.0}
"""The same for rules that are `doubtful`, whole ways of speaking in great number: they need the model's half consent."""
_LESS_ELSEWHERE = 10.0
"""How much lower these scores lie in other languages: there a find is doubted only where another family is heard."""
_SHORTEST = 10
"""Words and end of a sentence that is doubted: of a shorter one the model knows too little, and a set phrase fills it."""
_LONG, _PLAN_FROM = 18, -6.0
"""Words of a sentence above which distress is doubted later, since kind words could outweigh it; and a plan always.

By a model that had not seen them, 15 of the 261 plans that the turns alone found in messages of people in danger are
doubted so, and 22 of the 36 in messages of grief and in harmless ones.
"""
_RATHER_ANOTHER = 2.0
"""How far another family may lie before the one that was found."""


def doubted(reading: Reading, found: Found) -> bool:
    """Whether what was found is there by chance, or another family's.

    What a family asked to have set apart never is, nor a plan that is said outright, nor what nothing around it can take
    back.
    """
    rule, of_plan = found.rule, _is_plan(found.rule)
    if rule.subject not in _FROM or not (rule.guarded or rule.doubtful) or reading.language != rule.language:
        return False
    if of_plan and not rule.doubtful:
        return False
    if rule.language != _WELL_READ and rule.subject != "hurt":
        return False
    around = reading.heard_around(found)
    lengths = [stretch.after - stretch.first for stretch in around if not stretch.is_pair]
    if not around or _is_asked_for(reading, found) or (min(lengths) < _SHORTEST and not rule.doubtful):
        return False
    family = reading.families.get(rule.says)
    subject = "cruelty" if family is not None and family.lane == "S" else rule.subject
    limit = (_DOUBTFUL_FROM if rule.doubtful else _FROM)[subject] - _LESS_ELSEWHERE * (rule.language != _WELL_READ)
    if of_plan or (subject == "distress" and max(lengths) > _LONG):
        limit = _PLAN_FROM
    asked = [one for one in around if subject == "distress" or not one.is_pair]  # danger may take two sentences
    return max(_opinion(one, subject, rule.says) for one in asked) < limit


def _is_plan(rule: Rule) -> bool:
    return rule.subject == "distress" and rule.says == "3"


def _is_asked_for(reading: Reading, found: Found) -> bool:
    """Whether the mourning family has said that it does not want this."""
    around, rule = reading.surroundings, found.rule
    is_unwelcome = bool(rule.image) and around.images is not None and rule.image not in around.images
    return rule.says in around.held or is_unwelcome or (rule.says == "H10" and around.faith is False)


def _opinion(stretch: Stretch, subject: str, says: str) -> float:
    """How strongly the sentence says the same; as good as not at all where it says another family far more strongly."""
    model = sentences()[0]
    if subject == "approach":
        return model.score(stretch, (APPROACH,))
    if subject == "cruelty":
        return model.score(stretch, (CRUEL,))
    if subject == "distress":
        return model.score(stretch, CARE_TIERS) if says in CARE_TIERS else 0.0
    same = model.score(stretch, (says,)) if says in FAMILIES else 0.0
    return -20.0 if model.score(stretch, FAMILIES) - same > _RATHER_ANOTHER else same
