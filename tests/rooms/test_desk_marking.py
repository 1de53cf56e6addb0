"""What the gate noticed is laid over the words: nothing is lost, nothing is shown twice."""

from hypothesis import given, strategies

from alongside import gate
from alongside.desk.marking import Mark, judgement, marked, marks, reasons

WHY = strategies.sampled_from(["", "one reason", "another reason"])
MARKS = strategies.lists(
    strategies.builds(
        Mark, start=strategies.integers(-3, 40), end=strategies.integers(-3, 40), why=WHY,
        weight=strategies.floats(0, 1),
    ),
    max_size=6,
)  # fmt: skip


@given(words=strategies.text(max_size=30), found=MARKS)
def test_the_pieces_are_the_whole_text_in_order(words, found):
    pieces = marked(words, found)
    assert "".join(piece for piece, _why in pieces) == words
    assert all(piece for piece, _why in pieces)


def test_of_stretches_that_overlap_the_weightier_is_shown():
    verdict = {"findings": [_finding(0, 4, "weak", 0.2), _finding(2, 8, "strong", 0.9), _finding(9, 11, "apart", 0.1)]}
    assert marked("abcdefghijklm", marks(verdict)) == (
        ("ab", ""), ("cdefgh", "strong"), ("i", ""), ("jk", "apart"), ("lm", "")
    )  # fmt: skip


def test_what_stands_beside_the_words_is_not_said_again():
    found = marks({"findings": [_finding(0, 2, "in the words", 0.5), _finding(20, 24, "in the name", 0.4)]})
    assert reasons(found, beside=marked("short words", found)) == ("in the name",)


def test_the_gates_judgement_is_told_in_a_sentence():
    text = "Time heals, my dear."
    stored = gate.verdict_as_dict(gate.screen([text])[0])
    assert judgement(stored, text, surroundings=gate.Surroundings()).startswith("Gentle lane: “Time heals” weighs")
    for unreadable in (None, {"lane": "gentle"}, {**stored, "findings": [1]}):
        assert judgement(unreadable, text, surroundings=gate.Surroundings()) == ""


def _finding(start, end, why, weight):
    return {"label": "hurt", "rule": "r", "start": start, "end": end, "why": why, "weight": weight, "family": ""}
