"""Phrases that were settled are read again when they are met, and are the same then."""

import pytest

from alongside.gate.phrases import Phrases

SETS = {"who": ["he", "she", "the little one"], "was": ["was", "is"]}
PHRASES = (
    "<who> <was> too good",
    "^ (at least <who>|no|everything happens)",
    "(one by itself|another _ here|<who> had to go)",
    "so|very sorry $",
    "время лечит~",
    "ب~ .. الله",
)
TEXTS = (
    "the little one was too good",
    "no . at least she . everything happens",
    "then at least she",
    "another way here and the little one had to go",
    "i am so very sorry .",
    "время всё лечит время лечить",
    "بعد رحمة الله",
)


def _phrases(*, settled: bool) -> Phrases:
    made = Phrases(str.split, SETS)
    for number, phrase in enumerate(PHRASES):
        made.add(phrase, number)
        if settled:
            made.settle()
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_settled_phrases_find_the_same(text):
    assert _phrases(settled=True).find(text.split()) == _phrases(settled=False).find(text.split())


def test_each_is_found_somewhere():
    found = {hit.phrase for hits in _phrases(settled=True).find_all([text.split() for text in TEXTS]) for hit in hits}
    assert found == set(range(len(PHRASES)))
