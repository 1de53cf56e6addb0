"""Empty words inside a phrase, slips of the pen, and the language the coach answers in."""

import pytest

from alongside.gate import coach, screen
from alongside.gate.phrases import Phrases
from alongside.gate.spelling import Spelling

WORDS = ("it", "was", "for", "the", "best")


def phrases(text: str = "it was for the best") -> Phrases:
    spelling = Spelling()
    spelling.learn({*WORDS, "reason", "everything"})
    made = Phrases(str.split, {}, frozenset(("honestly", "just", "so")), spelling)
    made.add(text, 0)
    return made


@pytest.mark.parametrize("between", ["", "honestly ", "just so ", "just so honestly "])
def test_up_to_three_empty_words_are_passed_over(between: str) -> None:
    words = f"well it was {between}for the best".split()
    assert [(hit.first, hit.after) for hit in phrases().find(words)] == [(1, len(words))]


@pytest.mark.parametrize("between", ["just so honestly just ", "never ", "just never "])
def test_more_of_them_or_other_words_are_not(between: str) -> None:
    assert phrases().find(f"it was {between}for the best".split()) == []


def test_a_phrase_does_not_begin_with_an_empty_word() -> None:
    assert [hit.first for hit in phrases().find(["just", "it", "was", "for", "the", "best"])] == [1]


def test_a_slip_counts_in_a_long_phrase_and_not_in_a_short_one() -> None:
    assert phrases("it was the reason").find(["it", "was", "the", "reaosn"])
    assert not phrases("the reason").find(["the", "reaosn"])


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("evrything", "everything"), ("everyting", "everything"), ("raeson", "reason"), ("reson", "reason")],
)
def test_one_slip_is_understood(slip: str, meant: str) -> None:
    spelling = Spelling()
    spelling.learn({"everything", "reason"})
    assert spelling.meant_by(slip) == (meant,)


@pytest.mark.parametrize("word", ["reason", "season", "raesno", "res", "r3ason"])
def test_a_known_word_another_word_and_two_slips_stay_as_they_are(word: str) -> None:
    spelling = Spelling()
    spelling.learn({"everything", "reason"})
    assert spelling.meant_by(word) == ()


def test_a_hurtful_sentence_is_known_with_a_slip_and_an_empty_word() -> None:
    assert "H04" in screen(["Everything honestly hapens for a reason."])[0].hurt


def test_the_coach_answers_in_the_language_of_the_text() -> None:
    german = coach("Alles im Leben geschieht aus einem Grund, glaub mir das bitte.")[0]
    english = coach("Everything happens for a reason.")[0]
    assert german.family == english.family
    assert german.why != english.why
