"""Crossing the gate: at least once, harmless twice, and one bad text never keeps the others waiting."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside import gate
from alongside.door import settle
from alongside.door.models import Message
from alongside.ground import claim, many
from alongside.house.commands import settle as settle_command
from alongside.passage.states import State
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

CRUEL = "You are disgusting and you deserved this."
DISTRESS = "I have the pills here and I am going to end my life tonight."
KIND = "We are so sorry. We think of you every day."


def waiting(*texts: str) -> list[Message]:
    space = given.a_space()
    return [given.a_message(space, given.a_draft(text), state=State.WAITING) for text in texts]


def lanes() -> dict[str, str]:
    return dict(Message.objects.values_list("words", "state"))


def test_each_text_goes_to_its_lane_with_reasons() -> None:
    waiting(KIND, CRUEL, DISTRESS)
    done = settle.settle_waiting(now=NOW)
    assert (done.settled, done.overtaken) == (3, 0)
    assert lanes() == {KIND: "open", CRUEL: "safety", DISTRESS: "care"}
    verdict = Message.objects.get(words=CRUEL).verdict
    assert verdict["version"]
    assert all(finding["why"] for finding in verdict["findings"])


def test_settling_twice_changes_nothing() -> None:
    waiting(KIND, CRUEL)
    settle.settle_waiting(now=NOW)
    before = list(Message.objects.order_by("id").values())
    assert settle.settle_waiting(now=NOW + timedelta(days=1)).settled == 0
    assert list(Message.objects.order_by("id").values()) == before


def test_a_claim_keeps_others_away_until_its_lease_is_over() -> None:
    waiting(KIND)
    held = claim.claim(Message.objects.waiting(), limit=10, now=NOW)
    assert len(held) == 1
    for another in (NOW, NOW - timedelta(milliseconds=5), NOW - timedelta(seconds=50)):  # no two clocks agree
        assert claim.claim(Message.objects.waiting(), limit=10, now=another) == []
    later = NOW + claim.LEASE
    assert [row.pk for row in claim.claim(Message.objects.waiting(), limit=10, now=later)] == [held[0].pk]


@pytest.mark.parametrize("moment", ["before anybody read them", "while somebody read them"])
def test_what_waits_does_not_wait_for_a_clock_that_was_set_back(moment: str) -> None:
    waiting(KIND, CRUEL)
    if moment == "while somebody read them":
        claim.claim(Message.objects.waiting(), limit=10, now=NOW)
    assert settle.settle_waiting(now=NOW - timedelta(hours=2)).settled == 2
    assert lanes() == {KIND: "open", CRUEL: "safety"}


def test_the_command_waits_for_what_the_rounds_are_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says that nothing waits only when nothing does: whoever looks at the page next must find it."""
    waiting(KIND)
    now = timezone.now()
    claim.claim(Message.objects.waiting(), limit=10, now=now)
    monkeypatch.setattr(settle_command.time, "sleep", lambda _: settle.settle_waiting(now=now + claim.LEASE))
    settle_command.command.main([], standalone_mode=False)
    assert lanes() == {KIND: "open"}


def test_a_message_mended_while_it_was_read_is_not_settled_by_the_old_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    [message] = waiting(KIND)
    screen = gate.screen

    def mended_meanwhile(texts, *, surroundings=None):
        Message.objects.filter(pk=message.pk).update(words=CRUEL, lease="")
        return screen(texts, surroundings=surroundings)

    monkeypatch.setattr(gate, "screen", mended_meanwhile)
    assert settle.settle_waiting(now=NOW).overtaken == 1
    monkeypatch.undo()
    settle.settle_waiting(now=NOW + claim.LEASE)
    assert lanes() == {CRUEL: "safety"}


def test_a_text_that_breaks_the_gate_waits_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(KIND, "breaks", CRUEL)
    screen = gate.screen

    def brittle(texts, *, surroundings=None):
        if any("breaks" in text for text in texts):
            raise ZeroDivisionError
        return screen(texts, surroundings=surroundings)

    monkeypatch.setattr(gate, "screen", brittle)
    with pytest.raises(ZeroDivisionError):
        settle.settle_waiting(now=NOW)
    assert lanes() == {KIND: "open", CRUEL: "safety", "breaks": "waiting"}
    assert settle.settle_waiting(now=NOW).settled == 0, "the broken one is postponed"
    monkeypatch.undo()
    settle.settle_waiting(now=NOW + claim.LEASE)
    assert lanes()["breaks"] in {"open", "gentle"}


def test_those_in_distress_are_written_first(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting(KIND, KIND + " ", DISTRESS)
    written: list[str] = []
    update_each = many.update_each

    def noted(model, *, columns, where, rows):
        written.extend(row[columns.index("state")] for row in rows)
        return update_each(model, columns=columns, where=where, rows=rows)

    monkeypatch.setattr(many, "update_each", noted)
    settle.settle_waiting(now=NOW)
    assert written[0] == "care"
    assert sorted(written) == ["care", "open", "open"]


@pytest.mark.parametrize("kind", ["H01", "H05"])
def test_the_family_can_ask_to_be_shown_a_phrase_that_others_are_spared(kind: str) -> None:
    text = {"H01": "At least it was early.", "H05": "You can always have another one."}[kind]
    space = given.a_space()
    message = given.a_message(space, given.a_draft(text), state=State.WAITING)
    settle.settle_waiting(now=NOW)
    message.refresh_from_db()
    assert message.state == "gentle"
    space.vocabulary.hurt_families = {kind: "show"}
    space.vocabulary.save(update_fields=["hurt_families"])
    Message.objects.update(state="waiting", try_after=NOW)
    settle.settle_waiting(now=NOW)
    message.refresh_from_db()
    assert message.state == "open"


def test_the_host_has_rules_and_families_of_its_own(settings) -> None:
    settings.GATE_RULES = gate.read_rules(
        '[[rules]]\nid = "t"\nphrases = ["heron trust"]\nlabel = "scam"\nweight = 0.9'
    )
    settings.GATE_OFF = frozenset(("H01", "H05"))
    space = given.a_space()
    space.vocabulary.hurt_families = {"H05": "hold"}
    space.vocabulary.save(update_fields=["hurt_families"])
    texts = ("Give to the Heron Trust.", "At least it was early.", "You can always have another one.")
    messages = [given.a_message(space, given.a_draft(text), state=State.WAITING) for text in texts]
    settle.settle_waiting(now=NOW)
    for message in messages:
        message.refresh_from_db()
    assert [message.state for message in messages] == ["safety", "open", "gentle"]  # what a family asks for holds
    assert all("+" in message.verdict["version"] for message in messages)


def test_a_batch_is_bounded() -> None:
    waiting(*(f"{KIND} {n}" for n in range(7)))
    rounds = itertools.takewhile(bool, (settle.settle_waiting(limit=3, now=NOW).settled for _ in range(9)))
    assert list(rounds) == [3, 3, 1]
