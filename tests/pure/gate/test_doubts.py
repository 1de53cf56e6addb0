"""What a list found by chance does not count: the model that has read the whole sentence gives a second opinion."""

import numpy as np
import pytest

from alongside.gate import Surroundings, explain, screen
from alongside.gate.checks import distress
from alongside.gate.doubts import doubted
from alongside.gate.labels import LABELS
from alongside.gate.reading import Found, Reading, read, search
from alongside.gate.surroundings import NOWHERE
from alongside.gate.wordlists import lexicon
from alongside.gate.written import Stretch
from tools.gate.written_by_hand import examples_in

SHORT = "We all know that time heals, or so it seems to me these days."
TEXT = "We all know that everything happens for a reason, or so it seems to me."
GOODBYE = "My minds made up for tonight and please respect that, the letters are there."
PLAN = "I am going to kill myself tonight."


def found_in(
    text: str, says: str, language: str = "en", around: Surroundings = NOWHERE, *, subject: str = "hurt"
) -> tuple[Reading, Found]:
    reading = read(text, language, around, lexicon())
    search([reading], lexicon())
    return reading, next(found for found in reading.of(subject) if found.rule.says == says)


def heard(reading: Reading, **scores: float) -> list[Stretch]:
    """The text as one sentence that says hardly anything but what is told."""
    row = np.full(len(LABELS), -9, np.float32)
    for label, score in scores.items():
        row[LABELS.index(label)] = score
    return [Stretch(0, len(reading.words.words), row, tells=False, said=np.zeros((0, 0), np.float32))]


def test_what_the_sentence_does_not_say_is_doubted():
    reading, found = found_in(SHORT, "H14")
    reading.heard = heard(reading)
    assert doubted(reading, found)


def test_a_set_phrase_is_not_doubted_for_the_kind_words_around_it():
    reading, found = found_in(TEXT, "H04")
    reading.heard = heard(reading)
    assert not doubted(reading, found)


@pytest.mark.parametrize(
    ("family", "phrase"),
    [
        ("H04", "everything happens for a reason"),
        ("H01", "at least it was early"),
        ("H03", "this will make you stronger"),
    ],
)
def test_what_hurts_is_found_behind_kind_words(family, phrase):
    assert family in screen([f"We are thinking of you all the time and sending love, {phrase}."])[0].hurt


def test_what_the_sentence_says_too_counts():
    reading, found = found_in(TEXT, "H04")
    reading.heard = heard(reading, H04=-1)
    assert not doubted(reading, found)


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ("H04", "I am so sorry for your loss, but everything happens for a reason."),
        ("H14", "Thinking of you and Pete every single day, and remember that time heals all wounds."),
        ("H01", "We were so very sad to hear your news, but at least it was early."),
    ],
)
def test_a_set_phrase_behind_kind_words_is_found(family, text):
    assert family in screen([text])[0].hurt


def test_what_says_another_family_far_more_is_doubted():
    reading, found = found_in("We have thought of you every day since then, and stay strong as well.", "H15")
    reading.heard = heard(reading, H15=-1, H10=4)
    assert doubted(reading, found)


def test_a_set_phrase_that_is_heard_in_its_clause_alone_is_not_doubted():
    reading, found = found_in(TEXT, "H04")
    reading.heard = heard(reading, H04=-1, H10=4)
    assert not doubted(reading, found)


@pytest.mark.parametrize(
    ("text", "language", "around"),
    [
        ("Everything happens for a reason.", "en", NOWHERE),
        (TEXT, "und", NOWHERE),
        (TEXT, "en", Surroundings(held=frozenset(("H04",)))),
    ],
    ids=["a set phrase by itself", "in a language that is not known", "a family asked to have it held"],
)
def test_it_is_not_doubted(text, language, around):
    reading, found = found_in(text, "H04", language, around)
    reading.heard = heard(reading)
    assert not doubted(reading, found)


def test_a_goodbye_that_is_not_heard_is_still_a_sign():
    reading, found = found_in(GOODBYE, "3", subject="distress")
    reading.heard = heard(reading)
    assert doubted(reading, found)
    assert [finding.rule.split(".")[1] for finding in distress.check(reading)] == ["tier-1"]
    again, found = found_in(GOODBYE, "3", subject="distress")
    again.heard = heard(again, **{"3": -5})
    assert not doubted(again, found)


def test_a_plan_that_is_said_outright_is_never_doubted():
    reading, _ = found_in(PLAN, "3", subject="distress")
    reading.heard = heard(reading)
    plans = [found for found in reading.of("distress") if found.rule.says == "3"]
    assert [found for found in plans if doubted(reading, found)] == []
    assert plans


def test_it_is_said_why_it_does_not_count():
    kind = [one.text for one in examples_in() if one.file == "kind_1.tsv"][:400]
    told = [taken for text in kind for taken in explain(text).taken_back if taken.how == "doubted"]
    assert told
    assert "has read the whole sentence" in told[0].sentence


OUTRIGHT = [
    "He sent love and is sorry for everything you're going through.",
    "She texted that she's sorry for everything you're going through.",
]


@pytest.mark.parametrize("text", OUTRIGHT)
def test_danger_that_a_list_finds_in_a_sentence_far_from_any_is_doubted(text: str) -> None:
    assert "doubted" in [one.how for one in explain(text).taken_back if "tier" in one.rule]
    assert screen([text])[0].lane == "open"


def test_danger_between_many_kind_words_is_not_doubted() -> None:
    kind = "Thank you for the flowers and the lovely card that you all sent to the house,"
    for said in ("and I want to die", "and he hits me every night", "and I have taken all the tablets"):
        assert screen([f"{kind} {said} and I know you will understand that with your big heart."])[0].lane == "care"
