"""Phrases that were settled, and share their words with others, are read again when they are met, and are the same then."""

import pytest

from alongside.gate.grammar import PhraseError
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
    if settled:
        made.share(frozenset(made.words))
    return made


@pytest.mark.parametrize("text", TEXTS)
def test_settled_phrases_find_the_same(text):
    assert _phrases(settled=True).find(text.split()) == _phrases(settled=False).find(text.split())


def test_more_phrases_than_stand_ready_are_found(monkeypatch):
    monkeypatch.setattr("alongside.gate.kept._MOST_MADE", 1)
    few, texts = _phrases(settled=True), [text.split() for text in TEXTS]
    assert few.find_all(texts) == _phrases(settled=False).find_all(texts) == few.find_all(texts)


def test_a_host_may_write_what_no_text_could_be_stored_as():
    made = Phrases(str.split, {"many": [f"word{number}" for number in range(70_000)]})
    made.add("\ud800 <many>", 1)
    made.add("(<many>)", 2)
    made.settle()
    assert [hit.phrase for hit in made.find(["\ud800", "word69999"])] == [1, 2]


def test_a_choice_between_nothing_is_refused():
    with pytest.raises(PhraseError, match="nothing to choose"):
        Phrases(str.split, {}).add("so () sorry", 1)


def test_each_is_found_somewhere():
    found = {hit.phrase for hits in _phrases(settled=True).find_all([text.split() for text in TEXTS]) for hit in hits}
    assert found == set(range(len(PHRASES)))
