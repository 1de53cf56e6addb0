"""What teaches the gate tells of nobody: every word that stays is one that the word lists know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.gate import GAP, redact
from alongside.gate.tokens import ASK, BREAK
from alongside.gate.wordlists import folded_words, lexicon
from tests.pure.gate.odd_texts import TEXTS

NAMES = ("For Mira", "Lina", "Hope", "José", "the choir")
CASES = [
    ("We are so sorry. Time heals, my dear.", "We are so sorry. Time heals, my dear."),
    ("Dear Mira, I am so sorry about Lina. Love, Joan", "Dear […] I am so sorry about […]"),
    ("mira and JOSÉ and hope", "[…] and […] and […]"),
    ("Joan and I think of you.", "[…] and I think of you."),
    ("You can always have another, said Grace.", "You can always have another, said […]"),
    ("It was God's will.", "It was God's will."),
    ("Call me on 0171 2345678 or mail ada@example.org", "Call me on […] or mail […]"),
    ("call zero one seven one two three four five", "call […]"),
    ("look at www.example.org/a or bit.ly/b", "look at […] or […]"),
    ("write to ada at example dot org please", "write to […] at […] please"),
    ("We live at 12 Rosewood Lane in Bristol.", "We live at […] in […]"),
    ("早いうちでよかった", GAP),
    ("m i r a", "[…] i […] a"),
    ("Yours, M. L.", "[…]"),
    ("Grace is at peace. Rose’s heart is with you.", "[…] is at peace. […] heart is with you."),
    ("I am sorry. Hope, you are my dear.", "I am sorry. […] you are my dear."),
    ("May she rest. Will you come?", "May she rest. Will you come?"),
    ("TIME HEALS and FAITH does too.", "[…] and […] does too."),
    ("We saw Mrs. Rose there.", "We saw […] there."),
    ("with dr. Rose and with you", "with dr. […] and with you"),
    ("We love you. Rose", "We love you. […]"),
    ("We love you. Faith and Hope", "We love you. […]"),
    ("We love you.\nRose & Faith xx", "We love you. […]"),
    ("Rose,\nI am so sorry.", "[…] I am so sorry."),
    ("I think of you. I-Rose said so.", "I think of you. […] said so."),
    (
        "She came on monday, the first of two dozen, in June or in May.",
        "She came on […] of […] in […] or in […]",
    ),
    ("You may have a million years.", "You may have a […] years."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "redacted"), CASES)
def test_what_is_taken_out(text: str, redacted: str) -> None:
    assert redact(text, names=NAMES) == redacted


@given(TEXTS, st.lists(st.sampled_from(NAMES), max_size=3))
def test_nothing_stays_but_words_that_the_lists_know(text: str, names: list[str]) -> None:
    left = redact(text, names=names)
    kept = [word for piece in left.split() if piece != GAP for word in folded_words(piece) if word not in (BREAK, ASK)]
    told = {word for name in names for word in folded_words(name)}
    assert not told & set(kept)
    assert not any(character.isnumeric() or character == "@" for character in left)
    assert left.count(GAP) <= len(text.split())
    assert all(word.isalpha() or word in lexicon().known.words for word in kept)
