"""The likeliest fillings of a phrase: what everyday language puts where a phrase leaves a choice."""

import pytest

from alongside.gate import screen
from alongside.gate.grammar import Reader
from alongside.gate.tokens import BREAK
from alongside.gate.wordlists import folded_words
from tools.gate.fillings import Fillings, Language, held_fillings

TEXTS = (
    "Sorry, I couldn't make it. I could not make it to the service.",
    "She gave me everything. He gave me a lift. I may go home.",
    "The baker's bread. The bakery. The baker. The bakers.",
)
CHOICES = [
    ("i (could|might) .. (hurt myself|not make it)", ("i", "could", "not", "make", "it")),
    ("gave me (the lot|everything|all)?", ("gave", "me")),
    ("gave me (everything|all) $", ("gave", "me", "everything", BREAK)),
    ("bake~ bread", ("bakers", "bread")),
    ("i may _ home", ("i", "may", "*", "home")),
]


@pytest.fixture(scope="module")
def fillings() -> Fillings:
    return Fillings(Language(TEXTS))


@pytest.mark.parametrize(("phrase", "likeliest"), CHOICES)
def test_the_likeliest_words_come_first(fillings: Fillings, phrase: str, likeliest: tuple[str, ...]) -> None:
    assert fillings.of(Reader(folded_words, {}).read(phrase))[0][1] == likeliest


def test_what_was_met_is_likelier_than_what_was_not(fillings: Fillings) -> None:
    row = Reader(folded_words, {}).read("i could (not make it|hurt myself)")
    scores = {words[2]: score for score, words in fillings.of(row)}
    assert scores["not"] > scores["hurt"]


def test_words_that_never_stood_together_are_guessed_from_fewer() -> None:
    language = Language(TEXTS)
    assert language.next(("i", "could"), "not") > language.next(("she", "could"), "not") > language.next((), "not")
    assert language.next((), "everything") > language.next((), "never-met")


def test_what_is_told_is_held_by_the_rule_it_fills_and_the_commonest_comes_first() -> None:
    told = held_fillings("zh", ["我不想活了。"])
    assert told
    assert told == sorted(told, reverse=True)
    for one in told:
        (verdict,) = screen([f"{one.words}."])
        assert verdict.lane != "open"
        assert one.rule in {finding.rule for finding in verdict.findings}
