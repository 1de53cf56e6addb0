"""The desk: who may do what about which text, and what is left of it in the log."""

import datetime

import pytest

from alongside.desk import claim, decide, queries, texts
from alongside.desk.duty import Duty, on_duty
from alongside.desk.models import Decision, OnlyAddedTo
from alongside.door import mending
from alongside.door.models import Message
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.people import arriving
from tests import given

pytestmark = pytest.mark.django_db

LATER = given.NOW + datetime.timedelta(minutes=1)
SEES = {
    # who: the lanes whose texts they see at the desk, of a space where each of them has the place the name says
    "moderator": {"care", "safety", "gentle"},
    "helper": {"safety", "gentle"},
    "helper of another space": set(),
}


def _duty(who: str, space) -> Duty:
    given.a_moderator("Tom")
    if who == "moderator":
        return on_duty(person=given.a_person("Tom"))
    if who == "helper":
        return on_duty(person=given.a_helper(space, "Tilda").person)
    return on_duty(person=given.a_helper(given.a_space("noor", keeper="Noor"), "Per").person)


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("lane", [state.value for state in State])
def test_who_sees_and_decides_what(who, lane):
    space = given.a_space()
    message = given.a_message(space, state=lane)
    duty = _duty(who, space)
    may = lane in SEES[who]

    listed = queries.waiting(duty=duty, now=LATER).texts
    assert [text.id for text in listed] == ([message.id] if may else [])
    if may:
        assert queries.closer(duty=duty, message_id=message.id, now=LATER).held.lane == lane
        _decide(duty, message, to="open")
        assert Message.objects.for_family().filter(pk=message.pk).exists()
    else:
        with pytest.raises(NotThere):
            queries.closer(duty=duty, message_id=message.id, now=LATER)
        with pytest.raises(NotThere):
            _decide(duty, message, to="open")
        assert Message.objects.get(pk=message.pk).state == lane


@pytest.mark.parametrize("to", ["open", "gentle", "safety", "care"])
@pytest.mark.parametrize("lane", ["gentle", "safety", "care"])
def test_a_moderator_moves_a_text_to_any_lane_and_it_no_longer_waits(lane, to):
    space = given.a_space()
    message = given.a_message(space, state=lane)
    duty = _duty("moderator", space)
    _decide(duty, message, to=to)
    assert Message.objects.get(pk=message.pk).state == to
    assert queries.waiting(duty=duty, now=LATER).texts == ()


def test_a_helper_sees_care_while_the_site_has_no_moderator():
    space = given.a_space()
    message = given.a_message(space, state="care")
    tilda = given.a_helper(space, "Tilda").person
    assert [text.id for text in queries.waiting(duty=on_duty(person=tilda), now=LATER).texts] == [message.id]
    tom = given.a_moderator("Tom").person
    assert queries.waiting(duty=on_duty(person=tilda), now=LATER).texts == ()
    arriving.appoint(person=tom, moderator=False)
    assert len(queries.waiting(duty=on_duty(person=tilda), now=LATER).texts) == 1


def test_a_keeper_does_not_work_at_the_desk_and_a_moderator_not_on_their_own_space():
    space = given.a_space(keeper="Mira")
    given.a_message(space, state="safety")
    mira = given.a_person("Mira")
    with pytest.raises(NotThere):
        on_duty(person=mira)
    arriving.appoint(person=mira, moderator=True)
    mira.refresh_from_db()
    assert queries.waiting(duty=on_duty(person=mira), now=LATER).texts == ()


@pytest.mark.parametrize("who", ["nobody", "a stranger", "someone who left", "someone shut out"])
def test_the_desk_is_not_there_for(who):
    space = given.a_space()
    helper = given.a_helper(space, "Tilda")
    if who == "someone who left":
        type(helper.membership).objects.filter(pk=helper.membership.pk).update(left_at=given.NOW)
    if who == "someone shut out":
        type(helper.person).objects.filter(pk=helper.person.pk).update(is_active=False, is_moderator=True)
    person = {"nobody": None, "a stranger": given.a_person("Eve")}.get(who, given.a_person("Tilda"))
    with pytest.raises(NotThere):
        on_duty(person=person)


def test_what_waits_unread_for_long_comes_to_the_desk():
    space = given.a_space()
    message = given.a_message(space, state="waiting")
    duty = _duty("helper", space)
    soon, late = given.NOW + datetime.timedelta(minutes=9), given.NOW + datetime.timedelta(minutes=11)
    assert queries.waiting(duty=duty, now=soon).texts == ()
    assert [text.id for text in queries.waiting(duty=duty, now=late).texts] == [message.id]
    _decide(duty, message, to="open", now=late)
    assert Message.objects.get(pk=message.pk).state == "open"


def test_a_mended_text_is_new_words_and_may_come_back_to_the_desk():
    space = given.a_space()
    message = given.a_message(space, state="gentle")
    duty = _duty("helper", space)
    _decide(duty, message, to="open")
    mending.mend(receipt=message.receipt, draft=given.a_draft("Other words."), seen=0, now=LATER)
    with pytest.raises(NotThere):  # unread new words are not what the desk decided about
        queries.closer(duty=duty, message_id=message.id, now=LATER)
    Message.objects.filter(pk=message.pk).update(state="safety")
    assert [text.id for text in queries.waiting(duty=duty, now=LATER).texts] == [message.id]


@pytest.mark.parametrize("meanwhile", ["decided", "mended", "withdrawn"])
def test_a_decision_about_something_that_changed_meanwhile_does_nothing(meanwhile):
    space = given.a_space()
    message = given.a_message(space, state="gentle")
    duty = _duty("moderator", space)
    if meanwhile == "decided":
        _decide(_duty("helper", space), message, to="safety")
    if meanwhile == "mended":
        mending.mend(receipt=message.receipt, draft=given.a_draft("Other words."), seen=0, now=LATER)
    if meanwhile == "withdrawn":
        mending.withdraw(receipt=message.receipt, now=LATER)
    before = Message.objects.values("state", "version").get(pk=message.pk)
    with pytest.raises(decide.SomeoneWasHere) as refused:
        _decide(duty, message, to="open")
    assert refused.value.status == 409
    assert Message.objects.values("state", "version").get(pk=message.pk) == before
    assert not Decision.objects.filter(to="open").exists()


@pytest.mark.parametrize(
    ("to", "reason", "field"),
    [
        ("waiting", "kind", "to"), ("withdrawn", "kind", "to"), ("", "kind", "to"), ("deleted", "kind", "to"),
        ("open", "", "reason"), ("open", " \n", "reason"), ("open", "a\0b", "reason"), ("open", "x" * 501, "reason"),
    ],
)  # fmt: skip
def test_a_decision_needs_a_lane_and_a_reason(to, reason, field):
    message = given.a_message(given.a_space(), state="gentle")
    with pytest.raises(decide.NotDecided) as refused:
        _decide(_duty("moderator", message.space), message, to=to, reason=reason)
    assert refused.value.field == field
    assert Message.objects.get(pk=message.pk).state == "gentle"


def test_every_decision_is_a_line_that_stays():
    message = given.a_message(given.a_space(), state="gentle")
    duty = _duty("moderator", message.space)
    _decide(duty, message, to="open", reason="kind after all")
    message.refresh_from_db()
    _decide(duty, message, to="safety", reason="a link in the name")

    log = queries.closer(duty=duty, message_id=message.id, now=LATER).log
    assert [(line.by, line.reason) for line in log] == [("Tom", "kind after all"), ("Tom", "a link in the name")]
    assert [(line.before, line.to) for line in Decision.objects.order_by("at", "id")] == [
        ("gentle", "open"), ("open", "safety")
    ]  # fmt: skip
    with pytest.raises(OnlyAddedTo):
        Decision.objects.update(reason="something else")
    with pytest.raises(OnlyAddedTo):
        Decision.objects.filter(to="open").delete()
    assert Decision.objects.count() == 2


def test_a_claim_tells_the_others_for_ten_minutes():
    message = given.a_message(given.a_space(), state="gentle")
    tom, tilda = _duty("moderator", message.space), _duty("helper", message.space)
    claim.claim(duty=tom, message_id=message.id, now=LATER)
    assert queries.waiting(duty=tilda, now=LATER).texts[0].claimed_by == "Tom"
    with pytest.raises(claim.WithAnother):
        claim.claim(duty=tilda, message_id=message.id, now=LATER)
    claim.let_go(duty=tilda, message_id=message.id)  # not hers to give back
    assert queries.waiting(duty=tilda, now=LATER).texts[0].claimed_by == "Tom"

    over = LATER + datetime.timedelta(minutes=10)
    assert queries.waiting(duty=tilda, now=over).texts[0].claimed_by == ""
    claim.claim(duty=tilda, message_id=message.id, now=over)
    assert queries.waiting(duty=tom, now=over).texts[0].claimed_by == "Tilda"
    claim.let_go(duty=tilda, message_id=message.id)
    assert queries.waiting(duty=tom, now=over).texts[0].claimed_by == ""


def test_a_claim_locks_nothing():
    message = given.a_message(given.a_space(), state="gentle")
    claim.claim(duty=_duty("moderator", message.space), message_id=message.id, now=LATER)
    _decide(_duty("helper", message.space), message, to="open")
    assert Message.objects.get(pk=message.pk).state == "open"


def _decide(duty, message, *, to, reason="read by a person", now=LATER):
    return decide.decide(
        duty=duty, message_id=message.id, to=to, reason=reason, seen_version=message.version, now=now
    )  # fmt: skip


@pytest.mark.engine("sqlite")  # its planner is told nothing of how many rows there are, so its plan is always the same
@pytest.mark.parametrize("lane", ["care", "safety", "gentle"])
@pytest.mark.parametrize(
    ("who", "index"), [("moderator", "messages_at_desk"), ("helper", "held_of_a_space")]
)  # fmt: skip
def test_a_page_of_a_lane_is_read_in_the_order_of_an_index(who, index, lane):
    found = texts.waiting_in(_duty(who, given.a_space()), State(lane), now=LATER)
    if who == "helper" and lane == "care":
        return  # nothing of it is theirs
    plan = found.order_by("arrived_at", "id")[:26].explain()
    assert index in plan
    assert "TEMP B-TREE" not in plan
