"""How likely words are, roughly: for choosing by which place a phrase is found, and for nothing else.

Counted in English messages of consolation, and rounded. The better these are, the fewer phrases are
read along in vain; what is found does not depend on them.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from alongside.gate.listed import everyday
from alongside.gate.tokens import ASK, BREAK

_WORDS = {
    0.03: """
    a i is the to you
    """,
    0.01: """
    am and are be can do for have in it not of that this with your
    """,
    0.003: """
    about all an as at but did feel from get good has he help her him hope how if just know like love me more my name no
    on one or out people really she so some sorry thank thanks them there they think time too up very was way we well what
    when will would
    """,
    0.001: """
    able also always any back bad because been before being best better by could day does doing even family feeling find
    first friend friends give glad go going got great had hard having hear here his into job life long lot luck make may
    maybe might much need never new now oh only other our over person relationship right sad same see should someone
    something sounds still sure t take talk tell than their then these thing things through try understand want were where
    who why work year yes yourself
    """,
    0.0005: """
    actually after again another anxiety anything around ask away both call care come d de definitely died difficult down
    e each else end enough ever everyone everything feelings game getting happy home hopefully idea important keep kind
    last least let little live lol look looking loved made makes man many mind most move must myself next nice off ok okay
    old own past please pretty probably problem put que s say seems self situation sometimes start stay support talking
    those though thought times today together tried true trying two us use welcome which while wish without y yeah years
    """,
}
_PAIRS = {
    0.01: """
    i am
    """,
    0.003: """
    do not, i have, i hope, i love, in the, it is, thank you, that is, that you, you are, you can, you have
    """,
    0.001: """
    a good, a lot, able to, am sorry, and i, are you, but i, can be, can not, did not, do you, does not, for the, for you,
    going to, have a, have been, have to, have you, he is, help you, hope you, i can, i do, i know, i like, i think, i
    was, i will, i would, if you, in a, is a, is not, is the, like you, of the, sounds like, thanks for, that are, there
    is, this is, to be, to do, to get, to hear, to the, to you, want to, will be, would be, you do, you feel, you will
    """,
}
"""Words that stand side by side far more often than by chance."""
_OF_WORDS = {word: chance for chance, words in _WORDS.items() for word in words.split()} | {BREAK: 0.08, ASK: 0.02}
_OF_PAIRS: dict[str, dict[str, float]] = {}
for _chance, _pairs in _PAIRS.items():
    for _pair in _pairs.split(","):
        _first, _second = _pair.split()
        _OF_PAIRS.setdefault(_first, {})[_second] = _chance
_OF_RARE, _OF_COMMON, _OF_BEGINNING, _OF_ANY, _AFTER = 0.00005, 0.012, 0.0002, 1.0, 3.0
"""A word that is not counted; one that is everyday in another language; the beginning of a word; any word; how much
likelier a word is after one of its phrase.
"""


@lru_cache(maxsize=8192)
def chance(words: frozenset[str] | None) -> float:
    """Roughly how likely a word of a text is one of `words`."""
    if words is None:
        return _OF_ANY
    of_words = _chances()
    return sum(of_words.get(word) or (_OF_BEGINNING if word[-1] == "~" else _OF_RARE) for word in words)


@cache
def _chances() -> Mapping[str, float]:
    """How likely words are, by what was counted; common words of other languages were not."""
    return dict.fromkeys(everyday("common"), _OF_COMMON) | _OF_WORDS


def chance_of_pair(words: frozenset[str], following: frozenset[str] | None) -> float:
    """Roughly how likely one of `words` stands before one of the `following`: "are" is likely after "you"."""
    if following is None:
        return chance(words)
    known = (_OF_PAIRS[word] for word in words & _OF_PAIRS.keys())
    counted = sum(pairs[after] for pairs in known for after in following & pairs.keys())
    return max(counted, chance(words) * min(_OF_ANY, _AFTER * chance(following)))
