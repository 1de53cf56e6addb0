"""Danger reaches a person in turns that are near ordinary ones, and said in few words in twelve languages; what is ordinary
stays open.
"""

import pytest

from alongside.gate import screen
from tests.pure.gate.tables_of import rows_of

ROWS = rows_of("danger_elsewhere", "danger_ordinary")


@pytest.mark.parametrize("text", [text for _, label, text in ROWS if label == "danger"])
def test_danger_reaches_a_person(text):
    assert screen([text])[0].crisis in ("2", "3", "D")


@pytest.mark.parametrize("text", [text for _, label, text in ROWS if label == "ok"])
def test_an_ordinary_sentence_near_it_stays_open(text):
    assert screen([text])[0].lane == "open"
