"""Letters of thanks: one for each address, however often the rounds carry them, or are cut short."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.door import mending
from alongside.door.models import Message
from alongside.mail import carrying, outbox
from alongside.mail.models import Outgoing
from alongside.passage.states import State
from alongside.reading import mailing, thanks
from alongside.reading.models import PassedOver
from alongside.rounds import timetable
from alongside.spaces.models import Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def receipt_url(token: str) -> str:
    return f"https://example.org/received/{token}/"


def carry(limit: int = 100, now=LATER) -> int:
    return mailing.carry_thanks(limit=limit, now=now, receipt_url=receipt_url)


def written(space: Space, *names: str, state: str = State.OPEN, now=NOW) -> list[Message]:
    return [
        cast.a_message(space, cast.a_draft(name=name, email=f"{name.lower()}@example.org"), state=state, now=now)
        for name in names
    ]


def mailed() -> list[str]:
    return sorted(Outgoing.objects.values_list("to", flat=True))


def test_those_who_left_an_address_are_mailed_once():
    space = cast.a_space()
    written(space, "Ada", "Ben")
    cast.a_message(space)  # left none
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    for _ in range(3):
        carry()
    assert mailed() == ["ada@example.org", "ben@example.org"]


def test_a_letter_has_the_words_the_name_and_the_way_to_the_receipt():
    space = cast.a_space(title="For Lina & all")
    (message,) = written(space, "Ada")
    thanks.thank_all(
        keeper=cast.a_keeper(space), words="You <carried> us.\n\nThank you.", signed="Mira & Jonas", now=NOW
    )
    carry()
    letter = Outgoing.objects.get()
    assert letter.subject == "Words of thanks from Mira & Jonas"
    for part in ("For Lina & all", "You <carried> us.\n\nThank you.", "Mira & Jonas", receipt_url(message.receipt)):
        assert part in letter.text
    assert (letter.kind, letter.space, letter.quiet, letter.unsubscribe) == ("thanks", space, True, True)


@pytest.mark.parametrize(
    ("state", "is_mailed"),
    [(State.OPEN, True), (State.GENTLE, True), (State.SAFETY, False), (State.CARE, False), (State.WITHDRAWN, False)],
)
def test_only_what_the_family_may_read_is_answered_by_mail(state, is_mailed):
    space = cast.a_space()
    written(space, "Ada", state=state)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    assert bool(mailed()) is is_mailed


def test_who_wrote_five_times_gets_one_letter():
    space = cast.a_space()
    written(space, "Ada", "Ada", "ADA", "Ada")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    while carry(limit=1):
        pass
    assert len(mailed()) == 1
    thanks.thank_all(keeper=cast.a_keeper(space), words="And again, a year on.", now=LATER)
    carry()
    assert len(mailed()) == 2


def test_thanks_to_some_are_mailed_to_those_alone():
    space = cast.a_space()
    ada, _ben, cleo = written(space, "Ada", "Ben", "Cleo")
    thanks.thank_some(keeper=cast.a_keeper(space), message_ids=[ada.pk, cleo.pk], words="You two.", now=NOW)
    carry()
    assert mailed() == ["ada@example.org", "cleo@example.org"]


def test_who_writes_after_the_thanks_is_not_mailed():
    space = cast.a_space()
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    written(space, "Ada", now=NOW + timedelta(seconds=1))
    carry()
    assert mailed() == []


def test_who_takes_their_words_back_meanwhile_is_not_mailed():
    space = cast.a_space()
    ada, _ben = written(space, "Ada", "Ben")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    mending.withdraw(receipt=ada.receipt, now=NOW)
    carry()
    assert mailed() == ["ben@example.org"]


def test_letters_wait_until_the_gate_has_read_what_had_arrived():
    space = cast.a_space()
    (message,) = written(space, "Ada", state=State.WAITING)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry(now=NOW + timedelta(minutes=1))
    assert mailed() == []
    Message.objects.filter(pk=message.pk).update(state=State.OPEN)
    carry(now=NOW + timedelta(minutes=2))
    assert mailed() == ["ada@example.org"]


def test_one_text_that_cannot_be_read_does_not_keep_the_others_waiting_for_ever():
    space = cast.a_space()
    written(space, "Ada", state=State.WAITING)
    written(space, "Ben")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry(now=NOW + mailing.PATIENCE)
    assert mailed() == ["ben@example.org"]


def carry_late() -> int:
    return mailing.carry_late(now=LATER, receipt_url=receipt_url)


def send() -> None:
    while carrying.carry(limit=50, now=LATER, called_back=mailing.called_back):
        pass


def sent() -> list[str]:
    return sorted(Outgoing.objects.filter(state="sent").values_list("to", flat=True))


@pytest.fixture
def _letters_to_a_folder(settings, tmp_path):
    settings.SITE = settings.SITE.model_copy(update={"data": tmp_path})


@pytest.mark.parametrize("let_through", ["by the desk", "since it was mended", "late by the gate"])
def test_whose_words_were_held_by_mistake_is_thanked_once_they_are_let_through(let_through):
    space = cast.a_space()
    (ada,) = written(space, "Ada", state=State.WAITING if let_through == "late by the gate" else State.SAFETY)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    assert (carry_late(), mailed()) == (0, [])
    if let_through == "since it was mended":
        mending.mend(receipt=ada.receipt, draft=cast.a_draft("Kinder words."), seen=0, now=LATER)
        assert (carry_late(), mailed()) == (0, [])
    Message.objects.filter(pk=ada.pk).update(state=State.OPEN)
    assert (carry_late(), carry_late()) == (1, 0)
    assert mailed() == ["ada@example.org"]
    assert receipt_url(ada.receipt) in Outgoing.objects.get().text


def test_who_was_passed_over_and_takes_their_words_back_is_forgotten():
    space = cast.a_space()
    (ada,) = written(space, "Ada", state=State.CARE)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    mending.withdraw(receipt=ada.receipt, now=LATER)
    carry_late()
    assert mailed() == []
    assert not PassedOver.objects.exists()


def test_whoever_is_let_through_late_is_not_thanked_twice():
    space = cast.a_space()
    written(space, "Ada")
    (held,) = written(space, "Ada", state=State.SAFETY)
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    Message.objects.filter(pk=held.pk).update(state=State.OPEN)
    carry_late()
    assert mailed() == ["ada@example.org"]


@pytest.mark.usefixtures("_letters_to_a_folder")
@pytest.mark.parametrize("meanwhile", ["taken back", "address emptied"])
def test_a_letter_in_the_outbox_does_not_leave_for_words_or_an_address_taken_back(meanwhile):
    space = cast.a_space()
    ada, _ben = written(space, "Ada", "Ben")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    if meanwhile == "taken back":
        mending.withdraw(receipt=ada.receipt, now=LATER)
    else:
        mending.answer(receipt=ada.receipt, email="", needed=True)
    send()
    assert sent() == ["ben@example.org"]
    assert "ada@example.org" not in mailed()
    carry_late()
    send()
    assert sent() == ["ben@example.org"]


@pytest.mark.usefixtures("_letters_to_a_folder")
def test_a_letter_goes_to_the_address_that_holds_now():
    space = cast.a_space()
    (ada,) = written(space, "Ada")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    mending.answer(receipt=ada.receipt, email="ada@example.net", needed=True)
    send()
    carry_late()
    send()
    assert sent() == ["ada@example.net"]


@pytest.mark.usefixtures("_letters_to_a_folder")
def test_who_wrote_twice_and_takes_one_back_is_thanked_for_the_other():
    space = cast.a_space()
    first, second = written(space, "Ada", "Ada")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    about = Outgoing.objects.get().about
    gone, left = (first, second) if about == first.pk else (second, first)
    mending.withdraw(receipt=gone.receipt, now=LATER)
    send()
    carry_late()
    send()
    assert sent() == ["ada@example.org"]
    assert receipt_url(left.receipt) in Outgoing.objects.get().text


@pytest.mark.usefixtures("_letters_to_a_folder")
def test_a_letter_waits_while_nobody_has_read_the_mended_words():
    space = cast.a_space()
    (ada,) = written(space, "Ada")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    mending.mend(receipt=ada.receipt, draft=cast.a_draft("Other words."), seen=0, now=LATER)
    send()
    carry_late()
    assert sent() == []
    Message.objects.filter(pk=ada.pk).update(state=State.OPEN)
    carry_late()
    send()
    assert sent() == ["ada@example.org"]


def test_the_rounds_ask_before_a_letter_leaves(settings, tmp_path):
    settings.SITE = settings.SITE.model_copy(update={"data": tmp_path})
    space = cast.a_space()
    (ada,) = written(space, "Ada")
    thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    carry()
    mending.withdraw(receipt=ada.receipt, now=LATER)
    timetable.carry_letters(LATER)
    assert sent() == []


class Cut(Exception):
    """The power goes."""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    lanes=st.lists(st.sampled_from([State.OPEN, State.GENTLE, State.SAFETY]), max_size=9),
    same_moment=st.booleans(),
    limit=st.integers(1, 4),
    cuts=st.lists(st.integers(0, 5), max_size=4),
)
def test_pieces_and_interruptions_mail_each_address_exactly_once(lanes, same_moment, limit, cuts):
    number = Space.objects.count()
    space = cast.a_space(f"space-{number}", keeper=f"Mira{number}")
    for place, lane in enumerate(lanes):
        written(space, f"writer{place}", state=lane, now=NOW if same_moment else NOW + timedelta(seconds=place))
    thanks.thank_all(keeper=cast.a_keeper(space, f"Mira{number}"), words="Thank you.", now=NOW + timedelta(minutes=1))
    for letters in cuts:
        _carry_until_cut(letters, limit)
    while carry(limit=limit):
        pass
    expected = [f"writer{place}@example.org" for place, lane in enumerate(lanes) if lane != State.SAFETY]
    assert sorted(Outgoing.objects.filter(space=space).values_list("to", flat=True)) == expected


def _carry_until_cut(letters: int, limit: int) -> None:
    """Carry a piece that breaks off after so many letters were put."""
    real, left = outbox.put, iter(range(letters))

    def put(**letter: Any) -> bool:
        if next(left, None) is None:
            raise Cut
        return real(**letter)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outbox, "put", put)
        try:
            carry(limit=limit)
        except Cut:
            pass


@pytest.mark.engine("sqlite")  # its planner is told nothing of how many rows there are, so its plan is always the same
def test_who_left_no_address_is_not_looked_through():
    space = cast.a_space()
    given_thanks = thanks.thank_all(keeper=cast.a_keeper(space), words="Thank you.", now=NOW)
    plan = mailing._ahead(given_thanks)[:50].explain()
    assert "messages_to_answer" in plan
    assert "TEMP B-TREE" not in plan
