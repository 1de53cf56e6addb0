"""From which score the model of written sentences holds: kind texts, grief and kind letters set it in training."""

import numpy as np

from alongside.gate.labels import APPROACH, CARE, CRUEL, LABELS
from alongside.gate.shipped import held_from
from tools.gate.train_written import LETTERS, Harmless, counts_of, harmless_among, limits
from tools.gate.written_by_hand import Example

NONE = np.zeros(0, np.int64)
KIND, ENGLISH, ELSEWHERE = np.arange(100), np.arange(100, 110), np.arange(110, 120)


def some_scores():
    """Kind texts score 0 to 99 hundredths for cruelty, English letters 2, letters elsewhere 3; nothing else is heard."""
    scores = np.full((120, len(LABELS)), -9, np.float32)
    scores[:100, LABELS.index(CRUEL)] = np.arange(100) / 100
    scores[ENGLISH, LABELS.index(CRUEL)] = 2
    scores[ELSEWHERE, LABELS.index(CRUEL)] = 3
    return scores


def test_kind_letters_raise_the_limit_of_their_own_languages():
    found = limits(some_scores(), Harmless(KIND, NONE, NONE, ENGLISH, ELSEWHERE))
    assert (found["held_from"][CRUEL], found["held_elsewhere_from"][CRUEL]) == (2, 3)


def test_without_letters_kind_texts_alone_set_it():
    found = limits(some_scores(), Harmless(KIND, NONE, NONE, NONE, NONE))
    assert 0.98 < found["held_from"][CRUEL] == found["held_elsewhere_from"][CRUEL] < 1


def test_grief_raises_the_limit_of_danger_in_its_own_languages():
    scores = some_scores()
    scores[KIND[:40], LABELS.index("2")] = 5
    scores[KIND[40:80], LABELS.index("D")] = 7
    found = limits(scores, Harmless(KIND[80:], KIND[:40], KIND[40:80], NONE, NONE))
    assert (found["held_from"][CARE], found["held_elsewhere_from"][CARE]) == (5, 7)


def test_letters_are_known_by_their_file_and_count_as_kind_texts_do():
    written = [
        Example(frozenset(("ok",)), "Hallo Opa", "de", LETTERS),
        Example(frozenset(("ok",)), "Hello Grandad", "en", LETTERS),
        Example(frozenset(("1",)), "I can't sleep", "en", "plain.tsv"),
    ]
    harmless = harmless_among(written, 5)
    assert [some.tolist() for some in harmless] == [[3, 4], [2], [], [1], [0]]
    counts = counts_of(written, ["kind", "kind"])
    assert (counts[0] == counts[3]).all()
    assert (counts[0] > 1).all()
    assert counts[2, LABELS.index(CRUEL)] == 1


def test_what_is_shipped_has_every_limit_in_english_and_elsewhere():
    english, elsewhere = held_from("en"), held_from("und")
    assert english.keys() == elsewhere.keys()
    assert held_from("de") == elsewhere != english
    assert {CRUEL, APPROACH, CARE} <= english.keys()
