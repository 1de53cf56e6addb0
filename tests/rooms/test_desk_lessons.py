"""What teaches the gate: a decision, with a yes of the writer and of the family, without names, and nothing else."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from alongside import gate
from alongside.desk import decide
from alongside.desk.duty import on_duty
from alongside.desk.lessons import lessons
from alongside.door import mending, queries, settle
from alongside.door.models import Message, Teaching
from alongside.ground.errors import NotThere
from alongside.house.commands import lessons as printing
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
    message = read(given.a_message(space, given.a_draft(words, name="Rosalind", **draft), state="waiting"))
    if writer is not None:
        mending.teach(receipt=message.receipt, agrees=writer, now=NOW)
    telling.choose_teaching(shaper=shaper(space), teaches_gate=family)
    decide_about(message, to)
    return message


def read(message: Message) -> Message:
    """The same, once the gate has read it."""
    settle.settle_waiting(now=NOW)
    message.refresh_from_db()
    return message


def decide_about(message: Message, to: str) -> None:
    duty = on_duty(person=given.a_moderator("Tom").person)
    decide.decide(
        duty=duty, message_id=message.pk, to=to, reason="Kind, and fit to be read. Tom knows her.",
        seen_version=message.version, now=NOW,
    )  # fmt: skip


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


def test_a_no_holds_although_the_clock_was_set_back():
    message = decided()
    mending.teach(receipt=message.receipt, agrees=False, now=NOW - timedelta(hours=1))
    assert not queries.receipt(token=message.receipt).teaches
    assert list(lessons()) == []


def test_a_yes_can_be_taken_back_after_the_family_has_said_no():
    message = decided(family=False)
    assert queries.receipt(token=message.receipt).may_teach
    mending.teach(receipt=message.receipt, agrees=True, now=NOW)  # what stands already changes nothing
    mending.teach(receipt=message.receipt, agrees=False, now=NOW)
    shown = queries.receipt(token=message.receipt)
    assert (shown.teaches, shown.may_teach) == (False, False)
    telling.choose_teaching(shaper=shaper(message.space), teaches_gate=True)
    assert list(lessons()) == []


def test_a_mend_ends_the_yes_and_nobody_is_asked_again():
    message = decided()
    mending.mend(receipt=message.receipt, draft=given.a_draft("Other words."), seen=0, now=NOW - timedelta(hours=1))
    shown = queries.receipt(token=message.receipt)
    assert (shown.teaches, shown.may_teach) == (False, False)
    assert list(Teaching.objects.order_by("at").values_list("agrees", flat=True)) == [True, False]
    with pytest.raises(NotThere):
        mending.teach(receipt=message.receipt, agrees=True, now=NOW)


def test_what_was_distress_before_it_was_mended_teaches_nothing():
    space = given.a_space()
    telling.choose_teaching(shaper=shaper(space), teaches_gate=True)
    message = read(
        given.a_message(space, given.a_draft("I have the pills here and I will take them tonight."), state="waiting")
    )
    assert message.state == "care"
    mending.mend(receipt=message.receipt, draft=given.a_draft(WORDS), seen=0, now=NOW)
    Teaching.objects.create(space=space, message=message, agrees=True, at=NOW, wording="t")  # however it came to be
    read(message)
    assert message.state == "gentle"
    decide_about(message, "open")
    assert list(lessons()) == []


def test_the_command_prints_the_ready_reason_and_nobodys_own_words(monkeypatch):
    monkeypatch.setattr(printing, "start_site", lambda: None)  # it has started
    decided(to="open")
    printed = CliRunner().invoke(printing.command, catch_exceptions=False).output
    (line,) = printed.splitlines()
    told = json.loads(line)
    assert told == {
        "text": REDACTED, "language": "en", "kind": "words", "gate": "gentle", "lane": "open", "reason": "kind",
        "version": gate.screen([WORDS])[0].version,
    }  # fmt: skip
    assert not any(name in printed for name in ("Tom", "knows her", "Mira", "Rosalind"))


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
