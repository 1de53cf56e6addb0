"""Distress said sideways, what does not take it back, and what only sounds like it."""

import pytest

from alongside.gate import screen

SIDEWAYS = [
    ("2", "i kept thinking everyone would be better off if i was not here"),
    ("2", "I don't want to live. It hurts so much."),
    ("2", "I want to end my life. I hate this."),
    ("2", "I can't tell anyone but I want to die."),
    ("2", "I have wanted out since she died last year, and I want to die."),
    ("2", "My sister hides my tablets, I asked my husband to lock the knives away."),
    ("2", "I hope my heart just stops in the night."),
    ("3", "You won't have to worry about me after this weekend."),
    ("3", "By the time they wake I'll be with her."),
    ("3", "I've taken them all and I feel floaty."),
    ("D", "My friend texted me a goodbye message and her phone is off."),
    ("D", "He has hidden my passport, I am not allowed to leave the house."),
    ("D", "I keep having thoughts of dropping the baby from the balcony."),
]

HARMLESS = [
    "I want to die, my gran used to say whenever the bus was late.",
    "You won't have to worry about lunch, I am doing it.",
    "I took all of them to the park, six cousins and one football.",
    "I'll be here when you wake up.",
    "If you ever think of suicide, please call me.",
    "He won't let me leave without a bag of runner beans.",
    "The tablets are on the top shelf, the little girl is climbing now.",
    "I used to wish I was dead. I am glad I stayed.",
]


@pytest.mark.parametrize(("tier", "text"), SIDEWAYS)
def test_danger_said_sideways_reaches_a_person(tier: str, text: str) -> None:
    verdict = screen([text])[0]
    assert (verdict.lane, verdict.crisis) == ("care", tier)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_danger_is_left_alone(text: str) -> None:
    assert screen([text])[0].crisis not in ("2", "3", "D")
