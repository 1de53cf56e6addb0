"""Distress said sideways, what does not take it back, and what only sounds like it."""

import pytest

from alongside.gate import screen

BESIDE_KIND_WORDS = [
    (
        "3",
        "Thank you for the photographs of your daughter and her grandparents, I have decided to end my life on Friday.",
    ),
    ("3", "It was good to hear you laughing with my boys, I am going to kill myself tonight."),
    ("3", "They made a bench for him with his name on and I am going to hang myself in the shed"),
    ("3", "the flowers came and the card was kind, i cannot do this any more so this is my goodbye to you all"),
    ("3", "I made a lasagne for the neighbours and washed up and I took forty of my tablets an hour ago."),
    ("2", "Thank you, I think I want to die."),
    ("2", "She misses you, I think I want to kill myself."),
    ("2", "I told the doctor I want to die, he said take a walk."),
]
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
    "I want to die, my gran used to say.",
    "You won't have to worry about lunch, I am doing it.",
    "I took all of them to the park, six cousins and one football.",
    "I'll be here when you wake up.",
    "If you ever think of suicide, please call me.",
    "He won't let me leave without a bag of runner beans.",
    "The tablets are on the top shelf, the little girl is climbing now.",
    "I used to wish I was dead. I am glad I stayed.",
    "There is plenty of soup. Sleep as long as you like, I'll be here in the morning.",
]


@pytest.mark.parametrize(("tier", "text"), SIDEWAYS)
def test_danger_said_sideways_reaches_a_person(tier: str, text: str) -> None:
    verdict = screen([text])[0]
    assert (verdict.lane, verdict.crisis) == ("care", tier)


BESIDE_THANKS = [
    "Thank you for your lovely message about our Mila, she would have loved the rabbits, and I want to kill myself.",
    "We are so sorry for your loss, and I want to kill myself.",
    "What a beautiful little girl, thank you for the photographs, I don't want to live any more.",
]


@pytest.mark.parametrize("text", BESIDE_THANKS)
def test_kind_words_in_the_same_sentence_outweigh_no_danger(text: str) -> None:
    assert screen([text])[0].lane == "care"


BESIDE_A_DATE = [
    "I lost her ten years ago and an hour ago I took all my pills.",
    "I just took an overdose, I should have done it years ago.",
    "My baby died at 18 weeks and tonight I took all the codeine.",
    "There was a time I had hope, but tonight I took all the tablets.",
    "There was a time when I'd have called you, but I've swallowed them all.",
    "In my twenties I buried two boys and tonight I took the lot.",
    "He died years ago and I wrote the goodbye letters tonight.",
    "I stood on the bridge tonight, same as years ago.",
    "By the time you get this I'll be gone, the train comes at six, look after the cat.",
    "When you read this I'll be gone, my tenancy is paid up, the keys are in the drawer.",
    "I won't be here at Christmas, I'll be with my son.",
]
"""Nearly every message of grief bears a date: it is no reason to call a plan past."""


@pytest.mark.parametrize("text", BESIDE_A_DATE)
def test_a_plan_is_a_plan_whatever_date_stands_beside_it(text: str) -> None:
    verdict = screen([text])[0]
    assert (verdict.lane, verdict.crisis) == ("care", "3")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_sounds_like_danger_is_left_alone(text: str) -> None:
    assert screen([text])[0].crisis not in ("2", "3", "D")


@pytest.mark.parametrize(("tier", "text"), BESIDE_KIND_WORDS)
def test_kind_words_and_other_peoples_words_beside_it_take_no_danger_back(tier: str, text: str) -> None:
    verdict = screen([text])[0]
    assert (verdict.lane, verdict.crisis) == ("care", tier)


@pytest.mark.parametrize(
    "sentences",
    [
        ["Tomorrow is her birthday.", "I'm going to spend it with her.", "I've got everything planned."],
        ["I have given my good coat away.", "Where I'm going it isn't cold."],
    ],
)
def test_what_only_two_sentences_say_together_reaches_a_person(sentences: list[str]) -> None:
    assert {verdict.lane for verdict in screen(sentences)} == {"open"}
    assert screen([" ".join(sentences)])[0].lane == "care"


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows he hits me.",
        "I never told anyone he beats me",
        "nobody knows I took the tablets",
        "gonna kill myself",
        "im gona kil my self",
        "i wana die",
        "suicidal",
        "I have hurt myself on purpose",
        "no point living any more",
    ],
)
def test_what_is_said_barely_reaches_a_person(text: str) -> None:
    assert screen([text])[0].lane == "care"


@pytest.mark.parametrize(
    "text",
    [
        "He never hits me.",
        "I'm not suicidal, just very sad.",
        "I hurt myself falling off the ladder, so I can't come on Sunday.",
        "There is no point going on about it.",
        "I'm going to kill it at the interview for you.",
    ],
)
def test_what_only_looks_like_it_does_not(text: str) -> None:
    assert screen([text])[0].crisis not in ("2", "3", "D")
