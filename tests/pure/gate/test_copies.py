"""Near copies of one another are grouped; different messages are not, however many there are."""

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.gate import fingerprint, near_copies
from alongside.gate.copies import LEAST, alike
from alongside.gate.fingerprints import ALIKE

MESSAGE = "We lit a candle for your little boy tonight, and the whole street is thinking of you and of his sisters."
COPIES = [
    MESSAGE.upper(),
    "Dear both, " + MESSAGE,
    MESSAGE + " With love, the neighbours",
    MESSAGE.replace(", and", " …\n\n  and").replace(" ", "\u00a0"),
    MESSAGE.replace("candle", "candel"),
    MESSAGE + " 🕯️💙",
    MESSAGE.replace("whole ", ""),
]
OTHERS = [
    "We lit a candle for your little girl this morning. Call us whenever you like, day or night.",
    "The whole street is collecting for a bench by the river, and we would like to ask what should stand on it.",
    "I am so sorry for your loss.",
    "So sorry. I do not know what to say, and I am here.",
]
WORDS = some.lists(some.text(string.ascii_lowercase, min_size=2, max_size=9), min_size=1, max_size=40)


@pytest.mark.parametrize("copy", COPIES)
def test_a_message_sent_again_is_grouped(copy):
    assert near_copies([MESSAGE, OTHERS[0], copy]) == [[0, 2]]
    assert (fingerprint(MESSAGE) ^ fingerprint(copy)).bit_count() <= ALIKE


def test_different_messages_are_not():
    assert near_copies([MESSAGE, *OTHERS]) == []


def test_groups_and_their_texts_come_in_order():
    texts = [OTHERS[0], MESSAGE, OTHERS[1], COPIES[1], OTHERS[0] + " Anna", COPIES[0]]
    assert near_copies(texts) == [[0, 4], [1, 3, 5]]


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["👣", "👣"], ["?", "!"], [MESSAGE]])
def test_without_words_or_company_there_is_nothing_to_group(texts):
    assert near_copies(texts) == []


def test_one_word_alone_is_a_copy_of_itself():
    assert near_copies(["Amen", "amen 🙏", "Hope"]) == [[0, 1]]


@given(some.lists(some.text(max_size=80), max_size=12))
def test_whatever_is_written_is_in_one_group_at_most(texts):
    groups = near_copies(texts)
    places = [at for group in groups for at in group]
    assert len(places) == len(set(places))
    assert all(len(group) > 1 and group == sorted(group) for group in groups)
    assert groups == sorted(groups)


@given(WORDS, WORDS)
def test_two_texts_are_grouped_only_when_they_share_enough(one, other):
    first, second = " ".join(one), " ".join(other)
    assert alike(first, second) == alike(second, first)
    assert near_copies([first, second]) in ([], [[0, 1]])
    if alike(first, second) < LEAST:
        assert near_copies([first, second]) == []


@given(WORDS)
def test_the_same_words_are_always_grouped(words):
    text = " ".join(words)
    assert near_copies([text, text.title() + "!"]) == [[0, 1]]


def test_copies_are_found_among_thousands_and_nothing_else_is():
    chance = random.Random(5)
    words = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(800)]
    texts = [" ".join(chance.choices(words, k=chance.randint(20, 60))) for _ in range(2000)]
    changed = [text.split(" ") for text in texts[:400]]
    for one in changed:
        one[chance.randrange(len(one))] = "otherwise"
    groups = near_copies(texts + [" ".join(one) for one in changed])
    assert sum(group == [group[0], 2000 + group[0]] for group in groups) >= 396
    assert all(len(group) == 2 and group[1] == 2000 + group[0] for group in groups)


def test_thousands_of_copies_of_one_message_are_one_group():
    texts = [f"{MESSAGE} number{at}" for at in range(3000)]
    assert near_copies(texts) == [list(range(3000))]
