"""A second opinion on what the word lists found. A phrase can stand in a kind sentence by chance; the model of written
sentences has read the whole of it, and where it is far from hearing the same, what was found does not count.

The scores from which it doubts were chosen on what the lists find in the written English messages, each told by a model
that had not seen it: of finds that are right it takes back 15 in 100 of short phrases that hurt, 5 of set phrases, 3 of
cruelty and 1 of approaches; of those in harmless messages, many of them written to mislead it, 90, 30, 31 and 49.
Attacks on groups are not doubted.
"""

from alongside.gate.framing import clause_around
from alongside.gate.labels import APPROACH, CARE_TIERS, CRUEL, FAMILIES
from alongside.gate.reading import Found, Reading
from alongside.gate.shipped import sentences
from alongside.gate.tokens import BREAK
from alongside.gate.wordlists import Rule
from alongside.gate.written import Stretch

_WELL_READ = "en"
"""Elsewhere it has read less, and would doubt set phrases that everybody says: there only what hurts is doubted."""
_FROM = {"hurt": -3.5, "cruelty": -4.0, "approach": -4.9}
"""The score of the same, by subject, below which a find is doubted; 0 is as likely as not."""
_DOUBTFUL_FROM = {"hurt": -4.3, "cruelty": -2.7, "distress": -6.7, "approach": -3.5}
"""The same for rules that are `doubtful`, whole ways of speaking in great number: they need the model's half consent."""
_LESS_ELSEWHERE = 10.0
"""How much lower these scores lie in other languages: there a find is doubted only where another family is heard."""
_SHORTEST, _SHORT, _LESS_IN_A_SHORT_ONE = {"hurt": 8, "cruelty": 5, "approach": 8}, 10, 1.8
"""Words and end of a sentence in which a light rule is doubted in English, by subject; how many any other takes; and how
much less a shorter one must say, since of it the model knows less.
"""
_BESIDE = 3
"""Words and end beside a find in a short sentence that is doubted, and in any of another language than English: what fills
a sentence is said outright."""
_SHORTEST_ALONE = 6
"""The same of a clause that stands between pauses."""
_ALONE_TOO = frozenset(("cruelty", "approach"))
"""What counts where the model hears it in its clause alone: "We are thinking of you, and I will burn your house down" is
mostly thoughts. So does a set phrase.
"""
_HEAVY = 0.75
"""What a rule must weigh for its find to be read in its clause alone: of lighter ones kind sentences are full."""
_LONGEST_OF_DANGER = 18
"""Words of a sentence in which distress is doubted by its own score alone: in a longer one kind words could outweigh it.
For the same reason what is said outright is hardly ever doubted: "thank you for the flowers, and I want to die" is mostly
thanks.
"""
_OUTRIGHT_FROM = {"2": -8.0, "3": -8.0, "D": -10.0}
"""The score of danger that is said outright, or in so long a sentence, below which it is doubted all the same, where its
clause alone, and its own words, say no more. By a model that had not seen them, what is found is doubted so in 4 of 1,000
messages of people in danger, in 14 of 100 harmless ones, and in 9 of 100 of grief.
"""
_SHORTEST_OUTRIGHT = 13
"""Words and end of a sentence in which that is done."""
_CLOSE = 2
"""Words on either side that are read with its own."""
_PLAN_FROM = -7.2
"""The same for a plan that lies in a turn. By a model that had not seen them, 7 of 100 goodbyes in messages of people
in danger are doubted so, and more than half of those in messages of grief and harmless ones; they stay a sign (tier 1).
"""
_SET_PHRASE, _SET_PHRASE_FROM, _LESS_IN_A_CLAUSE = 4, -5.4, 1.2
"""Words from which what hurts is a set phrase, the score below which that is doubted, and how much less its clause alone
must say: "I am so sorry for your loss, but everything happens for a reason" is mostly sorry. Of such phrases behind 36
openings 792 of 3,888 are lost.
"""
_RATHER_ANOTHER, _FAINT = 3.0, -5.0
"""How far another family may lie before the one that was found; and from which score it is heard at all."""


def doubted(reading: Reading, found: Found) -> bool:
    """Whether what was found is there by chance, or another family's.

    What a family asked to have set apart never is, nor, but for distress, what nothing around it can take back.
    """
    if not _may_be(reading, found):
        return False
    rule = found.rule
    if rule.subject == "distress" and _takes_more(reading, found):
        return _is_far_from_danger(reading, found)
    family = reading.families.get(rule.says)
    subject = "cruelty" if family is not None and family.lane == "S" else rule.subject
    is_set_phrase = rule.subject == "hurt" and not rule.doubtful and found.after - found.first >= _SET_PHRASE
    around = reading.heard_around(found)
    asked = [one for one in around if subject == "distress" or not one.is_pair]  # danger may take two sentences
    limit = _limit(rule, subject, is_set_phrase=is_set_phrase)
    limit -= _LESS_IN_A_SHORT_ONE * (not rule.doubtful and min(one.length for one in around) < _SHORT)
    if max(_opinion(one, subject, rule.says) for one in asked) >= limit:
        return False
    if rule.doubtful or not (is_set_phrase or (subject in _ALONE_TOO and rule.weight >= _HEAVY)):
        return True
    return _opinion_alone(reading, found, subject) < limit - _LESS_IN_A_CLAUSE * is_set_phrase


def _may_be(reading: Reading, found: Found) -> bool:
    """Whether the model is asked at all: of what it has learned, in a sentence of which it knows enough."""
    rule, of_distress = found.rule, found.rule.subject == "distress"
    if rule.subject not in _DOUBTFUL_FROM or reading.language != rule.language:
        return False
    if not (rule.guarded or rule.doubtful or of_distress) or (rule.language != _WELL_READ and rule.subject != "hurt"):
        return False
    lengths = _lengths(reading, found)
    if not lengths or _is_asked_for(reading, found):
        return False
    if of_distress and _takes_more(reading, found):
        return rule.says in _OUTRIGHT_FROM and min(lengths) >= _SHORTEST_OUTRIGHT
    is_light = rule.weight < _HEAVY and rule.language == _WELL_READ
    is_filled = min(lengths) - (found.after - found.first) < _BESIDE
    shortest = _SHORTEST.get(rule.subject, _SHORT) if is_light and not is_filled else _SHORT
    is_outright = is_filled and rule.language != _WELL_READ
    return rule.doubtful or (min(lengths) >= shortest and not is_outright)


def _lengths(reading: Reading, found: Found) -> list[int]:
    """Words and end of the sentences that it stands in."""
    return [one.length for one in reading.heard_around(found) if not one.is_pair]


def _takes_more(reading: Reading, found: Found) -> bool:
    """Whether distress is said outright, or where other words could outweigh it: then it is hardly ever doubted."""
    return not found.rule.doubtful or max(_lengths(reading, found)) > _LONGEST_OF_DANGER


def _is_far_from_danger(reading: Reading, found: Found) -> bool:
    """Whether neither the sentence, nor two together, nor the clause, nor the words themselves sound of danger at all."""
    below, says = _OUTRIGHT_FROM[found.rule.says], found.rule.says
    if max(_opinion(one, "distress", says) for one in reading.heard_around(found)) >= below:
        return False
    begin, end = reading.words.sentence(found.first)
    close = max(begin, found.first - _CLOSE), min(end, found.after + _CLOSE)
    return all(_opinion_of(reading, part, "distress", says) < below for part in (clause_around(reading, found), close))


def _limit(rule: Rule, subject: str, *, is_set_phrase: bool) -> float:
    """The score below which a find of a rule is doubted."""
    if rule.subject == "distress" and rule.says == "3":
        return _PLAN_FROM
    below = _SET_PHRASE_FROM if is_set_phrase else (_DOUBTFUL_FROM if rule.doubtful else _FROM)[subject]
    return below - _LESS_ELSEWHERE * (rule.language != _WELL_READ)


def _is_asked_for(reading: Reading, found: Found) -> bool:
    """Whether the mourning family has said that it does not want this."""
    around, rule = reading.surroundings, found.rule
    is_unwelcome = bool(rule.image) and around.images is not None and rule.image not in around.images
    return rule.says in around.held or is_unwelcome or (rule.says == "H10" and around.faith is False)


def _opinion_alone(reading: Reading, found: Found, subject: str) -> float:
    """What the model makes of the clause that was found in, read alone; a half where a set phrase fills it."""
    clause = first, after = clause_around(reading, found)
    return 0.0 if after - first < _SHORTEST_ALONE else _opinion_of(reading, clause, subject, found.rule.says)


def _opinion_of(reading: Reading, part: tuple[int, int], subject: str, says: str) -> float:
    """What the model makes of some words, first to after, read alone."""
    (heard,) = sentences().read([[*reading.words.words[slice(*part)], BREAK]])
    return max(_opinion(one, subject, says) for one in heard)


def _opinion(stretch: Stretch, subject: str, says: str) -> float:
    """How strongly the sentence says the same; as good as not at all where it says another family far more strongly."""
    model = sentences()
    if subject == "approach":
        return model.score(stretch, (APPROACH,))
    if subject == "cruelty":
        return model.score(stretch, (CRUEL,))
    if subject == "distress":
        return model.score(stretch, CARE_TIERS) if says in CARE_TIERS else 0.0
    same, any_of_them = model.score(stretch, (says,)) if says in FAMILIES else 0.0, model.score(stretch, FAMILIES)
    return -20.0 if any_of_them - same > _RATHER_ANOTHER and any_of_them > _FAINT else same
