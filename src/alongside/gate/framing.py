"""What stands around words and takes them back: a quotation, a denial, somebody else who said them.

A frame before the words reaches a few words far, in their sentence; one behind them may be the next sentence, where that
speaks of this one. A frame ends where the writer begins anew: "No, I want to die" denies nothing, and "nobody dares to
say it, but you deserve this" tells of nobody. Danger is hardly ever taken back, cruelty
and approaches only where it is clear that another said them.
"""

import re
from bisect import bisect_left

from alongside.gate.language import UNKNOWN
from alongside.gate.reading import Found, Reading
from alongside.gate.tokens import ASK, BREAK

_REACH_BEFORE = 9
_REACH_AFTER = 14
_REACH_NEGATION = _REACH_THREAT = 3
_REACH_DISTRESS = {"before": 2, "negation": 3, "after": 0}
"""Nobody is talked out of danger by what stands further off: "She said yes, and I want to die" is the writer's own."""
_OF_HURT, _OF_DISTRESS = "-hurt", "-distress"
_NEGATION, _TELLING, _POINTING = "negation", "telling", "pointing"
_NO_FRAMES = frozenset((_TELLING, _POINTING))
_WELL_KNOWN = "en"
"""The language in which it is known what makes a quotation of marks, and what points back."""
_APOSTROPHES = frozenset(("de", "en", "fr", "it", "nl", UNKNOWN))
"""Languages in which words begin or end with an apostrophe, so that two may stand like marks of a quotation."""
_LAST = 2
"""Words at the beginning or the end of a sentence."""
_MEANT_ILL = frozenset(("cruelty", "cruel", "approach"))
"""What is written to wound or to get something, by the lists and by the learned model."""
_TOLD_BY_SOMEBODY = _MEANT_ILL | {"distress"}
_TOLD_BY_ME, _CLOSE_TO_QUOTE = 2, 3
"""Words before a verb of telling in which its "I" stands, and between it and what is quoted."""
_LOOKED_BACK = 6
"""How many words before a find may stand whose verb it is."""
_LONGEST_CLAUSE = 20
"""Words to either side of a find at which its clause is cut, however long it is."""
_PAUSE = re.compile("[,;:\\n()،、\u2013\u2014\u2600-\u27bf\U0001f000-\U0001ffff]|\\.\\.| -+ ")
"""What parts two words in writing where no sentence ends."""


def spoken_of(reading: Reading, found: Found) -> bool:
    """Whether the words are denied, quoted or told of others, rather than said."""
    return found.rule.guarded and (quotation(reading, found) is not None or frame(reading, found) is not None)


def quotation(reading: Reading, found: Found) -> tuple[int, int] | None:
    """The quotation that the words stand in, or the most of them, as offsets into the folded text.

    A phrase often ends in words that may follow, and these then stand behind the closing mark. Marks alone are no quotation
    of danger, or of what is meant ill: somebody must be said to have said it. Single ones may be apostrophes, and are none
    of danger at all.
    """
    quote = reading.quote_at((found.first + found.after) // 2)
    if quote is None or _is_of_another(found):
        return None
    of_distress, is_marked_once = found.rule.subject == "distress", reading.is_marked_once(quote)
    if of_distress and is_marked_once:
        return None
    if found.rule.subject in _TOLD_BY_SOMEBODY:  # an English insult behind a German greeting is English
        needs_teller = is_marked_once or _WELL_KNOWN in (reading.language, found.rule.language)
    else:
        needs_teller = is_marked_once and reading.language in _APOSTROPHES
    return None if needs_teller and not _is_told(reading, quote, of_distress=of_distress) else quote


def _is_told(reading: Reading, quote: tuple[int, int], *, of_distress: bool) -> bool:
    """Whether a frame stands before a quotation or behind it. Whoever quotes the own distress tells of it."""
    first, after = (bisect_left(reading.words.starts, at) for at in quote)
    around = reading.near("frame").between(first - _REACH_BEFORE - 1, after + _REACH_AFTER + 1)
    tellers = [one for one in around if one.rule.says not in (_NEGATION, _POINTING)]
    if of_distress and any(_is_told_by_me(reading, one, first) for one in tellers):
        return False
    return any(0 <= first - one.after <= _REACH_BEFORE or 0 <= one.first - after <= _REACH_AFTER for one in tellers)


def _is_told_by_me(reading: Reading, teller: Found, quoted: int) -> bool:
    """Whether "I said" leads to the words that are quoted from the word `quoted` on."""
    words, me = reading.words.words, reading.joins.of("writer", teller.rule.language)
    is_mine = not me.isdisjoint(words[max(0, teller.first - _TOLD_BY_ME) : teller.first])
    return is_mine and 0 <= quoted - teller.after <= _CLOSE_TO_QUOTE and BREAK not in words[teller.first : quoted]


def frame(reading: Reading, found: Found) -> Found | None:
    """What denies the words, or tells them of others."""
    around = reading.near("frame").between(found.first - _REACH_BEFORE - 1, found.after + _REACH_AFTER + 1)
    frames = _frames_distress if _is_listed_distress(found) else _frames
    return next((one for one in around if frames(reading, one, found)), None)


def clause_around(reading: Reading, found: Found) -> tuple[int, int]:
    """The words, first to after, that stand with a find between two pauses, or two "but"."""
    words, (begin, end) = reading.words.words, reading.words.sentence(found.first)
    first, after, buts = found.first, min(found.after, end), reading.joins.of("but", found.rule.language)
    while (
        first > max(begin, found.first - _LONGEST_CLAUSE)
        and words[first - 1] not in buts
        and not _parted(reading, first)
    ):
        first -= 1
    while after < min(end, found.after + _LONGEST_CLAUSE) and words[after] not in buts and not _parted(reading, after):
        after += 1
    return first, after


def subject_of(reading: Reading, found: Found) -> int:
    """The word whose verb a find is, or holds: a few words before it, in its clause, or its own first one."""
    words, speakers = reading.words.words, reading.joins.of("speakers", found.rule.language)
    for at in range(found.first, max(found.first - _LOOKED_BACK, -1), -1):
        if words[at] in speakers:
            return at
        if at == 0 or words[at - 1] in (BREAK, ASK) or _parted(reading, at):
            break
    return found.first


def _parted(reading: Reading, word: int, before: int = 1) -> bool:
    """Whether a pause is written right before a word, or in the `before` words that lead to it."""
    words = reading.words
    return before <= word < len(words.words) and bool(
        _PAUSE.search(words.folded.plain, words.ends[word - before], words.starts[word])
    )


def _is_of_another(found: Found) -> bool:
    """Whether it tells of another's danger, or of one from another: these are mostly told by somebody else."""
    return found.rule.subject == "distress" and found.rule.says == "D"


def _is_listed_distress(found: Found) -> bool:
    return found.rule.subject == "distress" and not found.rule.id.startswith("model.")


def _frames(reading: Reading, around: Found, found: Found) -> bool:
    says, far, words = around.rule.says, found.first - around.after, reading.words.words
    if says in _NO_FRAMES or says.endswith(_OF_DISTRESS):
        return False
    if says.startswith("after"):
        return 0 <= around.first - found.after <= _REACH_AFTER and _closes(reading, around, found)
    if far < 0 or reading.words.sentence(found.first) != reading.words.sentence(around.after - 1):
        return False
    if says == _NEGATION:  # "No, you deserve it" denies nothing
        return (
            far <= _REACH_NEGATION
            and not _parted(reading, found.first)
            and reading.joins.of("but", found.rule.language).isdisjoint(words[around.after : found.first])
            and not _denies_another(reading, around, found)
        )
    reach = _REACH_THREAT if found.rule.says == "threat" else _REACH_BEFORE
    return far <= reach and not _is_over(reading, around, found)


def _denies_another(reading: Reading, denial: Found, found: Found) -> bool:
    """Whether a denial is a word of another language ("ne" is "nor" in Italian), or has ended at a pause without a "that":
    "du musst nicht weinen, das war kein Baby". English, and what no list of these languages found, is read as it was.
    """
    home = found.rule.language
    if home == _WELL_KNOWN or not reading.joins.is_known_in(home):
        return False
    between = range(denial.after, found.first)
    going_on = reading.joins.of("goes_on", home)
    is_parted = any(_parted(reading, at) and reading.words.words[at] not in going_on for at in between)
    return is_parted or denial.rule.language != home


def _closes(reading: Reading, around: Found, found: Found) -> bool:
    """Whether a frame behind the words belongs to them: "..., she said." does, and "That's what people say." in the next
    sentence; not "She said you are brave", nor "It hurts so much", which says something else.
    """
    here, there = reading.words.sentence(found.first), reading.words.sentence(around.first)
    if here == there:
        is_told = around.rule.says == "after" and around.rule.language == _WELL_KNOWN
        is_set_off = _parted(reading, around.first) and _parted(reading, around.after)
        return not is_told or is_set_off or around.first - found.after <= 1 or there[1] - around.after <= _LAST
    if there[0] != here[1] + 1 or found.rule.says == "threat":
        return False
    if around.rule.language != _WELL_KNOWN:  # what points back is not known there: it must say nothing else
        return around.after >= there[1]
    return _points_back(reading, around, there)


def _points_back(reading: Reading, around: Found, sentence: tuple[int, int]) -> bool:
    """Whether a sentence speaks of the one before, by its first or last words, or by those of the frame in it."""
    begin, end = sentence
    near = reading.near("frame")
    some = (
        *near.between(begin, begin + _LAST),
        *near.between(end - _LAST, end),
        *near.between(around.first, around.after),
    )
    return any(
        one.rule.says == _POINTING
        and begin <= one.first < end
        and (one.first - begin < _LAST or end - one.after < _LAST or around.first <= one.first < around.after)
        for one in some
    )


def _is_over(reading: Reading, around: Found, found: Found) -> bool:
    """Whether a frame before the words has ended: behind a pause, or a "but", the writer goes on for himself.

    Not where the pause follows the frame at once ("they said, you deserve it"), or hardly a word later ("told me so, ..."),
    nor where what was said before it is of the same sort ("she said it was for the best, everything has a reason").
    """
    words, last, joins, language = reading.words.words, around.after, reading.joins, found.rule.language
    belonging = joins.of("belongs_before", language)
    while last < found.first and words[last] in belonging:
        last += 1
    buts = joins.of("but", language)
    begins = next((at for at in range(found.first, last, -1) if words[at - 1] in buts or _parted(reading, at)), last)
    is_new = begins > last and words[begins] not in joins.of("goes_on", language)
    return is_new and not any(last <= one.first < begins for one in reading.near("hurt").between(last, begins))


def _frames_distress(reading: Reading, around: Found, found: Found) -> bool:
    """What is said of others' clumsy words ("... it hurts") takes no distress back, and "I can't eat, I want to die"
    denies nothing. Whoever is in danger is mostly told of by another, so no "she says" takes that back.
    """
    if reading.words.sentence(found.first) != reading.words.sentence(around.first):
        return False
    says = around.rule.says.removesuffix(_OF_DISTRESS)
    words = reading.words.words
    if says in _NO_FRAMES or says.endswith(_OF_HURT) or (_is_of_another(found) and says != _NEGATION):
        return False
    if says == "after":  # "..., he said": but not "..., he said wait six weeks"
        is_last = around.after >= len(words) or words[around.after] in (BREAK, ASK)
        return is_last and 0 <= around.first - found.after <= _REACH_DISTRESS[says]
    me = reading.joins.of("writer", around.rule.language)
    if says == "before" and not me.isdisjoint(words[around.first + 1 : around.after]):
        return False  # "thank you, I think ..." is one's own
    is_near = 0 <= found.first - around.after <= _REACH_DISTRESS[says]
    return is_near and (says != _NEGATION or not _begins_anew(reading, around, found))


def _begins_anew(reading: Reading, denial: Found, found: Found) -> bool:
    """Whether the words say something of their own, and are not what a denial before them denies."""
    language, joins = found.rule.language, reading.joins
    starts = joins.of("begins_anew", language)
    if found.rule.says == "D":
        starts |= joins.of("begins_anew_in_danger", language)
    between = reading.words.words[denial.after : found.first + 1]
    return not starts.isdisjoint(between) or _parted(reading, found.first, found.first - denial.after + 1)
