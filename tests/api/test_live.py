"""The API over real HTTP, with many at once."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests import live
from tests.api.test_openapi import KEPT

WORDS = {"kind": "words", "name": "Ada", "words": "We think of you.", "consent": {"public": True}}


@pytest.fixture(scope="module")
def slug(server):
    """A space that these tests share; none of them looks at what the others left there."""
    return server.open_space()["slug"]


def _post(program, slug, key):
    answer = program.post(f"/api/v1/spaces/{slug}/messages", json=WORDS, headers={"Idempotency-Key": key})
    return answer.status_code, answer.json()


def test_the_same_message_sent_by_many_at_once_is_kept_once(server):
    slug = server.open_space()["slug"]
    key = uuid.uuid4().hex
    with server.visitor() as program, ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _turn: _post(program, slug, key), range(24)))
        assert sorted(status for status, _told in answers) == [200] * 23 + [201]
        assert len({json.dumps(told) for _status, told in answers}) == 1

        def settled():
            return program.get(f"/api/v1/spaces/{slug}/messages").json()["messages"]

        shown = live.eventually(settled, within=60, what="the message to be settled")
        assert [one["id"] for one in shown] == [answers[0][1]["id"]]


def test_many_messages_at_once_are_all_kept(server, slug):
    with server.visitor() as program, ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda _turn: _post(program, slug, uuid.uuid4().hex), range(60)))
        assert {status for status, _told in answers} == {201}
        kept = [program.get(f"/api/v1/received/{told['receipt_token']}").json()["id"] for _status, told in answers]
    assert kept == [told["id"] for _status, told in answers]


@pytest.mark.parametrize(
    ("body", "status"),
    [(b'{"kind": "words", "words": "\xff"}', 400), (b"", 422), (b'"' + b"x" * 1_100_000 + b'"', 413)],
)
def test_raw_bytes_are_answered_with_a_problem(server, slug, body, status):
    with server.visitor() as program:
        answer = program.post(
            f"/api/v1/spaces/{slug}/messages", content=body,
            headers={"Idempotency-Key": "k", "Content-Type": "application/json"},
        )  # fmt: skip
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status


def test_a_program_that_names_the_family_in_another_encoding_is_told_kindly(server):
    address = urlsplit(server.url)
    line = HTTPConnection(address.hostname, address.port, timeout=30)
    line.putrequest("GET", "/api/v1/spaces/%FF%FE")
    line.endheaders()
    answer = line.getresponse()
    assert (answer.status, answer.getheader("Content-Type")) == (404, "application/problem+json")
    line.close()


def test_head_has_no_body(server, slug):
    with server.visitor() as program:
        answer = program.head(f"/api/v1/spaces/{slug}")
    assert (answer.status_code, answer.content) == (200, b"")


def test_the_description_is_there_and_its_addresses_answer(server, slug):
    with server.visitor() as program:
        answer = program.get("/api/v1/openapi.json")
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "application/json")
        described = answer.json()
        assert described == json.loads(KEPT.read_text(encoding="utf-8"))
        for path in described["paths"]:
            address = path.replace("{slug}", slug)
            assert program.get(address).status_code == (404 if "{token}" in path else 200), path
