"""What a sentence says among the others of its message."""

import numpy as np
import pytest

from alongside.gate import screen
from alongside.gate.weighing import ALONE, Weighing

LABELS = ("H01", "2", "cruel", "hurt", "care")


def weighed(rows, of, halves):
    return Weighing(LABELS).weigh(np.array(rows, np.float32), np.array(of), np.array(halves))


def cruel(*scores):
    return [[0, 0, score, 0, 0] for score in scores]


def test_families_and_tiers_count_with_what_hurts_and_is_danger_at_all():
    (only,) = weighed([[1, 2, 3, 10, 20]], [0], [ALONE])
    assert only.tolist() == [11, 22, 3, 10, 20]


@pytest.mark.parametrize(("other", "among"), [(-7.5, -2.0), (-3.5, 0.0), (0.5, 2.0)])
def test_among_kind_sentences_one_says_less_and_among_cruel_ones_more(other, among):
    first, _, _ = weighed(cruel(0, other, other), [0] * 3, [ALONE] * 3)
    assert first[2] == among


def test_a_sentence_of_another_message_changes_nothing():
    assert weighed(cruel(1, -9), [0, 1], [ALONE] * 2)[0, 2] == 1


def test_two_together_are_weighed_against_the_sentences_they_are_not():
    rows = weighed(cruel(1, 2, -5.5, 4), [0] * 4, [ALONE, ALONE, ALONE, 0])
    assert rows[3, 2] == 4 + 0.5 * (-5.5 + 3.5)


def test_danger_among_kind_sentences_stays_what_it_is():
    first, _ = weighed([[0, 5, 0, 0, 0], [0, -9, 0, 0, 0]], [0, 0], [ALONE] * 2)
    assert first[1] == 5


def test_a_dark_sentence_is_no_cruelty_in_a_letter_that_is_kind_throughout():
    letter = (
        "Everything is where she left it, the purple wellingtons by the back door as well. Nobody could skim a stone "
        "like her. It finished her knees and it was a joy to see. We miss her at every single supper, all of us. "
        "I will come on Thursday with soup and sit with you as long as you like."
    )
    assert screen([letter])[0].lane == "open"
