"""Whatever goes wrong, a program is told so in one shape (RFC 9457)."""

import json

import pytest

from alongside.door import intake
from tests import given

pytestmark = pytest.mark.django_db

SEND = "/api/v1/spaces/lina/messages"
WORDS = {"kind": "words", "name": "Ada", "words": "We think of you."}
SHAPE = {"type", "title", "status", "detail", "instance"}


def _send(client, body, path=SEND, key="a-key", **more):
    data = body if isinstance(body, bytes) else json.dumps(body)
    headers = {"Idempotency-Key": key, **more} if key is not None else more
    return client.post(path, data=data, content_type="application/json", headers=headers)


def _told(response, status):
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert SHAPE <= set(told) <= SHAPE | {"errors"}
    assert told["status"] == status
    assert told["instance"] == response.wsgi_request.path
    assert told["detail"]
    assert told["title"]
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    return told


NOWHERE = [
    ("get", "/api/"), ("get", "/api/v1/"), ("get", "/api/v2/spaces/lina"), ("post", "/api/v1/nothing"),
    ("get", "/api/v1/spaces/nobody"), ("get", "/api/v1/spaces/nobody/messages"), ("post", "/api/v1/spaces/nobody/messages"),
    ("get", "/api/v1/spaces/lina/messages/"), ("get", "/api/v1/spaces/a%00b/messages"),
    ("get", "/api/v1/spaces/%F0%9F%95%AF"),
    ("get", "/api/v1/received/forged"), ("get", "/api/v1/received/a%00b"), ("get", "/api/v1/docs"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), NOWHERE)
def test_what_is_not_there(client, method, path):
    given.a_space()
    answer = _send(client, WORDS, path) if method == "post" else client.get(path)
    _told(answer, 404)


def test_a_private_space_is_not_there_in_the_same_words(client):
    given.a_space("ours", visibility="private")
    for path in ("/api/v1/spaces/{}", "/api/v1/spaces/{}/messages"):
        ours, nobodys = client.get(path.format("ours")), client.get(path.format("nobodys"))
        assert ours.content.replace(b"ours", b"") == nobodys.content.replace(b"nobodys", b"")
        _told(ours, 404)
    _told(_send(client, WORDS, "/api/v1/spaces/ours/messages"), 404)


@pytest.mark.parametrize("path", [SEND, "/api/v1/spaces/lina", "/api/v1/received/x", "/api/v1/openapi.json"])
@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_wrong_method(client, path, method):
    given.a_space()
    answer = getattr(client, method)(path)
    _told(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "body", [b"", b"words", b"{", b'{"kind": "words", "words": "\xff\xfe"}', b"[" * 100_000, b"\x00", b"{}" * 2]
)
def test_a_body_that_cannot_be_read(client, body):
    given.a_space()
    answer = _send(client, body)
    told = _told(answer, 422 if not body else 400)
    assert "detail" in told


@pytest.mark.parametrize("key", [None, "", "k" * 101])
def test_a_message_without_a_usable_key(client, key):
    given.a_space()
    told = _told(_send(client, WORDS, key=key), 400)
    assert [error["field"] for error in told["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "flowers"}, "kind"), ({"kind": 7}, "kind"), ({"kind": None}, "kind"), ({"words": ""}, "words"),
        ({"words": ["a"]}, "words"), ({"words": "a\0b"}, "words"), ({"words": "x" * 20_001}, "words"),
        ({"words": "\ud800"}, "words"), ({"name": "x" * 201}, "name"), ({"name": {"a": 1}}, "name"),
        ({"email": "nowhere"}, "email"), ({"relation": "x" * 101}, "relation"), ({"relation": 1.5}, "relation"),
        ({"kind": "name", "name": " "}, "name"), ({"consent": "yes"}, "consent"),
        ({"consent": {"public": "yes"}}, "consent.public"), ({"kind": "\udfff"}, "kind"),
        ({"email": "a\ud800@b.org"}, "email"),
        ({"consent": {"print": 1}}, "consent.print"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_kept_is_named(client, wrong, field):
    given.a_space()
    told = _told(_send(client, {**WORDS, **wrong}), 422)
    assert [error["field"] for error in told["errors"]] == [field]
    assert all(error["detail"] for error in told["errors"])


@pytest.mark.parametrize("body", [[], "words", 7, None, {}])
def test_a_body_that_is_no_message(client, body):
    given.a_space()
    _told(_send(client, body), 422)


def test_a_body_of_more_than_a_megabyte(client):
    given.a_space()
    _told(_send(client, {**WORDS, "words": "x" * 1_100_000}), 413)


@pytest.mark.parametrize(
    "query", ["cursor=nonsense", "cursor=2026-03-14T10:00:00_0", "cursor=%00", "cursor=2026-03-14_" + "0" * 32]
)
def test_a_cursor_that_is_none(client, query):
    given.a_space()
    _told(client.get(f"{SEND}?{query}"), 400)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=many", "limit=-1"])
def test_a_limit_out_of_bounds(client, query):
    given.a_space()
    told = _told(client.get(f"{SEND}?{query}"), 422)
    assert [error["field"] for error in told["errors"]] == ["limit"]


@pytest.mark.parametrize("shown", ["Bearer nothing", "Basic YTpi", "Bearer", "", "Bearer \u00e9"])
def test_a_key_that_opens_nothing(client, shown):
    given.a_space()
    for path in (SEND, "/api/v1/spaces/lina"):
        answer = client.get(path, headers={"Authorization": shown})
        _told(answer, 401)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_closed_door(client):
    given.a_space(door="closed")
    _told(_send(client, WORDS), 403)


def test_a_sender_of_very_much_is_told_when_to_come_back(client, settings):
    settings.SITE = settings.SITE.model_copy(update={"limits": "on"})
    given.a_space()
    answers = [_send(client, WORDS, key=f"key-{number}") for number in range(42)]
    assert {answer.status_code for answer in answers} == {201, 429}
    told = answers[-1].json()
    assert set(told) == SHAPE | {"challenge", "ticket"}
    assert told["challenge"]["parameters"]["algorithm"] == "SHA-256"
    assert answers[-1].headers["Retry-After"] == "30"


def test_something_broken_on_our_side(client, monkeypatch):
    given.a_space()

    def broken(**_asked):
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(intake, "accept", broken)
    told = _told(_send(client, WORDS), 500)
    assert "secret" not in json.dumps(told)
