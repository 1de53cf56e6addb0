"""Accepting: kept once for each key, as it was written, or refused with a sentence at the field."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.door import doors, intake, limits, mending
from alongside.door.draft import LONGEST_NAME, LONGEST_WORDS, WORDING, Draft, Unfit
from alongside.door.models import Kind, Message, Tally
from alongside.ground import ids
from alongside.spaces.models import Audience
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db


def accept(space, draft=None, key="a key", **more):
    return intake.accept(guest=cast.a_guest(space), draft=draft or cast.a_draft(), key=key, now=NOW, **more)


def test_a_message_waits_and_its_receipt_names_it() -> None:
    space = cast.a_space()
    receipt = accept(space)
    kept = Message.objects.get()
    assert (kept.id, kept.receipt, kept.state) == (receipt.id, receipt.token, "waiting")
    assert receipt.first
    assert (kept.words, kept.name, kept.arrived_at) == ("We light a candle for you tonight.", "Ada", NOW)


def test_the_same_key_is_the_same_message() -> None:
    space = cast.a_space()
    first = accept(space)
    again = accept(space)
    assert Message.objects.count() == 1
    assert again == first._replace(first=False)


def test_other_words_under_the_same_key_are_not_taken_for_the_first_ones() -> None:
    space = cast.a_space()
    first = accept(space)
    with pytest.raises(intake.OtherWords) as told:
        accept(space, cast.a_draft("Written after the answer was lost."))
    assert told.value.token == first.token
    assert Message.objects.get().words == "We light a candle for you tonight."


def test_the_same_sent_again_after_it_was_mended_is_still_the_same() -> None:
    space = cast.a_space()
    first = accept(space)
    mending.mend(receipt=first.token, draft=cast.a_draft("Mended."), seen=0, now=NOW)
    assert accept(space).token == first.token
    assert Message.objects.get().words == "Mended."


def test_the_same_key_in_another_space_is_another_message() -> None:
    accept(cast.a_space())
    accept(cast.a_space("other", keeper="Noor"))
    assert Message.objects.count() == 2


def test_nothing_is_shared_unless_the_writer_said_so() -> None:
    accept(cast.a_space())
    kept = Message.objects.get()
    assert (kept.audience, kept.may_print, kept.with_name) == (Audience.KEEPERS, False, False)


def test_a_message_says_what_its_writer_agreed_to_and_to_which_questions() -> None:
    accept(cast.a_space(), cast.a_draft(public=True, named=True))
    kept = Message.objects.get()
    assert (kept.audience, kept.may_print, kept.with_name) == (Audience.PUBLIC, False, True)
    assert (kept.arrived_at, kept.wording) == (NOW, WORDING)


UNFIT = [
    (Draft(kind="words", words=""), "words"),
    (Draft(kind="prayer", words=" \n "), "words"),
    (Draft(kind="memory"), "words"),
    (Draft(kind="name", name="  "), "name"),
    (Draft(kind="words", words="a" * (LONGEST_WORDS + 1)), "words"),
    (Draft(kind="candle", name="a" * (LONGEST_NAME + 1)), "name"),
    (Draft(kind="candle", relation="a" * 101), "relation"),
    (Draft(kind="candle", email="not an address"), "email"),
    (Draft(kind="parcel", words="x"), "kind"),
    (Draft(kind="", words="x"), "kind"),
    (Draft(kind="words", words="a\0b"), "words"),
    (Draft(kind="name", name="A\0"), "name"),
    (Draft(kind="words", words="half a pair: \ud83d"), "words"),
]


@pytest.mark.parametrize(("draft", "field"), UNFIT)
def test_what_cannot_be_kept_is_told_at_its_field_and_stores_nothing(draft: Draft, field: str) -> None:
    with pytest.raises(Unfit) as told:
        accept(cast.a_space(), draft)
    assert set(told.value.problems) == {field}
    assert told.value.problems[field]
    assert not Message.objects.exists()


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(Unfit) as told:
        accept(cast.a_space(), Draft(kind="words", email="no", name="x" * 300))
    assert set(told.value.problems) == {"words", "email", "name"}


@pytest.mark.parametrize("kind", [Kind.CANDLE, Kind.NAME])
def test_a_candle_or_a_name_needs_no_words(kind: str) -> None:
    accept(cast.a_space(), Draft(kind=kind, name="Ada"))
    assert Message.objects.get().words == ""


@pytest.mark.parametrize("key", ["", "k" * 101, "a\0b"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(intake.BadKey):
        accept(cast.a_space(), key=key)


def test_a_closed_door_takes_nothing_but_knows_what_it_has() -> None:
    space = cast.a_space()
    first = accept(space)
    space = type(space).objects.get(pk=space.pk)
    type(space).objects.update(door="closed")
    assert accept(space, key="a key").token == first.token
    with pytest.raises(doors.DoorClosed):
        accept(space, key="another key")


def test_a_sender_who_leaves_very_much_is_asked_to_wait() -> None:
    space = cast.a_space()
    for number in range(limits.MOST_IN_A_STRETCH):
        accept(space, key=f"key {number}", sender=limits.Sender("someone"))
    with pytest.raises(limits.TakesAMoment):
        accept(space, key="one more", sender=limits.Sender("someone"))
    accept(space, key="one more", sender=limits.Sender("someone else"))
    later = NOW + limits.STRETCH
    intake.accept(
        guest=cast.a_guest(space), draft=cast.a_draft(), key="later", sender=limits.Sender("someone"), now=later
    )
    assert Message.objects.count() == limits.MOST_IN_A_STRETCH + 2
    assert limits.forget(now=later + limits.STRETCH) == 5  # three counts of senders, two of everybody


def test_a_sender_hash_changes_with_the_day_and_the_secret() -> None:
    one = limits.sender_hash("192.0.2.7", secret="s", now=NOW)
    assert one == limits.sender_hash("192.0.2.7", secret="s", now=NOW + timedelta(hours=1))
    assert one != limits.sender_hash("192.0.2.7", secret="s", now=NOW + timedelta(days=1))
    assert one != limits.sender_hash("192.0.2.7", secret="t", now=NOW)
    assert "192" not in one


WRITTEN = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=500)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(words=WRITTEN.filter(str.strip), name=WRITTEN.filter(lambda name: len(name) <= LONGEST_NAME))
def test_any_text_is_kept_as_it_was_written(shared_space, words: str, name: str) -> None:
    receipt = accept(shared_space, Draft(words=words, name=name), key=ids.new_token())
    kept = Message.objects.get(pk=receipt.id)
    assert kept.words == words.replace("\r\n", "\n").replace("\r", "\n")
    assert kept.name == name.strip()


@pytest.fixture
def shared_space(db):
    return cast.a_space()


@pytest.mark.django_db(transaction=True)
def test_several_messages_of_one_sender_at_the_same_moment_are_all_kept() -> None:
    space = cast.a_space()

    def send(number: int) -> None:
        try:
            accept(space, key=f"at once {number}", sender=limits.Sender("a parish hall"))
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(send, range(12)))
    assert Message.objects.count() == 12
    assert set(Tally.objects.values_list("count", flat=True)) == {12}
