"""What teaches the gate: a decision, with a yes of the writer and of the family, without names, and nothing else."""

import pytest

from alongside import gate
from alongside.desk import decide
from alongside.desk.duty import on_duty
from alongside.desk.lessons import lessons
from alongside.door import mending, settle
from alongside.door.models import Message, Teaching
from alongside.ground.errors import NotThere
from alongside.spaces import telling
from alongside.spaces.models import Space
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

WORDS = "Dear Mira, I am so sorry about Lina. Time heals. Call me on 0171 2345678. Rosalind from Bristol"
REDACTED = "Dear […] I am so sorry about […] Time heals. Call me on […] from […]"


def decided(
    words: str = WORDS, *, family: bool = True, writer: bool | None = True, to: str = "gentle", **draft
) -> Message:
    """A text at the desk that somebody decided about, with these answers of both sides."""
    space = given.a_space()
    telling.choose_teaching(shaper=shaper(space), teaches_gate=True)
    message = given.a_message(space, given.a_draft(words, name="Rosalind", **draft), state="waiting")
    settle.settle_waiting(now=NOW)
    message.refresh_from_db()
    if writer is not None:
        mending.teach(receipt=message.receipt, agrees=writer, now=NOW)
    telling.choose_teaching(shaper=shaper(space), teaches_gate=family)
    duty = on_duty(person=given.a_moderator("Tom").person)
    decide.decide(
        duty=duty, message_id=message.pk, to=to, reason="Kind, and fit to be read. Tom knows her.",
        seen_version=message.version, now=NOW,
    )  # fmt: skip
    return message


def shaper(space: Space) -> telling.Shaper:
    return telling.shaper(slug=space.slug, person=given.a_person("Mira"))


def test_with_both_answers_it_is_a_lesson_without_names():
    decided(to="open")
    (lesson,) = lessons()
    assert lesson.text == REDACTED
    assert (lesson.gate, lesson.lane, lesson.language, lesson.kind) == ("gentle", "open", "en", "words")
    assert lesson.version == gate.screen([WORDS])[0].version


@pytest.mark.parametrize(
    ("family", "writer"), [(False, True), (True, False), (True, None), (False, False), (False, None)]
)
def test_without_one_of_them_it_is_none(family, writer):
    decided(family=family, writer=writer)
    assert list(lessons()) == []


def test_both_are_off_until_somebody_says_yes():
    space = given.a_space()
    message = given.a_message(space, given.a_draft(WORDS))
    assert not space.teaches_gate
    assert not Teaching.objects.exists()
    with pytest.raises(NotThere):  # where the family has not said yes, nobody is asked
        mending.teach(receipt=message.receipt, agrees=True, now=NOW)


def test_the_writer_can_change_their_mind():
    message = decided()
    mending.teach(receipt=message.receipt, agrees=False, now=NOW)
    mending.teach(receipt=message.receipt, agrees=False, now=NOW)
    assert list(lessons()) == []
    assert Teaching.objects.count() == 2  # the ledger holds both answers, each once


@pytest.mark.parametrize("what", ["withdraw", "mend"])
def test_words_that_are_no_longer_those_teach_nothing(what):
    message = decided()
    if what == "withdraw":
        mending.withdraw(receipt=message.receipt, now=NOW)
    else:
        mending.mend(receipt=message.receipt, draft=given.a_draft("At least it was early."), seen=0, now=NOW)
        settle.settle_waiting(now=NOW)
    assert list(lessons()) == []


@pytest.mark.parametrize("to", ["care", "open"])
def test_distress_teaches_nothing(to):
    decided("I want to die." if to == "open" else WORDS, to=to)
    assert list(lessons()) == []


def test_a_text_that_nobody_decided_about_teaches_nothing():
    space = given.a_space()
    telling.choose_teaching(shaper=shaper(space), teaches_gate=True)
    message = given.a_message(space, given.a_draft(WORDS), state="waiting")
    mending.teach(receipt=message.receipt, agrees=True, now=NOW)
    settle.settle_waiting(now=NOW)
    assert list(lessons()) == []


def test_only_the_family_says_yes_for_itself():
    space = given.a_space()
    helping = given.a_helper(space, "Ann")
    preparing = telling.Shaper(helping.space, helping.person, helping.membership)
    with pytest.raises(telling.CannotTell):
        telling.choose_teaching(shaper=preparing, teaches_gate=True)
    telling.choose_teaching(shaper=preparing, teaches_gate=False)
