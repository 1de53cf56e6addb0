"""What programs can do: send a message, read what is public, and read what a keeper sees."""

import datetime
import json
import uuid

import pytest
from hypothesis import HealthCheck, settings, strategies
from hypothesis import given as from_hypothesis

from alongside.door import mending, placing
from alongside.door.draft import WORDING
from alongside.door.models import Message
from alongside.people import keys
from alongside.reading.models import Mark, ReadMark
from alongside.spaces.models import Membership
from tests import given
from tests.naughty import NAUGHTY

pytestmark = pytest.mark.django_db

SEND = "/api/v1/spaces/lina/messages"
WORDS = {"kind": "words", "name": "Ada", "words": "We think of you."}

LONGEST = {"words": 20_000, "name": 200, "relation": 100, "link": 2_000}


def _send(client, body=WORDS, key="a-key", path=SEND, **more):
    return client.post(
        path, data=json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key, **more}
    )


def _key(space, name="Mira"):
    keeper = given.a_keeper(space, name)
    return keys.make_key(person=keeper.person, space_id=space.pk, name="our page", now=given.NOW).secret


def _as(secret):
    return {"Authorization": f"Bearer {secret}"}


def test_a_message_is_kept_and_its_receipt_proves_it(client):
    given.a_space()
    answer = _send(client)
    assert answer.status_code == 201
    kept = answer.json()
    assert set(kept) == {"id", "receipt", "receipt_token", "state"}
    assert kept["state"] == "waiting"
    assert kept["receipt"].endswith(f"/received/{kept['receipt_token']}/")
    assert kept["receipt"].startswith("http")

    receipt = client.get(f"/api/v1/received/{kept['receipt_token']}").json()
    assert receipt["id"] == kept["id"]
    assert (receipt["words"], receipt["name"], receipt["kind"]) == ("We think of you.", "Ada", "words")
    assert (receipt["state"], receipt["withdrawn"], receipt["thanks"]) == ("waiting", False, [])
    assert datetime.datetime.fromisoformat(receipt["arrived_at"]).tzinfo is not None


def test_the_same_key_again_keeps_nothing_and_gives_the_first_answer(client):
    space = given.a_space()
    first = _send(client)
    Message.objects.update(state="open")  # it was settled meanwhile
    again = _send(client)
    assert [one.status_code for one in (first, again)] == [201, 200]
    assert first.json() == again.json()
    assert [one.words for one in Message.objects.in_space(space)] == ["We think of you."]


@pytest.mark.parametrize(
    "other",
    [{"words": "Something else."}, {"name": "Adam"}, {"kind": "prayer"}, {"email": "ada@example.org"},
     {"consent": {"public": True}}],
)  # fmt: skip
def test_the_same_key_for_something_else_is_refused_and_told_apart_from_a_field_that_cannot_be_kept(client, other):
    space = given.a_space()
    first = _send(client)
    refused = _send(client, {**WORDS, **other})
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "application/problem+json")
    told = refused.json()
    assert told["title"] == "Idempotency-Key is already used"
    assert told["type"] == "urn:alongside:problem:idempotency-key-already-used"
    assert [error["field"] for error in told["errors"]] == ["Idempotency-Key"]
    assert first.json()["receipt_token"] not in refused.content.decode()
    assert [one.words for one in Message.objects.in_space(space)] == ["We think of you."]
    assert _send(client, {**WORDS, **other}, key="a-new-key").status_code == 201


def test_the_same_key_in_another_space_is_another_message(client):
    given.a_space()
    given.a_space("noor", keeper="Noor")
    first, second = _send(client), _send(client, path="/api/v1/spaces/noor/messages")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] != second.json()["id"]


@pytest.mark.parametrize("field", ["words", "name", "relation", "link"])
def test_naughty_strings_come_back_as_they_were_sent(client, field):
    space = given.a_space()
    secret = _key(space)
    fitting = [text[: LONGEST[field]] for text in NAUGHTY]
    for number, text in enumerate(fitting):
        body = {**WORDS, **({field: text} if field != "link" else {})}
        query = {"link": text} if field == "link" else {}
        sent = client.post(
            SEND, data=json.dumps(body), content_type="application/json", query_params=query,
            headers={"Idempotency-Key": f"key-{number}"},
        )  # fmt: skip
        assert sent.status_code == 201, text
    Message.objects.update(state="open")
    shown = client.get(SEND, {"limit": 100}, headers=_as(secret)).json()["messages"]
    if field != "link":
        expected = fitting if field == "words" else [text.strip() for text in fitting]
        assert sorted(one[field] for one in shown) == sorted(expected)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@from_hypothesis(
    words=strategies.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text and "\r" not in text)
)
def test_any_words_are_kept_as_they_are(client, words):
    if not Membership.objects.filter(space__slug="lina").exists():
        given.a_space()
    kept = _send(client, {**WORDS, "words": words}, key=uuid.uuid4().hex).json()
    assert client.get(f"/api/v1/received/{kept['receipt_token']}").json()["words"] == words


def test_consent_is_asked_for_and_written_down(client):
    space = given.a_space()
    _send(client, {**WORDS, "consent": {"public": True, "name": True}}, key="named")
    _send(client, {**WORDS, "consent": {"public": True}}, key="nameless")
    _send(client, {**WORDS}, key="for the family")
    Message.objects.update(state="open")
    shown = client.get(SEND).json()["messages"]
    assert sorted(one["name"] for one in shown) == ["", "Ada"]
    assert all("relation" not in one for one in shown)
    assert Message.objects.filter(space=space, audience="public", wording=WORDING).count() == 2


def test_only_what_may_be_read_by_everybody_is_public(client):
    space = given.a_space()
    public = given.a_message(space, given.a_draft("Everybody may read this.", public=True))
    off = given.a_message(space, given.a_draft("The family took this off.", public=True))
    placing.keep_off_page(keeper=given.a_keeper(space), message_id=off.id, off=True)
    given.a_message(space, given.a_draft("For the family."))
    for state in ("waiting", "gentle", "safety", "care", "withdrawn"):
        given.a_message(space, given.a_draft(f"This is {state}.", public=True), state=state)
    told = client.get(SEND).json()
    assert [(one["id"], one["words"]) for one in told["messages"]] == [(str(public.id), "Everybody may read this.")]
    assert told["next"] is None


def test_a_page_follows_the_other_without_a_gap(client):
    space = given.a_space()
    for number in range(7):
        when = given.NOW + datetime.timedelta(minutes=number // 2)
        given.a_message(space, given.a_draft(f"number {number}", public=True), now=when)
    seen, cursor = [], ""
    for _page in range(4):
        told = client.get(SEND + f"?limit=2&cursor={cursor}").json()  # the cursor as it came, not encoded
        seen += [one["words"] for one in told["messages"]]
        cursor = told["next"]
        if cursor is None:
            break
    assert sorted(seen) == [f"number {number}" for number in range(7)]


def test_a_keepers_key_shows_what_that_keeper_sees(client):
    space = given.a_space(visibility="private")
    secret = _key(space)
    theirs = given.a_message(space, given.a_draft("For the family.", relation="a neighbour"))
    never = given.a_message(space, given.a_draft("Never again."))
    ReadMark.objects.create(
        space=space, membership=given.a_keeper(space).membership, message=never, state=Mark.NEVER, at=given.NOW
    )  # fmt: skip
    for state in ("waiting", "gentle", "safety", "care", "withdrawn"):
        given.a_message(space, given.a_draft(f"This is {state}."), state=state)
    shown = client.get(SEND, headers=_as(secret)).json()["messages"]
    assert [(one["id"], one["name"], one["relation"]) for one in shown] == [(str(theirs.id), "Ada", "a neighbour")]
    assert client.get(SEND).status_code == 404
    assert client.get("/api/v1/spaces/lina", headers=_as(secret)).json()["title"] == "For Lina"


@pytest.mark.parametrize("why", ["given up", "left", "another space", "only helps"])
def test_a_key_that_no_longer_fits(client, why):
    space = given.a_space(visibility="private")
    keeper = given.a_keeper(space)
    secret = _key(space)
    assert client.get(SEND, headers=_as(secret)).status_code == 200
    path = SEND
    if why == "given up":
        shown = keys.keys_of(person=keeper.person, space_id=space.pk)
        keys.give_up(person=keeper.person, key_id=shown[0].id, now=given.NOW)
    if why == "left":
        Membership.objects.filter(space=space).update(left_at=given.NOW)
    if why == "only helps":
        Membership.objects.filter(space=space).update(role="helper")
    if why == "another space":
        given.a_space("second", keeper="Mira")
        path = "/api/v1/spaces/second/messages"
    assert client.get(path, headers=_as(secret)).status_code == (401 if why == "given up" else 404)


def test_a_space_that_opens_by_a_link(client):
    space = given.a_space(visibility="link")
    assert _send(client).status_code == 404
    linked = f"{SEND}?link={space.link_key}"
    assert _send(client, path=linked).status_code == 201
    assert client.get(linked).status_code == 200
    assert client.get(f"{SEND}?link=guessed").status_code == 404


def test_a_writer_is_not_told_in_which_lane_their_message_is(client):
    space = given.a_space()
    told = set()
    for state in ("open", "gentle", "safety", "care"):
        message = given.a_message(space, state=state)
        told.add(client.get(f"/api/v1/received/{message.receipt}").json()["state"])
    assert told == {"kept"}


def test_a_withdrawn_message_says_so_to_its_writer(client):
    message = given.a_message(given.a_space())
    mending.withdraw(receipt=message.receipt, now=given.NOW)
    receipt = client.get(f"/api/v1/received/{message.receipt}").json()
    assert (receipt["state"], receipt["withdrawn"]) == ("withdrawn", True)


def test_a_session_opens_nothing_and_nothing_is_left_in_the_browser(client):
    space = given.a_space(visibility="private")
    client.force_login(given.a_keeper(space).person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(SEND)
    assert answer.status_code == 404
    assert not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_more_questions_to_the_database_for_more_messages(client, django_assert_max_num_queries):
    space = given.a_space()
    for _number in range(30):
        given.a_message(space, given.a_draft(public=True))
    secret = _key(space)
    with django_assert_max_num_queries(3):
        assert len(client.get(SEND, {"limit": 30}).json()["messages"]) == 30
    with django_assert_max_num_queries(8):
        assert len(client.get(SEND, {"limit": 30}, headers=_as(secret)).json()["messages"]) == 30


def test_head_is_answered_like_get(client):
    given.a_space()
    assert client.head(SEND).status_code == 200
