"""An explanation says what decided, what did not count and why, and nothing else than the verdict says."""

import pytest
from hypothesis import given

from alongside.gate import HostRule, Surroundings, explain, screen, verdict_as_dict, verdict_from_dict, why
from tests.pure.gate.odd_texts import SURROUNDINGS, TEXTS


@given(TEXTS, SURROUNDINGS)
def test_any_text_is_explained_and_the_verdict_is_the_same(text: str, around: Surroundings) -> None:
    explanation = explain(text, surroundings=around)
    verdict = explanation.verdict
    assert verdict == screen([text], surroundings=around)[0]
    assert explanation.lane.startswith("Open: " if verdict.lane == "open" else f"{verdict.lane.capitalize()} lane: ")
    assert bool(explanation.decided) == (verdict.lane != "open")
    assert set(explanation.decided) <= set(verdict.findings)
    for one in explanation.taken_back:
        assert one.phrase == text[one.start : one.end] != ""
        assert one.by in text


@given(TEXTS)
def test_a_stored_verdict_tells_the_same_sentence(text: str) -> None:
    explanation = explain(text)
    assert why(verdict_from_dict(verdict_as_dict(explanation.verdict)), text) == explanation.lane


FAMILY = Surroundings(images=frozenset(("angel",)), held=frozenset(("H15",)), shown=frozenset(("H04",)))
LANES = [
    ("I am so sorry.", "Open: nothing was found that could hold it."),
    (
        "Time heals, my dear.",
        "Gentle lane: “Time heals” weighs 0.70 as hurt (H14), and from 0.50 on a text waits there.",
    ),
    ("I want to die.", "Care lane: “I want to die” is a sign of distress of tier 2; people on duty read these first."),
    ("Stay strong.", "Gentle lane: the family asked to have words like “Stay strong” (H15) wait there."),
    (
        "Everything happens for a reason.",
        "Open: “Everything happens for a reason” would wait, but the family asked to be shown words like it (H04).",
    ),
]


@pytest.mark.parametrize(("text", "sentence"), LANES)
def test_the_lane_has_its_reason_in_one_sentence(text: str, sentence: str) -> None:
    assert explain(text, surroundings=FAMILY).lane == sentence


def test_what_is_soft_says_how_far_it_was_from_waiting() -> None:
    assert explain("Stay strong.").lane == (
        "Open: what weighs most, “Stay strong”, weighs 0.30 as hurt (H15), and less than 0.50 holds nothing."
    )


def test_what_the_family_wished_for_then_is_not_told_as_a_weight_that_it_has_not() -> None:
    stored = screen(["Time heals."], surroundings=Surroundings(shown=frozenset(("H14",))))[0]
    assert stored.lane == "open"
    assert why(stored, "Time heals.") == (
        "Open: what weighs most, “Time heals”, weighs 0.70 as hurt (H14); "
        "the family's wishes, or the gate's rules, were others when it was read."
    )


def test_what_would_not_wait_anyway_is_not_told_as_a_wish() -> None:
    said = explain("Stay strong.", surroundings=Surroundings(shown=frozenset(("H15",)))).lane
    assert said.endswith("weighs 0.30 as hurt (H15), and less than 0.50 holds nothing.")


def test_small_signs_together_are_all_named() -> None:
    rules = (
        HostRule("one", ("blue heron",), label="scam", weight=0.35, why="A sign."),
        HostRule("two", ("golden pond",), label="scam", weight=0.35, why="Another."),
    )
    said = explain("The blue heron on the golden pond.", surroundings=Surroundings(rules=rules)).lane
    assert said == (
        "Safety lane: small signs together, “blue heron”, “golden pond”, make 0.58 of scam, "
        "and from 0.50 on a text waits there."
    )


TAKEN_BACK = [
    ("No one should say that time heals.", "told", "No one should"),
    ("It is not God's will.", "denied", "not"),
    ("They wrote “time heals” on a card for us.", "quoted", "“time heals”"),
    ("Years ago I wanted to die.", "past", "Years ago"),
    ("At least once a day I think of you.", None, ""),
    ("Your angel is watching over you.", "welcome", ""),
    ("You took him, fuck you, covid.", "swearing", ""),
]


@pytest.mark.parametrize(("text", "how", "by"), TAKEN_BACK)
def test_what_does_not_count_says_by_what_it_was_taken_back(text: str, how: str | None, by: str) -> None:
    found = [(one.how, one.by) for one in explain(text, surroundings=FAMILY).taken_back]
    assert (found[0] if found else (None, "")) == (how, by)


def test_what_two_rules_found_is_told_once() -> None:
    told = [
        one.sentence for one in explain("Er schrieb uns: „Du bist eine schlechte Mutter“, stell dir vor.").taken_back
    ]
    assert told
    assert len(told) == len(set(told))


def test_it_is_said_in_a_sentence() -> None:
    said = explain("No one should say that time heals.").taken_back[0].sentence
    assert said == "“time heals” does not count: it is told of others, or of what they say: “No one should”."
