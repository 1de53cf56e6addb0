"""Phrases are found the same by few anchors, looked for one by one, and by a table of many, in one text and in a batch."""

import pytest

from alongside.gate.phrases import Phrases

FEW = ("at least <it> was", "everything happens .. reason", "so|very sorry $", "never (say|tell) me", "good bye?")
TEXTS = (
    "at least it was early",
    "at honestly just least so it was early . everything honestly happens for a reason",
    "everything happens . for a reason",
    "i am so sorry . never just tell me",
    "just just just just at least it was",
    "so",
    "",
    "good",
    ". . ? at least",
    "at least at least it was it was so sorry",
)
OVER = frozenset(("honestly", "just", "so"))


def _phrases(*more: str) -> Phrases:
    made = Phrases(str.split, {"it": ["it", "this"]}, OVER)
    for number, phrase in enumerate((*FEW, *more)):
        made.add(phrase, number)
    made.settle()
    return made


MANY = _phrases(*(f"unheard{number} of word" for number in range(40)))


@pytest.mark.parametrize("text", TEXTS)
def test_few_and_many_find_the_same(text):
    assert MANY.find(text.split()) == _phrases().find(text.split())


def test_a_batch_finds_what_each_text_holds():
    texts = [text.split() for text in TEXTS]
    assert MANY.find_all(texts) == [MANY.find(text) for text in texts]
    assert any(MANY.find_all(texts))


@pytest.mark.parametrize("phrases", [MANY, _phrases()], ids=["many", "few"])
@pytest.mark.parametrize(
    "texts", [["at", "least it was"], ["at least", "it was"], ["at least just", "it was", "so", "sorry"]]
)
def test_no_phrase_begins_in_one_text_and_ends_in_the_next(phrases, texts):
    assert not any(phrases.find_all([text.split() for text in texts]))


def test_a_phrase_that_comes_after_the_first_search_of_many_is_refused():
    made = _phrases(*(f"unheard{number} of word" for number in range(40)))
    made.find(["at"])
    with pytest.raises(RuntimeError, match="before the first search"):
        made.add("too late", 99)


def test_few_phrases_may_be_added_to_after_a_search():
    made = _phrases()
    assert not made.find(["later", "on"])
    made.add("later on", 99)
    assert [hit.phrase for hit in made.find(["later", "on"])] == [99]
