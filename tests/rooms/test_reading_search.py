"""Search: what a keeper finds again, by which words, and what they never find."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.door import mending, settle
from alongside.door.models import Message
from alongside.ground import search, terms
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.reading import searching, shelf
from alongside.spaces.models import Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hardly_any_row_is_looked_through(monkeypatch):
    """So that the index is asked in a small space too, where every row would be looked through otherwise."""
    monkeypatch.setattr(search, "LOOKED_THROUGH", 1)
    monkeypatch.setattr(search, "LOOKED_FURTHER", 2)


def sent(space: Space, *told: str, by: str = "Ada") -> list[Message]:
    """These words, as the gate lets them through."""
    messages = [cast.a_message(space, cast.a_draft(words, name=by), state=State.WAITING) for words in told]
    while settle.settle_waiting(now=NOW).settled:
        pass
    return messages


def found(space: Space, asked: str, *, name: str = "Mira") -> list[str]:
    return [message.words for message in searching.find(keeper=cast.a_keeper(space, name), asked=asked).messages]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("We light a candle for you.", "candle"),
        ("We light a candle for you.", "CANDLE light"),
        ("We light a candle for you.", "you cand"),  # the beginning of the last word
        ("Renée and Zoë send their love.", "renee zoe"),
        ("Renee sends her love.", "Renée"),
        ("Große Liebe, für immer.", "grosse fur"),
        ("Smuciło nas to ogromnie, łączymy się.", "smucilo laczymy"),
        ("Sørgmodig, men med håb.", "sorgmodig hab"),
        ("İçimiz yanıyor.", "icimiz yaniyor"),
        ("Мы скорбим вместе с вами, Ёлка.", "скорбим елка"),
        ("Σας σκεφτόμαστε, Ανδρέας", "ΑΝΔΡΕΑΣ σκεφτ"),
        ("السَّلامُ عليكم ورحمة الله", "السلام ورحمة"),
        ("שָׁלוֹם לכם", "שלום"),
        ("हम आपके साथ हैं।", "साथ हैं"),
        ("我们爱你们，一直都在", "爱你"),
        ("我们爱你们，一直都在", "爱"),
        ("ご冥福をお祈りいたします", "冥福 お祈り"),
        ("삼가 고인의 명복을 빕니다", "명복"),
        ("ขอแสดงความเสียใจด้วย", "เสียใจ"),
        ("ＬＩＮＡ　２０２６", "lina 2026"),
        ("Born on ٢ March", "2 march"),
        ("It wasn’t your fault, don't think so.", "wasn't don’t"),
        ("Love, love and love again", '"love" again*'),
        ("NEAR the river, OR by the sea, NOT alone", "near or not"),
        ("a\tb\nc words:both", "b words both"),
        ("The co\u00adoperative, zero\u200bwidth", "cooperative zerowidth"),
    ],
)
def test_what_is_found_by_what(words, asked):
    space = cast.a_space()
    sent(space, words, "Something else.")
    assert found(space, asked) == [words]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("We light a candle for you.", "andle"),
        ("We light a candle for you.", "candles"),
        ("We light a candle for you.", "candle lamp"),
        ("We light a candle for you.", "cand you"),  # only the last word may be a beginning
        ("We light a candle for you.", "c"),  # one letter is a whole word
        ("我们爱你们", "爱他"),
        ("हम आपके साथ हैं।", "साथी"),
        ("We light a candle for you.", "words:candle"),
    ],
)
def test_what_is_not_found(words, asked):
    space = cast.a_space()
    sent(space, words)
    assert found(space, asked) == []


@pytest.mark.parametrize("asked", ["…!?", "*", '"', "' --", "()", "%", "_", "\\", "❤️", " \n\t", "-", "\ud800", "\x00"])
def test_without_a_word_nothing_is_found(asked):
    space = cast.a_space()
    sent(space, "We light a candle for you. 100% _ * \\ ❤️")
    assert found(space, asked) == []


@pytest.mark.parametrize(
    "asked",
    ['"candle', "candle*", "candle AND", "NOT candle", "candle)", "candle' OR '1'='1", "candle:*&|!", "^candle"],
)
def test_signs_of_a_query_language_are_only_signs(asked):
    space = cast.a_space()
    sent(space, "not and or 1 1 candle", "We remember.")
    assert found(space, asked) == ["not and or 1 1 candle"]


def test_a_name_or_a_relation_finds_what_they_wrote():
    space = cast.a_space()
    for words, name in (("First.", "Ada Lovelace"), ("Second.", "Émile Roux"), ("Third.", "Ada Byron")):
        sent(space, words, by=name)
    assert found(space, "ada") == ["Third.", "First."]
    assert found(space, "ada love") == ["First."]
    assert found(space, "emile second") == ["Second."]


def test_newest_first_a_page_at_a_time_without_a_gap():
    space = cast.a_space()
    sent(space, *(f"Candle {number}" for number in range(7)), "Nothing of it.")
    keeper = cast.a_keeper(space)
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        page = searching.find(keeper=keeper, asked="candle", cursor=cursor, limit=2)
        seen, cursor = [*seen, *(message.words for message in page.messages)], page.next_cursor
    assert (seen, cursor) == ([f"Candle {number}" for number in range(6, -1, -1)], "")


@pytest.mark.parametrize("dear", [0, 20])
@pytest.mark.parametrize("looked", [(1, 2), (4, 9), (3_000, 9_000)])
def test_the_same_is_found_however_it_is_looked_for(monkeypatch, looked, dear):
    monkeypatch.setattr(search, "LOOKED_THROUGH", looked[0])
    monkeypatch.setattr(search, "LOOKED_FURTHER", looked[1])
    monkeypatch.setattr(search, "DEAR", dear)
    chance = random.Random(sum(looked) + dear)
    space = cast.a_space()
    told = [" ".join(chance.choices(("an", "and", "angel", "be", "bell", "candle"), k=3)) for _ in range(40)]
    sent(space, *told, by="")
    for asked in ("an", "a", "be", "angel be", "candle an", "and angel", "bell candle ange", "bells", "angel xy"):
        expected = [words for words in reversed(told) if holds(words, asked)]
        assert found(space, asked) == expected[:20], asked


def holds(words: str, asked: str) -> bool:
    """What a search means, said plainly."""
    whole, beginning = terms.asked_for(asked)
    return {*whole} <= {*words.split()} and any(word.startswith(beginning) for word in words.split())


@pytest.mark.parametrize("cursor", ["x", "12", "0" * 32, "'"])
def test_a_cursor_that_is_none(cursor):
    space = cast.a_space()
    sent(space, "A candle.")
    with pytest.raises(NotThere):
        searching.find(keeper=cast.a_keeper(space), asked="candle", cursor=cursor)


def test_another_familys_words_and_places_are_not_there():
    space, other = cast.a_space(), cast.a_space("other", keeper="Noor")
    sent(space, "A candle for Lina.")
    (theirs,) = sent(other, "A candle for someone else.")
    assert found(space, "candle") == ["A candle for Lina."]
    with pytest.raises(NotThere):
        searching.find(keeper=cast.a_keeper(space), asked="candle", cursor=str(theirs.pk))


def test_what_nothing_has_read_is_not_found():
    space = cast.a_space()
    cast.a_message(space, cast.a_draft("A candle."), state=State.WAITING)
    assert found(space, "candle") == []


@pytest.mark.parametrize(("lane", "is_found"), [("open", True), ("gentle", True), ("safety", False), ("care", False)])
def test_a_decision_at_the_desk_decides_what_is_found(lane, is_found):
    space = cast.a_space()
    _before, message, _after = sent(space, "Candle one.", "Candle two.", "Candle three.")
    for to in ("safety", lane):
        version = Message.objects.get(pk=message.pk).version
        assert settle.move(space=space, message_id=message.pk, to=State(to), seen_version=version)
    expected = ["Candle three.", "Candle two.", "Candle one."] if is_found else ["Candle three.", "Candle one."]
    assert found(space, "candle") == expected  # where it came, not when it was let through


def test_what_is_put_away_stays_away_for_that_keeper_alone():
    space = cast.a_space()
    first, *_ = sent(space, "Candle one.", "Candle two.", "Candle three.")
    keeper = cast.a_keeper(space)
    shelf.never_again(keeper=keeper, message_id=first.pk, now=NOW)
    assert found(space, "candle") == ["Candle three.", "Candle two."]
    assert "Candle one." in found(space, "candle", name="Jonas")
    shelf.bring_back(keeper=keeper)
    assert found(space, "candle") == ["Candle three.", "Candle two.", "Candle one."]


def test_a_page_is_full_though_most_of_what_matches_was_put_away():
    space = cast.a_space()
    messages = sent(space, *(f"Candle {number}" for number in range(40)))
    keeper = cast.a_keeper(space)
    for message in messages[3:38]:
        shelf.never_again(keeper=keeper, message_id=message.pk, now=NOW)
    page = searching.find(keeper=keeper, asked="candle", limit=4)
    assert [message.words for message in page.messages] == ["Candle 39", "Candle 38", "Candle 2", "Candle 1"]
    rest = searching.find(keeper=keeper, asked="candle", limit=4, cursor=page.next_cursor)
    assert ([message.words for message in rest.messages], rest.next_cursor) == (["Candle 0"], "")


def test_words_that_were_mended_are_gone_at_once_and_the_new_ones_found_when_they_are_read():
    space = cast.a_space()
    (message,) = sent(space, "A lantern for you.")
    mending.mend(receipt=message.receipt, draft=cast.a_draft("A candle for you."), seen=0, now=NOW)
    assert (found(space, "lantern"), found(space, "candle")) == ([], [])
    settle.settle_waiting(now=NOW)
    assert (found(space, "lantern"), found(space, "candle")) == ([], ["A candle for you."])


def test_words_that_were_taken_back_are_gone_at_once():
    space = cast.a_space()
    message, _other = sent(space, "A candle for you.", "A candle for her.")
    mending.withdraw(receipt=message.receipt, now=NOW)
    assert found(space, "candle") == ["A candle for her."]
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM door_findable WHERE words <> ''")
        assert len(cursor.fetchall()) == 1


def test_what_is_asked_is_no_longer_than_a_search():
    keeper = cast.a_keeper(cast.a_space())
    with pytest.raises(searching.TooMuchAsked):
        searching.find(keeper=keeper, asked="candle " * 30)
    assert searching.find(keeper=keeper, asked=" ".join("abcdefghijklmnopqrstuvwxyz" * 3)).messages == ()


@pytest.mark.parametrize("many", [3, 30])
def test_a_search_costs_the_same_however_much_there_is(many):
    space = cast.a_space()
    sent(space, *(f"Candle {number}" for number in range(many)))
    keeper = cast.a_keeper(space)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        searching.find(keeper=keeper, asked="candle", limit=20)
    assert len(asked) <= 6


def test_a_very_long_word_is_found_by_its_beginning_and_whole():
    space = cast.a_space()
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    sent(space, word)
    assert found(space, word) == found(space, word[:12]) == [word]
