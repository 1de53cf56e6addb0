"""Drafts: what is typed is kept, on every way that two windows, two keepers or a lost answer can cross."""

import datetime
import uuid

import pytest

from alongside.ground import ids
from alongside.ground.errors import NotThere
from alongside.letters import draft, outside, publishing, queries
from alongside.letters.draft import ChangedMeanwhile, Draft, Unfit
from alongside.letters.models import Letter, LetterVersion
from tests import given

pytestmark = pytest.mark.django_db

LATER = given.NOW + datetime.timedelta(seconds=5)
NAUGHTY = (
    "  spaces stay  ", "\tleading tab", "<script>alert(1)</script>", "'; DROP TABLE letters; --", "{{ letter }}{% if %}",
    "👩‍👧‍👦 🕯️ ❤️‍🔥", "مرحبا ‏ عالم", "שלום", "zero\u200bwidth\ufeff", "\u202eright to left override", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L", "%s %(name)s %d",
    "line\u2028separator", "\x01\x7f control", "NULL", "undefined", "0/0", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "a\n\n\n\nb", "\U0010ffff",
)  # fmt: skip


def _save(keeper, letter_id, words, *, seen, window="", now=LATER, **more):
    return draft.save(
        keeper=keeper, letter_id=letter_id, draft=Draft(words=words, **more), seen=seen, window=window, now=now
    )


def _begin(keeper, words="We light a candle.", **more):
    return draft.begin(keeper=keeper, draft=Draft(words=words, **more), now=given.NOW)


def _earlier(letter_id):
    return [row.words for row in LetterVersion.objects.filter(letter=letter_id).order_by("id")]


@pytest.mark.parametrize("words", NAUGHTY)
def test_whatever_is_typed_comes_back_as_it_was(words):
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, words, title="x" + words.strip()[:100])
    row = queries.one(keeper=keeper, letter_id=saved.id)
    assert row.words == words
    assert row.title == ("x" + words.strip()[:100]).strip()
    publishing.publish(keeper=keeper, letter_id=saved.id, seen=1, now=given.NOW)
    assert given_words(keeper) == [words]


def given_words(keeper):
    Letter.objects.update(shown_audience="public")
    return [letter.words for letter in outside.on_face(guest=given.a_guest(keeper.space)).letters]


def test_line_ends_are_kept_as_one_kind():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "one\r\ntwo\rthree\nfour")
    assert queries.one(keeper=keeper, letter_id=saved.id).words == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"words": "a" * 50_001}, "words"),
        ({"words": "nul\0nul"}, "words"),
        ({"words": "half \ud800 a letter"}, "words"),
        ({"title": "t" * 201}, "title"),
        ({"audience": "the moon"}, "audience"),
        ({"language": "en<script>"}, "language"),
        ({"language": "en-" + "x" * 20}, "language"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(wrong, field):
    keeper = given.a_keeper(given.a_space())
    with pytest.raises(Unfit) as refused:
        draft.begin(keeper=keeper, draft=Draft(**wrong), now=given.NOW)
    assert list(refused.value.problems) == [field]
    assert not Letter.objects.exists()


def test_an_empty_new_letter_is_not_kept():
    keeper = given.a_keeper(given.a_space())
    assert _begin(keeper, " \n ").version == 0
    assert not Letter.objects.exists()


def test_a_letter_speaks_the_spaces_language_unless_it_says_otherwise():
    keeper = given.a_keeper(given.a_space(language="pt"))
    one, other = _begin(keeper), _begin(keeper, "مرحبا", language="ar")
    assert queries.one(keeper=keeper, letter_id=one.id).language == "pt"
    assert queries.one(keeper=keeper, letter_id=other.id).language == "ar"


def test_typing_on_keeps_no_row_for_every_pause():
    keeper = given.a_keeper(given.a_space())
    whole = "Dear all, thank you."
    saved = _begin(keeper, whole[:1])
    for length in range(2, len(whole) + 1):
        saved = _save(keeper, saved.id, whole[:length], seen=saved.version)
    assert saved.version == len(whole)
    assert _earlier(saved.id) == []


def test_what_is_taken_out_can_be_found_again_and_brought_back():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "We are angry. We are sad.")
    saved = _save(keeper, saved.id, "We are sad.", seen=1)
    (earlier,) = queries.versions(keeper=keeper, letter_id=saved.id).versions
    assert earlier.words == "We are angry. We are sad."
    saved = draft.bring_back(keeper=keeper, letter_id=saved.id, version_id=earlier.id, seen=2, now=LATER)
    assert queries.one(keeper=keeper, letter_id=saved.id).words == "We are angry. We are sad."
    assert draft.bring_back(keeper=keeper, letter_id=saved.id, version_id=earlier.id, seen=3, now=LATER).version == 3


def test_deleting_letter_by_letter_keeps_one_row():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "Nothing of this is lost.")
    for length in range(23, -1, -1):
        saved = _save(keeper, saved.id, "Nothing of this is lost."[:length], seen=saved.version)
    assert queries.one(keeper=keeper, letter_id=saved.id).words == ""
    assert _earlier(saved.id) == ["Nothing of this is lost."]


def test_a_new_sitting_and_another_keepers_hand_keep_what_stood_there():
    space = given.a_space()
    mira, jonas = given.a_keeper(space, "Mira"), given.a_keeper(space, "Jonas")
    saved = _begin(mira, "One")
    saved = _save(mira, saved.id, "One two", seen=1, now=given.NOW + datetime.timedelta(days=1))
    saved = _save(jonas, saved.id, "One two three", seen=2, now=given.NOW + datetime.timedelta(days=1))
    assert _earlier(saved.id) == ["One", "One two"]


def test_a_page_that_is_out_of_date_overwrites_nothing_and_both_texts_are_kept():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "Begun.")
    _save(keeper, saved.id, "Begun here.", seen=1, window="here")
    for _again in range(2):
        with pytest.raises(ChangedMeanwhile) as refused:
            _save(keeper, saved.id, "Begun there.", seen=1, window="there")
        assert refused.value.status == 409
    assert queries.one(keeper=keeper, letter_id=saved.id).words == "Begun here."
    assert _earlier(saved.id) == ["Begun there."]


def test_a_page_whose_last_answer_was_lost_goes_on():
    keeper = given.a_keeper(given.a_space())
    new = ids.new_id()
    assert _save(keeper, new, "Dear", seen=0, window="w").version == 1
    assert _save(keeper, new, "Dear", seen=0, window="w").version == 1
    assert _save(keeper, new, "Dear all", seen=0, window="w").version == 2
    with pytest.raises(ChangedMeanwhile):
        _save(keeper, new, "Dear me", seen=0, window="")


def test_the_same_words_from_an_old_page_are_no_conflict():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "One")
    _save(keeper, saved.id, "One two", seen=1)
    assert _save(keeper, saved.id, "One two", seen=1).version == 2


def test_a_change_of_audience_alone_is_a_new_version():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "One")
    assert _save(keeper, saved.id, "One", seen=1, audience="public").version == 2


def test_another_spaces_letter_is_not_there_and_its_id_is_not_taken_over():
    mira, noor = given.a_keeper(given.a_space()), given.a_keeper(given.a_space("noor", keeper="Noor"), "Noor")
    saved = _begin(mira)
    for seen in (0, 1):
        with pytest.raises(NotThere):
            _save(noor, saved.id, "Mine now", seen=seen)
    with pytest.raises(NotThere):
        _save(mira, uuid.uuid4(), "Never begun", seen=3)
    assert queries.one(keeper=mira, letter_id=saved.id).words == "We light a candle."


def test_a_version_of_another_letter_cannot_be_brought_back_here():
    keeper = given.a_keeper(given.a_space())
    one, other = _begin(keeper, "one"), _begin(keeper, "other")
    _save(keeper, other.id, "changed", seen=1)
    foreign = LetterVersion.objects.get().pk
    with pytest.raises(NotThere):
        draft.bring_back(keeper=keeper, letter_id=one.id, version_id=foreign, seen=1, now=LATER)


def test_earlier_versions_come_in_pages_and_none_is_skipped():
    keeper = given.a_keeper(given.a_space())
    saved = _begin(keeper, "text 0")
    for turn in range(1, 36):
        saved = _save(keeper, saved.id, f"text {turn}", seen=turn)
    first = queries.versions(keeper=keeper, letter_id=saved.id)
    rest = queries.versions(keeper=keeper, letter_id=saved.id, older_than=first.older)
    assert rest.older is None
    assert [row.words for row in (*first.versions, *rest.versions)] == [f"text {turn}" for turn in range(34, -1, -1)]
