"""Fair limits and the four ways of a door: who can leave a message, who takes a moment first, and what counts."""

import base64
import itertools
import json
from collections import defaultdict
from datetime import timedelta
from uuid import uuid4

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.door import doors, intake, limits, proofs
from alongside.door.limits import Asked, Proof, Sender
from alongside.door.models import Message, Tally
from alongside.ground.errors import NotThere, Refused
from alongside.spaces import access, tending
from alongside.spaces.models import Door, Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db

numbers = itertools.count(1)


def send(space, guest=None, *, sender=limits.NOT_COUNTED, now=NOW, key=""):
    guest = guest or cast.a_guest(space)
    key = key or f"limits {next(numbers)}"
    return intake.accept(guest=guest, draft=cast.a_draft(), key=key, now=now, sender=sender)


def a_ticket(space, *, now=NOW) -> Proof:
    """The proof of someone who waited."""
    ticket = proofs.offer(space_id=space.pk, now=now - proofs.WAIT).ticket
    return proofs.read(shown=ticket, space_id=space.pk, now=now)


def solved(challenge: str) -> str:
    """What a program sends that has solved the sum, with the field's own library."""
    parsed = Challenge.from_dict(json.loads(challenge))
    solution = solve_challenge(parsed)
    assert solution is not None
    return Payload(parsed, solution).to_base64()


# -------------------------------------------------------------------------------------------------------------- the door


def guests(space) -> dict[str, access.Guest]:
    cast.a_keeper(space)
    cast.a_helper(space)
    return {
        "anyone": cast.a_guest(space),
        "by the link": cast.a_guest(space, link_key=space.link_key),
        "a helper": access.guest(slug=space.slug, person=cast.a_person("Tilda")),
        "a keeper": access.guest(slug=space.slug, person=cast.a_person("Mira")),
    }


KEPT, MOMENT, CLOSED = None, limits.TakesAMoment, doors.DoorClosed


@pytest.mark.parametrize(
    ("door", "outcomes"),  # of anyone, of one who comes by the link, of a helper, of a keeper
    [
        ("open", (KEPT, KEPT, KEPT, KEPT)),
        ("slow", (MOMENT, MOMENT, KEPT, KEPT)),
        ("known", (CLOSED, KEPT, KEPT, KEPT)),
        ("closed", (CLOSED, CLOSED, CLOSED, CLOSED)),
    ],
)
@pytest.mark.parametrize("counted", [True, False], ids=["limits on", "limits off"])
def test_whom_a_door_lets_in(door, outcomes, counted) -> None:
    space = cast.a_space(door=door)
    sender = Sender("someone" if counted else "")
    for (who, guest), outcome in zip(guests(space).items(), outcomes, strict=True):
        shown = doors.shown(guest)
        assert shown.takes == (outcome is not CLOSED), who
        assert bool(shown.sentence) == (outcome is not KEPT), who
        if outcome is KEPT:
            assert send(space, guest, sender=sender).first, who
        else:
            with pytest.raises(outcome):
                send(space, guest, sender=sender)


@pytest.mark.parametrize("counted", [True, False], ids=["limits on", "limits off"])
def test_a_slow_door_takes_a_proof_for_each_message(counted) -> None:
    space = cast.a_space(door="slow")
    sender = Sender("someone" if counted else "", a_ticket(space))
    assert send(space, sender=sender, key="one").first
    with pytest.raises(limits.TakesAMoment):
        send(space, sender=sender, key="another with the same proof")
    assert not send(space, sender=sender, key="one").first  # whoever lost the answer is told again that it is kept
    assert Message.objects.count() == 1


@pytest.mark.parametrize("door", Door.values)
def test_those_beside_the_door_set_it_and_it_holds_at_once(door) -> None:
    space = cast.a_space()
    for helper in (cast.a_keeper(space), cast.a_helper(space)):
        Space.objects.update(door="open")
        tending.set_door(helper=helper, door=door)
        assert Space.objects.get().door == door
    Space.objects.update(door="open")
    tending.set_door_as_host(slug=space.slug, door=door)
    assert Space.objects.get().door == door


def test_a_door_that_is_none_changes_nothing() -> None:
    space = cast.a_space()
    with pytest.raises(tending.NoSuchDoor):
        tending.set_door(helper=cast.a_keeper(space), door="ajar")
    with pytest.raises(NotThere):
        tending.set_door_as_host(slug="nobody", door="closed")
    assert Space.objects.get().door == "open"


# ---------------------------------------------------------------------------------------------------------- how much came


def test_past_the_limit_a_sender_takes_a_moment_and_later_waits(monkeypatch) -> None:
    monkeypatch.setattr(limits, "MOST_IN_A_STRETCH", 2)
    monkeypatch.setattr(limits, "MOST_WITH_PROOFS", 4)
    space = cast.a_space()
    for _ in range(2):
        send(space, sender=Sender("someone"))
    for _ in range(2):
        with pytest.raises(limits.TakesAMoment):
            send(space, sender=Sender("someone"))
        send(space, sender=Sender("someone", a_ticket(space)))
    with pytest.raises(limits.TooMany) as told:
        send(space, sender=Sender("someone", a_ticket(space)))
    assert timedelta() < told.value.wait <= limits.STRETCH
    send(space, sender=Sender("someone else"))
    send(space, sender=Sender("someone"), now=NOW + limits.STRETCH)


def test_a_flood_asks_those_whom_the_family_does_not_know_for_a_moment(monkeypatch) -> None:
    monkeypatch.setattr(limits, "FLOOD", 3)
    space, other = cast.a_space(), cast.a_space("other", keeper="Noor")
    for number in range(3):
        send(space, sender=Sender(f"sender {number}"))
    with pytest.raises(limits.TakesAMoment):
        send(space, sender=Sender("one more"))
    send(space, sender=Sender("one more", a_ticket(space)))
    for who, guest in guests(space).items():
        if who != "anyone":
            send(space, guest, sender=Sender(who))
    send(other, sender=Sender("one more"))
    send(space)  # nobody is counted: limits are off


def test_whoever_is_not_let_in_uses_up_nobodys_room(monkeypatch) -> None:
    monkeypatch.setattr(limits, "MOST_IN_A_STRETCH", 1)
    monkeypatch.setattr(limits, "FLOOD", 2)
    space = cast.a_space()
    send(space, sender=Sender("someone"))
    for _ in range(5):
        with pytest.raises(limits.TakesAMoment):
            send(space, sender=Sender("someone"))
    send(space, sender=Sender("someone else"))
    assert sorted(Tally.objects.values_list("mark", "count")) == [("", 2), ("someone", 1), ("someone else", 1)]


def test_a_whole_batch_is_counted_with_one_statement_and_with_none_when_nobody_is() -> None:
    space = cast.a_space()
    batch = [Asked(space.pk, Sender(f"sender {number % 300}")) for number in range(500)]
    with CaptureQueriesContext(connection) as seen:
        assert limits.count_each(batch, now=NOW) == [None] * 500
    assert len([query for query in seen if "INSERT" in query["sql"]]) == 1
    with CaptureQueriesContext(connection) as seen:
        assert limits.count_each([Asked(space.pk, limits.NOT_COUNTED)] * 500, now=NOW) == [None] * 500
    assert len(seen) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    batches=st.lists(
        st.tuples(
            st.integers(0, 25),
            st.lists(
                st.tuples(st.sampled_from("ab"), st.sampled_from(("", "x", "y")), st.sampled_from(("", "p", "q")))
            ),
        ),
        max_size=5,
    )
)
def test_counts_hold_whatever_comes_in_whatever_batches(two_spaces, monkeypatch, batches) -> None:
    """Told again by hand, one message after another: the batches and their statements come to the same."""
    monkeypatch.setattr(limits, "MOST_IN_A_STRETCH", 2)
    monkeypatch.setattr(limits, "MOST_WITH_PROOFS", 4)
    Tally.objects.all().delete()
    let_in, used, minute = defaultdict(int), set(), 0
    for pause, messages in batches:
        minute += pause
        now = NOW + timedelta(minutes=minute)
        stretch = limits.stretch_of(now)
        asked = [
            Asked(two_spaces[space], Sender(who, Proof(proof, 99 if proof else 0))) for space, who, proof in messages
        ]
        for (space, who, proof), refusal in zip(messages, limits.count_each(asked, now=now), strict=True):
            if not who:
                assert refusal is None
                continue
            mine = let_in[space, who, stretch]
            assert (refusal is None) or mine >= 2
            if refusal is None:
                assert mine < 4 + len(messages)
                assert mine < 2 or (proof and (space, proof) not in used)
                let_in[space, who, stretch] += 1
                used |= {(space, proof)}
        kept = {
            (row.space_id, row.mark, row.stretch): row.count
            for row in Tally.objects.exclude(stretch=99).exclude(mark="")
        }
        assert {key: count for key, count in kept.items() if count} == {
            (two_spaces[space], who, at): count for (space, who, at), count in let_in.items() if count
        }


@pytest.fixture
def two_spaces(db):
    return {"a": cast.a_space("a").pk, "b": cast.a_space("b", keeper="Noor").pk}


def test_counts_and_used_proofs_are_forgotten_when_they_are_over() -> None:
    space = cast.a_space(door="slow")
    send(space, sender=Sender("someone", a_ticket(space)))
    assert limits.forget(now=NOW) == 0
    assert limits.forget(now=NOW + limits.STRETCH) == 2
    assert limits.forget(now=NOW + proofs.GOOD_FOR + limits.STRETCH) == 1
    assert not Tally.objects.exists()


def test_a_sender_is_one_household_and_has_no_address() -> None:
    def of(address):
        return limits.sender_hash(address, secret="s", now=NOW)

    assert of("2001:db8:1:2::7") == of("2001:db8:1:2:aaaa:bbbb:cccc:dddd%eth0")
    assert of("2001:db8:1:2::7") != of("2001:db8:1:3::7")
    assert of("::ffff:192.0.2.7") == of("192.0.2.7") != of("192.0.2.8")
    assert of("::what?") != of("")


# -------------------------------------------------------------------------------------------------------------- the proofs


def test_a_solved_sum_is_a_proof_and_one_only() -> None:
    space = cast.a_space(door="slow")
    shown = solved(proofs.offer(space_id=space.pk, now=NOW).challenge)
    proof = proofs.read(shown=shown, space_id=space.pk, now=NOW)
    again = base64.b64encode(json.dumps(json.loads(base64.b64decode(shown)), indent=2).encode()).decode()
    assert proofs.read(shown=again, space_id=space.pk, now=NOW) == proof != limits.NO_PROOF
    send(space, sender=Sender("someone", proof))
    with pytest.raises(limits.TakesAMoment):
        send(space, sender=Sender("someone else", proof))


def test_two_who_show_one_proof_at_once_are_not_both_let_in() -> None:
    space = cast.a_space()
    proof = a_ticket(space)
    asked = [Asked(space.pk, Sender("", proof, slow=True)) for _ in range(3)]
    assert [said is None for said in limits.count_each(asked, now=NOW)] == [True, False, False]


@pytest.mark.parametrize(
    ("after", "counts"),
    [(timedelta(), False), (proofs.WAIT - timedelta(seconds=1), False), (proofs.WAIT, True), (proofs.GOOD_FOR, False)],
)
def test_a_ticket_counts_after_its_wait_and_not_for_ever(after, counts) -> None:
    space = cast.a_space()
    ticket = proofs.offer(space_id=space.pk, now=NOW).ticket
    assert (proofs.read(shown=ticket, space_id=space.pk, now=NOW + after) != limits.NO_PROOF) == counts


def test_a_ticket_that_comes_too_early_is_kept_and_waits_on() -> None:
    space = cast.a_space()
    first = proofs.offer(space_id=space.pk, now=NOW)
    later = proofs.offer(space_id=space.pk, now=NOW + timedelta(seconds=10), shown=first.ticket)
    assert (later.ticket, later.wait) == (first.ticket, timedelta(seconds=20))


def test_nobody_waits_with_a_ticket_from_before_the_clock_was_set_back() -> None:
    space = cast.a_space()
    first = proofs.offer(space_id=space.pk, now=NOW)
    later = proofs.offer(space_id=space.pk, now=NOW - timedelta(hours=2), shown=first.ticket)
    assert (later.ticket != first.ticket, later.wait) == (True, proofs.WAIT)


def test_a_sum_is_good_for_half_an_hour_and_for_its_own_space() -> None:
    space, other = cast.a_space(), cast.a_space("other", keeper="Noor")
    shown = solved(proofs.offer(space_id=space.pk, now=NOW).challenge)
    assert proofs.read(shown=shown, space_id=other.pk, now=NOW) == limits.NO_PROOF
    assert proofs.read(shown=shown, space_id=space.pk, now=NOW + proofs.GOOD_FOR) == limits.NO_PROOF
    ticket = proofs.offer(space_id=space.pk, now=NOW).ticket
    assert proofs.read(shown=ticket, space_id=other.pk, now=NOW + proofs.WAIT) == limits.NO_PROOF


def packed(thing) -> str:
    return base64.b64encode(json.dumps(thing).encode()).decode()


def forged(space) -> dict[str, str]:
    offer = proofs.offer(space_id=space, now=NOW)
    challenge, good = json.loads(offer.challenge), json.loads(base64.b64decode(solved(offer.challenge)))
    easier = {**challenge, "parameters": {**challenge["parameters"], "keyPrefix": "", "data": None}}
    return {
        "nothing solved": packed({"challenge": challenge, "solution": {"counter": 1, "derivedKey": "00" * 32}}),
        "an easier sum": packed({"challenge": easier, "solution": good["solution"]}),
        "no signature": packed({"challenge": {"parameters": challenge["parameters"]}, "solution": good["solution"]}),
        "no object": packed([1, 2]), "other shapes": packed({"challenge": "x", "solution": "y"}),
        "numbers": packed({"challenge": {"parameters": 3, "signature": 4}, "solution": {"counter": "1", "derivedKey": 2}}),
        "no base64": "=", "a changed ticket": offer.ticket[:-1] + ("a" if offer.ticket[-1] != "a" else "b"),
        "naughty": "\ud800:\u0000é", "long": "a" * 100_000,
    }  # fmt: skip


FORGED = (
    "nothing solved", "an easier sum", "no signature", "no object", "other shapes", "numbers", "no base64",
    "a changed ticket", "naughty", "long",
)  # fmt: skip


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_proof_is_none(how) -> None:
    space = uuid4()
    shown = forged(space)[how]
    assert proofs.read(shown=shown, space_id=space, now=NOW + proofs.WAIT) == limits.NO_PROOF
    assert proofs.offer(space_id=space, now=NOW, shown=shown).ticket


@given(shown=st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.b64encode(raw).decode()))
def test_whatever_is_shown_is_no_proof(shown) -> None:
    assert proofs.read(shown=shown, space_id=uuid4(), now=NOW) == limits.NO_PROOF


def test_every_refusal_of_the_limits_says_why() -> None:
    """What a person reads is a sentence of its own for each reason."""
    space = cast.a_space(door="slow")
    with pytest.raises(Refused) as told:
        send(space)
    assert "take a moment" in told.value.sentence
    assert told.value.status == 429
