"""What a writer can do from their receipt, and what happens to a message that is taken back."""

from datetime import timedelta

import pytest

from alongside.door import mending, queries
from alongside.door.models import Consent, Message
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def test_mended_words_wait_again_because_nothing_has_read_them() -> None:
    message = given.a_message(given.a_space(), state=State.OPEN)
    mending.mend(receipt=message.receipt, draft=given.a_draft("Better words."), seen=0, now=LATER)
    message.refresh_from_db()
    assert (message.words, message.state, message.verdict, message.mended_at) == (
        "Better words.",
        "waiting",
        None,
        LATER,
    )


def test_a_stale_window_does_not_overwrite_newer_words() -> None:
    message = given.a_message(given.a_space())
    mending.mend(receipt=message.receipt, draft=given.a_draft("First window."), seen=0, now=LATER)
    with pytest.raises(mending.ChangedMeanwhile):
        mending.mend(receipt=message.receipt, draft=given.a_draft("Second window."), seen=0, now=LATER)
    assert Message.objects.get().words == "First window."


def test_the_ledger_gains_lines_only_when_an_answer_changed_and_begins_with_the_first() -> None:
    message = given.a_message(given.a_space(), given.a_draft(public=True, named=True))
    mending.mend(receipt=message.receipt, draft=given.a_draft("Other words.", public=True, named=True), seen=0, now=NOW)
    mending.mend(receipt=message.receipt, draft=given.a_draft(public=False, named=True), seen=1, now=LATER)
    lines = Consent.objects.order_by("at").values_list("at", "public", "print", "name")
    assert list(lines) == [(NOW, True, False, True), (LATER, False, False, True)]
    assert Message.objects.get().audience == "keepers"
    mending.mend(receipt=message.receipt, draft=given.a_draft(public=True), seen=2, now=LATER + timedelta(hours=1))
    assert list(lines.values_list("public", "name"))[1:] == [(False, True), (True, False)]
    assert Message.objects.get().audience == "public"


@pytest.mark.parametrize("state", ["waiting", "open", "gentle", "safety", "care"])
def test_a_message_can_be_taken_back_from_anywhere_and_for_good(state: str) -> None:
    message = given.a_message(given.a_space(), given.a_draft(email="ada@example.org", public=True), state=state)
    mending.withdraw(receipt=message.receipt, now=LATER)
    mending.withdraw(receipt=message.receipt, now=LATER + timedelta(hours=1))
    message.refresh_from_db()
    assert (message.state, message.withdrawn_at, message.email) == ("withdrawn", LATER, "")
    assert not queries.public_page(guest=given.a_guest(message.space)).messages


def test_a_message_that_was_taken_back_cannot_be_mended() -> None:
    message = given.a_message(given.a_space())
    mending.withdraw(receipt=message.receipt, now=LATER)
    with pytest.raises(mending.TakenBack) as told:
        mending.mend(receipt=message.receipt, draft=given.a_draft(), seen=0, now=LATER)
    assert "took this message back" in told.value.sentence
    with pytest.raises(mending.TakenBack):
        mending.answer(receipt=message.receipt, email="ada@example.org", needed=True)


def test_a_forged_receipt_is_nothing() -> None:
    with pytest.raises(NotThere):
        queries.receipt(token="forged")
    with pytest.raises(NotThere):
        mending.withdraw(receipt="forged", now=NOW)
    with pytest.raises(NotThere):
        mending.mend(receipt="forged", draft=given.a_draft(), seen=0, now=NOW)


def test_a_writer_can_say_that_no_answer_is_needed_and_leave_an_address() -> None:
    message = given.a_message(given.a_space())
    mending.answer(receipt=message.receipt, email=" ada@example.org ", needed=False)
    shown = queries.receipt(token=message.receipt)
    assert (shown.email, shown.no_answer_needed) == ("ada@example.org", True)
