"""Traps elsewhere than in English: who denies, quotes, or tells of others what hurts is not held; who says it is."""

import pytest

from alongside.gate import screen
from tests.pure.gate.traps_elsewhere import SAID, TOLD


@pytest.mark.parametrize("text", TOLD)
def test_what_is_denied_or_told_of_others_is_open(text: str) -> None:
    assert screen([text])[0].lane == "open"


@pytest.mark.parametrize("text", SAID)
def test_what_looks_alike_and_is_said_stays_held(text: str) -> None:
    assert screen([text])[0].lane in ("gentle", "safety")
