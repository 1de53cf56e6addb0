"""Distress as it is typed on a telephone: by sound, without marks, in letters of another alphabet."""

import pytest

from alongside.gate import screen

TYPED = {
    "kiero morir": "2",
    "no kiero vivir": "2",
    "jveux mourir": "2",
    "nn voglio piu vivere": "2",
    "n quero mais viver": "2",
    "k wil dood": "2",
    "mn man slaat me": "D",
    "ich will nich mehr leben": "2",
    "ich moechte sterben": "2",
    "もう生きたくない": "2",
    "ya hochu umeret": "2",
    "muzh menya bet": "D",
    "ana 3ayza amoot": "2",
    "my bf choked me last nite": "D",
    "took an od 20 mins ago": "3",
}
HARMLESS = [
    "no kiero morir",
    "nn vojo morire",
    "took all the tablets back to the chemist",
    "I overdosed on her trifle.",
]


@pytest.mark.parametrize("text", TYPED)
def test_it_is_raised(text: str) -> None:
    assert screen([text])[0].crisis == TYPED[text]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_in_the_same_spelling_is_not(text: str) -> None:
    assert screen([text])[0].crisis in ("none", "0", "1")
