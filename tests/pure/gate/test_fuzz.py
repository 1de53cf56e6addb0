"""Whatever a text says: the gate answers, whole, the same each time, and with work that grows as the text does."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.gate import KINDS, LABELS, LANES, TIERS, TOPICS, Surroundings, Verdict, coach, screen
from tests.pure.gate.odd_texts import PIECES, SENTENCES, SURROUNDINGS, TEXTS

FEW, MANY = 60, 480
MORE_THAN_ITS_SHARE = (
    1.3  # eight times the text may be so much more than eight times the work: its lines break elsewhere
)


def check_whole(text: str, verdict: Verdict) -> None:
    assert verdict.lane in LANES
    assert verdict.kind in KINDS
    assert verdict.crisis in TIERS
    assert set(verdict.topics) <= set(TOPICS)
    assert set(verdict.scores) == set(LABELS)
    assert all(0 <= score <= 1 for score in verdict.scores.values())
    assert 0 <= verdict.fingerprint < 2**64
    for finding in verdict.findings:
        assert finding.label in LABELS
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.why
    if verdict.lane != "open":
        assert verdict.findings, "a text is never held without a reason"


@given(TEXTS, SURROUNDINGS)
def test_any_text_gets_a_whole_verdict(text: str, around: Surroundings) -> None:
    check_whole(text, screen([text], surroundings=around)[0])


@given(st.lists(TEXTS, max_size=6), SURROUNDINGS)
def test_a_batch_is_the_same_as_one_by_one_and_twice_is_the_same_as_once(
    texts: list[str], around: Surroundings
) -> None:
    together = screen(texts, surroundings=around)
    assert together == [screen([text], surroundings=around)[0] for text in texts]
    assert together == screen(texts, surroundings=around)


def test_a_batch_longer_than_a_step_keeps_its_order() -> None:
    texts = [f"{sentence} {number}" for number in range(30) for sentence in SENTENCES]
    assert screen(texts) == [screen([text])[0] for text in texts]


@given(TEXTS, SURROUNDINGS)
def test_the_coach_is_brief_and_quotes_what_was_written(text: str, around: Surroundings) -> None:
    notes = coach(text, surroundings=around)
    assert len(notes) <= 2
    assert all(note.phrase == text[note.start : note.end] for note in notes)
    assert not notes or screen([text], surroundings=around)[0].lane == "gentle"


def work(do: Callable[[], object]) -> int:
    """How many lines of Python run. What runs below Python is searches with bounded patterns (see `test_patterns`)."""
    lines = 0

    def count(frame: FrameType, event: str, _: object) -> object:
        nonlocal lines
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        do()
    finally:
        sys.settrace(before)
    return lines


def check_linear(piece: str) -> None:
    few, many = piece * FEW, piece * MANY
    screen([few])  # words seen before cost less
    once = work(lambda: screen([few]))
    assert work(lambda: screen([many])) <= once * MANY / FEW * MORE_THAN_ITS_SHARE


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.builds(str.join, st.sampled_from((" ", ". ", "")), st.lists(PIECES, min_size=1, max_size=4)))
def test_eight_times_the_text_is_eight_times_the_work(piece: str) -> None:
    check_linear(piece + " ")


@pytest.mark.parametrize("piece", SENTENCES)
def test_a_sentence_said_again_and_again_is_as_much_work_each_time(piece: str) -> None:
    """Frames, the past, quotations and soothing words are looked for near a find, never in the whole text."""
    check_linear(piece + " ")
    check_linear(piece + ". ")
