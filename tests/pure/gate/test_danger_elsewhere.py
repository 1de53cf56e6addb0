"""Danger that is said in few words in other languages than English reaches a person; ordinary sentences near it stay open."""

import pytest
from tests.pure.gate.tables_of import rows_of

from alongside.gate import screen

ROWS = rows_of("danger_elsewhere")


@pytest.mark.parametrize("text", [text for _, label, text in ROWS if label != "ok"])
def test_danger_in_few_words_reaches_a_person(text):
    assert screen([text])[0].crisis in ("2", "3", "D")


@pytest.mark.parametrize("text", [text for _, label, text in ROWS if label == "ok"])
def test_an_ordinary_sentence_near_it_stays_open(text):
    assert screen([text])[0].lane == "open"
