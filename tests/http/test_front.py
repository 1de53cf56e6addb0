"""The front before Django, on a live process: the same answers, rules and manners, whichever of the two gives them."""

import socket
import uuid
from urllib.parse import urlsplit

import httpx
import pytest

from tests.live import Site, eventually

WORDS = "We planted an apple tree for her."
BY_CHANCE = {"date", "location", "content-length", "set-cookie"}


@pytest.fixture
def opened(server: Site) -> dict[str, str]:
    """A public space of this test's own."""
    return server.open_space()


def send(visitor: httpx.Client, path: str, **fields: str) -> httpx.Response:
    typed = {"kind": "words", "words": WORDS, "name": "Ada", "key": uuid.uuid4().hex, **fields}
    return visitor.post(f"{path}write/", data=typed)


def manners(answer: httpx.Response) -> dict[str, str]:
    """The head of an answer, without what differs by chance."""
    return {name: value for name, value in answer.headers.items() if name not in BY_CHANCE}


def test_a_message_is_answered_alike_by_the_front_and_by_django(visitor: httpx.Client, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    quick = send(visitor, path)
    slow = send(visitor, path, something="that only the form understands")
    assert (quick.status_code, slow.status_code) == (303, 303)
    differing = dict(manners(quick).items() ^ manners(slow).items())
    assert set(differing) <= {"vary", "content-language", "content-type"}
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "x-robots-tag"):
        assert quick.headers[name] == slow.headers[name]
    assert quick.headers["cache-control"] == "private, no-store"


def test_what_is_sent_twice_by_two_ways_is_kept_once(visitor: httpx.Client, opened: dict[str, str]) -> None:
    path, key = urlsplit(opened["url"]).path, uuid.uuid4().hex
    first = send(visitor, path, key=key)
    again = send(visitor, path, key=key, something="else")
    program = visitor.post(
        f"/api/v1/spaces/{opened['slug']}/messages", json={"kind": "words", "name": "Ada", "words": WORDS},
        headers={"Idempotency-Key": key},
    )  # fmt: skip
    assert first.headers["Location"] == again.headers["Location"]
    assert program.status_code == 200
    assert urlsplit(program.json()["receipt"]).path == first.headers["Location"]


def test_a_form_from_another_site_is_refused(visitor: httpx.Client, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    foreign = visitor.post(
        f"{path}write/", data={"kind": "candle", "key": "k"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert foreign.status_code == 403


def test_a_page_that_is_known_is_not_sent_again(visitor: httpx.Client, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    page = visitor.get(path)
    again = visitor.get(path, headers={"If-None-Match": page.headers["etag"]})
    assert (page.status_code, again.status_code, again.content) == (200, 304, b"")
    plain = visitor.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert page.headers["content-encoding"] == "gzip"
    assert plain.text == page.text
    assert visitor.head(path).headers["etag"] == page.headers["etag"]


def test_what_is_taken_back_is_gone_from_the_page_a_moment_later(
    server: Site, visitor: httpx.Client, opened: dict[str, str]
) -> None:
    path = urlsplit(opened["url"]).path
    receipt = send(visitor, path, may_public="on").headers["Location"]
    eventually(lambda: WORDS in visitor.get(path).text, within=60, what="the words on the page")
    visitor.post(f"{receipt}withdraw/")
    eventually(lambda: WORDS not in visitor.get(path).text, within=5, what="the page without them")


def test_a_keepers_own_page_is_handed_to_nobody_else(server: Site, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    with server.visitor(follow_redirects=True) as keeper, server.visitor() as stranger:
        keeper.get(opened["sign_in_url"])
        own = keeper.get(path)
        assert "Sign out" in own.text
        assert own.headers["cache-control"] == "private, no-store"
        others = stranger.get(path)
        assert "Sign out" not in others.text
        assert "Sign out" in keeper.get(path).text


@pytest.mark.parametrize("visibility", ["private", "link"])
def test_a_page_that_is_not_public_is_nothing_to_a_stranger_also_after_its_family_looked(
    server: Site, visibility: str
) -> None:
    opened = server.open_space(visibility=visibility)
    path = urlsplit(opened["url"]).path
    with server.visitor(follow_redirects=True) as keeper, server.visitor() as stranger:
        keeper.get(opened["sign_in_url"])
        assert keeper.get(path).status_code == 200
        assert stranger.get(path).status_code == 404
        assert send(stranger, path).status_code == 404


def test_a_large_answer_and_a_long_body_go_through(server: Site, visitor: httpx.Client, opened: dict[str, str]) -> None:
    """What does not fit into one piece: words as long as they may be in signs that take twelve letters each."""
    path = urlsplit(opened["url"]).path
    words = "🕯" * 20_000
    receipt = send(visitor, path, words=words).headers["Location"]
    assert words in visitor.get(receipt).text
    too_long = send(visitor, path, words=words + "🕯")
    assert too_long.status_code == 422
    assert words in too_long.text


def test_whatever_name_a_page_is_asked_by_its_bytes_are_made_once(
    visitor: httpx.Client, opened: dict[str, str]
) -> None:
    path = urlsplit(opened["url"]).path
    tags = {visitor.get(path, headers={"Host": f"name-{number}.example"}).headers["etag"] for number in range(3)}
    assert len(tags) == 1
    assert visitor.get(path, headers={"Host": "no name"}).status_code == 400


def test_a_form_in_letters_of_another_kind_is_refused_by_both(visitor: httpx.Client, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=iso-8859-1"}
    for body in ("kind=candle&key=one", "kind=candle&key=one&something=else"):
        assert visitor.post(f"{path}write/", content=body, headers=kind).status_code == 400


def test_a_cookie_in_two_lines_is_read_whole(server: Site, opened: dict[str, str]) -> None:
    path = urlsplit(opened["url"]).path
    with server.visitor(follow_redirects=True) as keeper, server.visitor() as visitor:
        keeper.get(opened["sign_in_url"])
        session = f"sessionid={keeper.cookies['sessionid']}"
        page = visitor.get(path, headers=[("Cookie", "theme=dark"), ("Cookie", session)])
    assert "Sign out" in page.text


def test_words_that_break_off_on_the_way_are_not_kept_as_if_they_were_whole(
    server: Site, visitor: httpx.Client, opened: dict[str, str]
) -> None:
    path = urlsplit(opened["url"]).path
    head = f"POST {path}write/ HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(f"{head}Content-Length: 500\r\n\r\nkind=words&name=Ada&words=Half+a&may_public=on".encode())
        line.shutdown(socket.SHUT_WR)
        assert b" 303 " not in line.recv(4096)


@pytest.mark.parametrize("value", [b"sn\xc3\xb6", b"\xff"])
def test_letters_beyond_ascii_in_a_head_break_nothing(server: Site, opened: dict[str, str], value: bytes) -> None:
    path = urlsplit(opened["url"]).path
    for name in (b"Cookie", b"Accept-Language", b"X-Forwarded-For", b"Referer"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(b"GET %s?cursor= HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n" % path.encode())
            line.sendall(name + b": a=" + value + b"\r\n\r\n")
            assert b" 200 " in line.recv(4096).split(b"\r\n")[0]
