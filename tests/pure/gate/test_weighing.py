"""What a sentence says among the others of its message."""

import numpy as np
import pytest

from alongside.gate.screening import look
from alongside.gate.shipped import sentences
from alongside.gate.surroundings import NOWHERE
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


def test_two_sentences_have_no_others_and_stay_as_they_are_together():
    rows = weighed(cruel(1, 2, 3), [0] * 3, [ALONE, ALONE, 0])
    assert rows[2, 2] == 3


def test_a_pair_in_a_later_message_is_weighed_within_it():
    rows = weighed(cruel(9, 9, 0, 0, -5.5, 4), [0, 0, 1, 1, 1, 1], [ALONE] * 5 + [2])
    assert rows[5, 2] == 4 + 0.5 * (-5.5 + 3.5)


def test_the_same_words_say_less_of_cruelty_in_a_kind_letter_than_among_contempt():
    said = "You were never this busy when he was alive. "
    kind = "I am so sorry for you all. We light a candle for him every evening. He made us laugh every single day."
    unkind = "It must be nice, all this fuss. I counted four cakes. Do enjoy being looked at."
    among = [look(said + rest, NOWHERE)[0].heard[0] for rest in (kind, unkind)]
    less, more = (sentences().score(one, ("cruel",)) for one in among)
    assert less < more - 1
