"""Danger stays danger whatever stands beside it in the same sentence: a date, thanks, a denial of something else."""

import pytest

from alongside.gate import screen

DANGERS = {
    "I want to kill myself": "2",
    "I think everyone would be better off without me": "2",
    "my husband hits me": "D",
    "my boyfriend said he will kill me if I leave": "D",
    "I have a fever of 40 and my stitches smell": "M",
}
BEFORE = [
    "My son died two years ago",
    "Since my baby died last year nothing is good",
    "Last year was the worst of my life",
    "That was in 2015",
    "I am grateful that I held him",
    "Today I feel different",
    "lol sorry to bother you",
    "No",
    "I have nobody",
    "I have told no one",
    "Nothing helps",
]
JOINS = [", {}", " and {}", ", but {}", " - {}", "\n{}", "... {}", " \u2764\ufe0f {}", "; {}"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("danger", DANGERS)
def test_it_is_raised_behind_a_date_or_a_denial(before: str, danger: str) -> None:
    texts = [before + join.format(danger) for join in JOINS]
    assert {text: verdict.crisis for text, verdict in zip(texts, screen(texts), strict=True)} == dict.fromkeys(
        texts, DANGERS[danger]
    )


@pytest.mark.parametrize(
    ("nobody", "danger"),
    [
        ("No", "quiero morir"),
        ("Je n'ai personne", "je veux mourir"),
        ("Ik heb niemand", "ik wil dood"),
        ("Nie", "chc\u0119 si\u0119 zabi\u0107"),
    ],
)
def test_so_it_is_in_other_languages(nobody: str, danger: str) -> None:
    texts = [f"{nobody}{join}{danger}." for join in (", ", " - ", "\n", "... ")]
    assert {verdict.lane for verdict in screen(texts)} == {"care"}


@pytest.mark.parametrize(
    "text",
    [
        "Ten years ago I wanted to die.",
        "I wanted to die, back then, and now I grow tomatoes.",
        "In 2011 I tried to end my life.",
        "When I was seventeen my stepfather hit me.",
        "My first husband beat me, forty years ago.",
        "I used to think they'd all be better off without me.",
        "The suicidal thoughts are long behind me.",
        "I do not want to die.",
        "I never thought about killing myself.",
    ],
)
def test_what_is_past_or_denied_itself_raises_nobody(text: str) -> None:
    assert screen([text])[0].crisis in ("none", "0")


def test_a_laugh_leaves_a_sign_of_ones_own_danger_and_all_of_anothers() -> None:
    own, others, not_meant = screen(["I want to die lol", "my husband hits me lol", "I want to die lol not joking"])
    assert (own.crisis, others.crisis, not_meant.crisis) == ("1", "D", "2")


def test_a_date_behind_it_that_is_of_something_else_makes_nothing_past() -> None:
    texts = ["My hubby hit me, we married in 2012", "I thought about ending it because he died in 2015"]
    assert [verdict.lane for verdict in screen(texts)] == ["care", "care"]


def test_a_time_that_is_near_makes_nothing_past() -> None:
    dated = [f"{before}, last night I wanted to die" for before in BEFORE[:3]]
    assert {verdict.crisis for verdict in screen(dated)} == {"2"}


@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("My husband hit me when I was holding the baby.", "care"),
        ("My partner threatened to kill me when I was packing.", "care"),
        ("I cut myself when I was in the bath tonight", "care"),
        ("I wanted to die when my husband died last week.", "care"),
        ("My dad beat me when I was only 12.", "open"),
        ("I wanted to die when my husband died.", "open"),
        ("I wanted to die in 2021.", "open"),
        ("I wanted to die in 2012, and this morning I held my grandson.", "open"),
    ],
)
def test_only_a_time_long_ago_makes_blows_past_and_a_time_of_today_makes_nothing_past(text: str, lane: str) -> None:
    assert screen([text])[0].lane == lane
