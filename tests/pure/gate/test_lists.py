"""Lists of single words: what stands in the files is what code asks for, and a slip in a name is noticed."""

import ast
import re
from importlib.resources import files
from pathlib import Path
from typing import get_type_hints

import pytest

from alongside.gate.folding import fold
from alongside.gate.joining import JOINS, Joins
from alongside.gate.kinds import SIGNS
from alongside.gate.listed import told_in
from alongside.gate.tokens import Known, words_of
from alongside.gate.wordlists import _File, folded_words
from tests.house import plan

WORDS = Path(str(files("alongside.gate"))) / "words"
FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted(WORDS.glob("*/*.toml")) if path.stem != "families"}
EVERYDAY = [place for place in FILES if place.endswith("/everyday")]


def asked_for(function: str) -> set[str]:
    """The names of lists that the code of the gate asks for with a function."""
    calls = (
        node
        for module in plan.modules()
        if module.room == "gate"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == function
    )
    return {str(one.args[0].value) for one in calls if one.args and isinstance(one.args[0], ast.Constant)}


OTHERWISE = {
    "everyday": asked_for("everyday"),
    "redacting": asked_for("_listed"),
    "contractions": {"endings", "s", "written_out"},
    "signs": {"signs"},
    "meanings": {"meanings"},
    "names": {"names"},
}
"""What files hold that are no lists of phrases."""


@pytest.mark.parametrize("place", FILES)
def test_nothing_stands_in_a_file_that_nobody_asks_for(place):
    known = {*get_type_hints(_File), *JOINS}
    assert set(told_in(place)) <= OTHERWISE.get(place.rpartition("/")[2], known)


def test_whatever_is_asked_for_stands_in_the_english_files():
    assert set(told_in("en/everyday")) == asked_for("everyday")
    assert set(told_in("en/redacting")) == asked_for("_listed")
    assert set(told_in("en/context")) | set(told_in("en/clauses")) >= set(JOINS)
    assert tuple(told_in("en/signs")["signs"]) == SIGNS[-5:]


@pytest.mark.parametrize("place", FILES)
def test_a_line_that_is_too_wide_to_read_holds_one_phrase_alone(place):
    """So that who reviews a list, or a change of it, sees each phrase by itself."""
    wide = [line.strip() for line in FILES[place].read_text().splitlines() if len(line) > 124]
    assert [line[:60] for line in wide if not re.fullmatch(r'"[^"]*",|\w+ = \[?"[^"]*"\]?|#.*', line)] == []


@pytest.mark.parametrize("place", [*EVERYDAY, "en/clauses", "en/redacting"])
def test_a_list_is_of_single_words_each_of_them_once(place):
    for name, words in told_in(place).items():
        assert len(set(words)) == len(words), name
        assert [word for word in words if len(words_of(fold(word), Known()).words) != 1] == [], name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You'll come", "you will come"),
        ("youll come", "you will come"),
        ("it's Mila's", "it is milas"),
        ("I canNOT", "i can not"),
        ("thx u", "thx you"),
    ],
)
def test_what_is_written_short_is_read_as_it_is_meant(text, words):
    assert words_of(fold(text), Known()).words == words.split()


def test_english_words_count_beside_those_of_every_language_and_others_in_their_own():
    joins = Joins()
    joins.keep("en", {"but": ["but"], "writer": ["i"]}, folded_words)
    joins.keep("fr", {"but": ["mais", "Même"]}, folded_words)
    joins.keep("fr", {"but": ["pourtant"]}, folded_words)
    assert joins.of("but", "fr") == {"mais", "meme", "pourtant", "but"}
    assert joins.of("but", "es") == {"but"}
    assert joins.of("writer", "fr") == {"i"}
    assert joins.of("speakers", "fr") == set()
