"""Giving thanks: who is meant, what a receipt shows, what is refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.door import mending
from alongside.door.models import Message
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.reading import queries, shelf, thanks
from alongside.reading.models import Thanks
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def receipt_words(message: Message) -> list[str]:
    """The thanks that the writer finds on their receipt."""
    return [shown.words for shown in queries.thanks_for(message_id=message.pk)]


def test_thanks_to_everyone_reach_those_who_had_written_by_then():
    space = cast.a_space()
    before = cast.a_message(space, now=NOW)
    at_that_moment = cast.a_message(space, now=LATER)
    after = cast.a_message(space, now=LATER + timedelta(seconds=1))
    elsewhere = cast.a_message(cast.a_space("other", keeper="Noor"), now=NOW)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=LATER)
    assert [receipt_words(one) for one in (before, at_that_moment, after, elsewhere)] == [
        ["Thank you."], ["Thank you."], [], [],
    ]  # fmt: skip


@pytest.mark.parametrize("state", [State.OPEN, State.GENTLE, State.SAFETY, State.CARE, State.WAITING])
def test_a_receipt_does_not_betray_that_a_message_is_held(state):
    space = cast.a_space()
    message = cast.a_message(space, state=state)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=LATER)
    assert receipt_words(message) == ["Thank you."]


def test_who_took_their_words_back_is_thanked_no_more():
    space = cast.a_space()
    message = cast.a_message(space)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=LATER)
    mending.withdraw(receipt=message.receipt, now=LATER)
    assert receipt_words(message) == []


def test_thanks_to_some_and_to_one_reach_those_alone():
    space = cast.a_space()
    one, two, three = (cast.a_message(space) for _ in range(3))
    keeper = cast.a_keeper(space)
    thanks.thank_some(keeper=keeper, message_ids=[one.pk, two.pk], words="You two.", now=LATER)
    thanks.thank_one(keeper=keeper, message_id=two.pk, words="You alone.", now=LATER + timedelta(hours=1))
    assert [receipt_words(message) for message in (one, two, three)] == [["You two."], ["You alone.", "You two."], []]


def test_thanks_carry_a_name_and_the_family_s_day():
    space = cast.a_space(time_zone="Pacific/Auckland")
    message = cast.a_message(space)
    keeper = cast.a_keeper(space)
    thanks.thank_all(keeper=keeper, words="Thank you.", now=NOW.replace(hour=20))
    thanks.thank_all(keeper=keeper, words="Again.", signed="  Mira and Jonas ", now=LATER)
    again, first = queries.thanks_for(message_id=message.pk)
    assert (first.by, first.given_on.isoformat()) == ("Mira", "2026-03-15")
    assert again.by == "Mira and Jonas"


def test_the_same_form_twice_thanks_once():
    space = cast.a_space()
    keeper = cast.a_keeper(space)
    first = thanks.thank_all(keeper=keeper, words="Thank you.", key="a key", now=NOW)
    assert thanks.thank_all(keeper=keeper, words="Thank you.", key="a key", now=LATER) == first
    noor = cast.a_keeper(cast.a_space("other", keeper="Noor"), "Noor")
    assert thanks.thank_all(keeper=noor, words="Ours.", key="a key", now=LATER) != first


@pytest.mark.parametrize(
    ("words", "signed", "field"),
    [
        ("", "", "words"),
        (" \n ", "", "words"),
        ("x" * (thanks.LONGEST_WORDS + 1), "", "words"),
        ("nul\0l", "", "words"),
        ("Thank you.", "x" * (thanks.LONGEST_SIGNED + 1), "signed"),
        ("Thank you.", "Mi\0ra", "signed"),
    ],
)
def test_what_cannot_be_given_is_said_at_its_field(words, signed, field):
    keeper = cast.a_keeper(cast.a_space())
    with pytest.raises(thanks.NotThanks) as refused:
        thanks.thank_all(keeper=keeper, words=words, signed=signed, now=NOW)
    assert list(refused.value.problems) == [field]
    assert not Thanks.objects.exists()


def test_somebody_must_be_chosen_and_still_be_there():
    space = cast.a_space()
    taken_back, held, away, kept = (cast.a_message(space) for _ in range(4))
    keeper = cast.a_keeper(space)
    mending.withdraw(receipt=taken_back.receipt, now=NOW)
    Message.objects.filter(pk=held.pk).update(state=State.SAFETY)
    shelf.never_again(keeper=keeper, message_id=away.pk, now=NOW)
    gone = [taken_back.pk, held.pk, away.pk]
    for nobody in ([], gone):
        with pytest.raises(thanks.NobodyChosen):
            thanks.thank_some(keeper=keeper, message_ids=nobody, words="Thank you.", now=NOW)
    thanks.thank_some(keeper=keeper, message_ids=[*gone, kept.pk], words="Thank you.", now=NOW)
    assert [receipt_words(one) for one in (held, away, kept)] == [[], [], ["Thank you."]]


@pytest.mark.parametrize("whose", ["another family's", "nobody's"])
def test_only_those_who_wrote_to_this_space_can_be_chosen(whose):
    keeper = cast.a_keeper(cast.a_space())
    other = cast.a_message(cast.a_space("other", keeper="Noor"))
    message_id = other.pk if whose == "another family's" else uuid4()
    with pytest.raises(NotThere):
        thanks.thank_one(keeper=keeper, message_id=message_id, words="Thank you.", now=NOW)
    assert not Thanks.objects.exists()


def test_what_was_thanked_is_known():
    space = cast.a_space()
    ada, ben = (cast.a_message(space, cast.a_draft(name=name)) for name in ("Ada", "Ben"))
    mira, jonas = cast.a_keeper(space), cast.a_keeper(space, "Jonas")
    thanks.thank_all(keeper=mira, words="All.", now=NOW)
    thanks.thank_some(keeper=jonas, message_ids=[ada.pk, ben.pk], words="Some.", now=LATER)
    shelf.never_again(keeper=mira, message_id=ben.pk, now=LATER)
    given = queries.thanks_given(keeper=mira).thanks
    assert [(one.thanks.words, one.thanks.by, one.to, one.names) for one in given] == [
        ("Some.", "Jonas", "some", ("Ada",)), ("All.", "Mira", "all", ()),
    ]  # fmt: skip
    assert [one.names for one in queries.thanks_given(keeper=jonas).thanks] == [("Ada", "Ben"), ()]
    by_name = {message.name: message for message in queries.everything(reader=jonas).messages}
    assert [shown.words for shown in by_name["Ada"].thanks] == ["Some."]


def test_thanks_given_are_paged_without_a_gap():
    keeper = cast.a_keeper(cast.a_space())
    for number in range(5):
        thanks.thank_all(keeper=keeper, words=f"Thanks {number}.", now=NOW + timedelta(hours=number))
    first = queries.thanks_given(keeper=keeper, limit=3)
    rest = queries.thanks_given(keeper=keeper, limit=3, cursor=first.next_cursor)
    assert [one.thanks.words for one in (*first.thanks, *rest.thanks)] == [f"Thanks {n}." for n in (4, 3, 2, 1, 0)]
    assert rest.next_cursor == ""
    with pytest.raises(NotThere):
        queries.thanks_given(keeper=keeper, cursor="rubbish")
