"""A host's own rules: read from a file, used like any other, and refused in a sentence that says what to mend."""

import pytest

from alongside.gate import RulesError, Surroundings, coach, read_rules, screen
from alongside.gate.surroundings import HostRule

RULES = """
[sets]
bird = ["heron", "grey heron"]
place = ["<bird> bank", "<bird> trust"]

[[rules]]
id = "bank"
phrases = ["blue <place>"]
unless = ["blue heron bank holiday"]
label = "scam"
weight = 0.9
why = "This name was used to ask families for money."

[[rules]]
id = "guide"
phrases = ["light a lamp at noon"]
family = "H09"
"""


def test_a_file_becomes_rules() -> None:
    bank, guide = read_rules(RULES)
    assert (bank.id, bank.label, bank.weight) == ("bank", "scam", 0.9)
    assert (guide.label, guide.family, guide.why) == ("hurt", "H09", HostRule("", ()).why)
    assert read_rules("") == ()


@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("Send it to the Blue Heron Trust, my dear.", "safety"),
        ("Send it to the blue grey heron bank.", "safety"),
        ("We met on the blue heron bank holiday.", "open"),
        ("The heron stood on the bank.", "open"),
        ("You should light a lamp at noon.", "gentle"),
    ],
)
def test_they_are_used_like_any_other(text: str, lane: str) -> None:
    assert screen([text], surroundings=Surroundings(rules=read_rules(RULES)))[0].lane == lane


def test_the_coach_knows_them() -> None:
    notes = coach("Light a lamp at noon.", surroundings=Surroundings(rules=read_rules(RULES)))
    assert [(note.phrase, note.family) for note in notes] == [("Light a lamp at noon", "H09")]


def test_a_verdict_says_that_the_host_had_a_say() -> None:
    usual = screen(["a"])[0].version
    with_rules = screen(["a"], surroundings=Surroundings(rules=read_rules(RULES)))[0].version
    without_some = screen(["a"], surroundings=Surroundings(off=frozenset(("H11",))))[0].version
    assert with_rules.startswith(f"{usual}+")
    assert without_some.startswith(f"{usual}+")
    assert with_rules != without_some


@pytest.mark.parametrize("text", ["Time heals.", "You chose to kill."])
def test_a_family_that_is_off_is_not_looked_for(text: str) -> None:
    found = screen([text])[0]
    assert found.hurt
    without = screen([text], surroundings=Surroundings(off=frozenset(found.hurt)))[0]
    assert (without.hurt, without.lane) == ((), "open")


def test_threats_are_looked_for_whatever_is_off() -> None:
    assert screen(["Kill yourself."], surroundings=Surroundings(off=frozenset(("H28",))))[0].lane == "safety"


WRONG = [
    ("rules = 3", "rules are written as"),
    ("[[rules]", "it is not TOML"),
    ("[[rulez]]\nid = 'a'", "not rulez"),
    ("[sets]\na = 'b'", "a set is written as"),
    ("[[rules]]\nphrases = ['a']", "rule 1 needs an id"),
    ("[[rules]]\nid = 'Big Bank'\nphrases = ['a']", "rule 1 needs an id"),
    ("[[rules]]\nid = 'a'", "rule “a” needs phrases"),
    ("[[rules]]\nid = 'a'\nphrases = []", "rule “a” needs phrases"),
    ("[[rules]]\nid = 'a'\nphrases = ['b (c']", "brackets do not match"),
    ("[[rules]]\nid = 'a'\nphrases = ['<bird> b']", "there is no set <bird>"),
    ("[sets]\nx = ['<x>']\n[[rules]]\nid = 'a'\nphrases = ['<x> b']", "there is no set <x>"),
    ("[[rules]]\nid = 'a'\nphrases = ['..']", "rule “a”: nothing to look for"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nunless = ['c)']", "brackets do not match"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nlabel = 'crisis'", "can have as label only"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nweight = 7", "a weight from 0 to 1"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nfamily = 'H31'", "only H01 to H30"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nwhy = ''", "only a sentence"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\nwieght = 1", "has wieght"),
    ("[[rules]]\nid = 'a'\nphrases = ['b']\n[[rules]]\nid = 'a'\nphrases = ['c']", "two rules are called “a”"),
]


@pytest.mark.parametrize(("text", "sentence"), WRONG)
def test_what_is_wrong_is_told_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(RulesError) as told:
        read_rules(text)
    assert sentence in str(told.value)
    assert "\n" not in str(told.value)


def test_an_address_is_a_phrase_though_a_full_stop_stands_in_it() -> None:
    rules = (HostRule("shop", ("wreaths.example",), label="spam", weight=0.9, why="They pester families."),)
    verdict = screen(["Lovely wreaths, visit wreaths.example for more."], surroundings=Surroundings(rules=rules))[0]
    assert [finding.rule for finding in verdict.findings if "shop" in finding.rule] == ["host.shop"]
