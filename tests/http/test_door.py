"""The door over HTTP, on a live process: what is sent is kept once and comes back whole; what cannot be is told."""

import html
import re
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.live import Site, eventually
from tests.naughty import NAUGHTY

PUBLIC_PAGES = ("", "write/")


@pytest.fixture(scope="module")
def space(server: Site) -> str:
    """A public space's path on the live site."""
    return urlsplit(server.open_space()["url"]).path


def send(visitor: httpx.Client, space: str, **fields: str) -> httpx.Response:
    fields = {"kind": "words", "words": "We think of you.", "name": "Ada", **fields}
    return visitor.post(f"{space}write/", data=fields)


def noted(visitor: httpx.Client, space: str, sent: Mapping[str, str]) -> str:
    """The phrase that the coach notes, once somebody has read the word lists."""
    asked = partial(visitor.post, f"{space}coach/", data=dict(sent))
    note = eventually(lambda: asked().json()["note"], within=60, what="the word lists to be read")
    return str(note["phrase"])


def test_a_message_is_kept_and_its_receipt_shows_it(visitor: httpx.Client, space: str) -> None:
    answer = send(visitor, space, words="A pear tree, for spring.", key="pear")
    assert answer.status_code == 303
    receipt = visitor.get(answer.headers["Location"])
    assert receipt.status_code == 200
    assert "A pear tree, for spring." in receipt.text


def test_the_coach_is_asked_for_a_form_of_ours_without_scripts_alone(visitor: httpx.Client, space: str) -> None:
    hurts = {"words": "Time heals, my dear.", "key": "coached"}
    assert noted(visitor, space, hurts) == "Time heals"
    page = send(visitor, space, **hurts, coach="ask")
    assert page.status_code == 200
    assert "Send it as it is" in page.text
    assert 'name="coach" value="shown"' in page.text
    first = send(visitor, space, **hurts, coach="shown")
    assert first.status_code == 303
    assert send(visitor, space, **hurts).headers["Location"] == first.headers["Location"]  # as a program sends it
    assert send(visitor, space, words="We think of you.", key="kind", coach="ask").status_code == 303


def test_the_coach_asks_the_process_that_has_read_the_word_lists(
    server: Site, visitor: httpx.Client, space: str
) -> None:
    assert visitor.get(f"{space}write/").status_code == 200  # somebody will write soon
    hurts = {"words": "We think of you.\n\nTime heals, my dear."}
    assert noted(visitor, space, hurts) == "Time heals"
    for worker in server.workers():
        assert "numpy" not in Path(f"/proc/{worker}/maps").read_text()


def test_sending_twice_stores_once_also_at_the_same_moment(server: Site, space: str) -> None:
    def once(_: int) -> str:
        with server.visitor() as guest:
            return send(guest, space, key="at once", words="Sent by a nervous thumb.").headers["Location"]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(once, range(16)))) == 1


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_strings_come_back_as_they_were_sent(visitor: httpx.Client, space: str, text: str) -> None:
    fields = {"words": text, "name": text[:200], "relation": text[:100]}
    answer = send(visitor, space, **fields, key=str(abs(hash(text))))
    assert answer.status_code == 303, answer.text
    token = answer.headers["Location"].split("/")[-2]
    kept = visitor.get(f"/api/v1/received/{token}").json()
    assert kept["words"] == text
    assert kept["name"] == text[:200].strip()
    page = visitor.get(answer.headers["Location"]).text
    assert html.escape(text)[:2000] in page
    assert "<script>document" not in page
    assert "<img src=x" not in page


BAD = [
    ({"words": ""}, "words"),
    ({"words": "x" * 20_001}, "words"),
    ({"kind": "parcel"}, "kind"),
    ({"kind": "name", "name": ""}, "name"),
    ({"name": "n" * 201}, "name"),
    ({"email": "not an address"}, "email"),
    ({"relation": "r" * 101}, "relation"),
    ({"words": "a\0b"}, "words"),
]


@pytest.mark.parametrize(("fields", "where"), BAD)
def test_bad_input_is_told_at_the_field_and_at_the_top_and_nothing_typed_is_gone(
    visitor: httpx.Client, space: str, fields: dict[str, str], where: str
) -> None:
    answer = send(visitor, space, **{"words": "Kept words", "relation": "cousin", **fields})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert f'id="id_{where}_error"' in answer.text
    typed = {"words": "Kept words", "relation": "cousin", **fields}
    for text in (typed["words"], typed["relation"]):
        assert html.escape(text.replace("\0", ""))[:2000] in answer.text.replace("\0", "")


def test_bytes_that_are_no_text_are_told_so(visitor: httpx.Client, space: str) -> None:
    body = b"kind=words&words=%FF%FE%80broken&name=Ada"
    answer = visitor.post(f"{space}write/", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 400
    assert "did not arrive whole" in answer.text


def test_a_body_that_is_far_too_large_is_refused_in_words(visitor: httpx.Client, space: str) -> None:
    answer = send(visitor, space, words="x" * 3_000_000)
    assert answer.status_code in {400, 413}
    assert "<h1" in answer.text


def test_a_form_from_another_site_is_refused(visitor: httpx.Client, space: str) -> None:
    fields = {"kind": "words", "words": "Not from our page."}
    answer = visitor.post(f"{space}write/", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_the_whole_life_of_a_message_without_a_script(visitor: httpx.Client, space: str) -> None:
    receipt = send(visitor, space, words="First words.", key="life").headers["Location"]
    seen = re.search(r'name="seen" value="(\d+)"', visitor.get(receipt).text)
    assert seen
    mended = {"kind": "words", "words": "Better words.", "name": "Ada", "seen": seen[1]}
    assert visitor.post(f"{receipt}mend/", data=mended).status_code == 303
    assert "Better words." in visitor.get(receipt).text
    stale = visitor.post(f"{receipt}mend/", data={**mended, "words": "From an old window."})
    assert stale.status_code == 409
    assert "From an old window." in stale.text
    assert "Better words." in visitor.get(receipt).text
    assert visitor.post(f"{receipt}answer/", data={"email": "nonsense"}).status_code == 422
    assert visitor.post(f"{receipt}answer/", data={"no_answer": "on"}).status_code == 303
    assert visitor.post(f"{receipt}withdraw/").status_code == 303
    assert "Better words." not in visitor.get(receipt).text
    late = visitor.post(f"{receipt}mend/", data=mended)
    assert late.status_code == 410
    assert "took this message back" in late.text
    assert "Better words." in late.text, "what was typed is still there"


@pytest.mark.parametrize(
    "address", ["/received/forged/", "/for/no-such-space/", "/for/no-such-space/write/", "/nowhere/"]
)
def test_what_is_not_there_is_a_calm_page_with_the_way_to_help(visitor: httpx.Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert 'href="/help/"' in answer.text


def test_a_private_space_is_the_same_nothing_as_a_missing_one(server: Site, visitor: httpx.Client) -> None:
    private = urlsplit(server.open_space(visibility="private")["url"]).path
    for page in PUBLIC_PAGES:
        hidden, missing = visitor.get(private + page), visitor.get("/for/no-such-space/" + page)
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text == missing.text
    assert visitor.post(f"{private}write/", data={"kind": "candle"}).status_code == 404


def test_a_space_by_link_opens_with_its_link_and_keeps_it(server: Site) -> None:
    url = server.open_space(visibility="link")["url"]
    path = urlsplit(url).path
    with server.visitor() as stranger:
        assert stranger.get(path).status_code == 404
    with server.visitor(follow_redirects=True) as friend:
        page = friend.get(url)
        assert page.status_code == 200
        assert "link=" not in str(page.url), "the secret leaves the address bar"
        assert friend.get(f"{path}write/").status_code == 200


def test_every_page_carries_the_headers_that_keep_it_safe(visitor: httpx.Client, space: str) -> None:
    receipt = send(visitor, space).headers["Location"]
    for address in (space, f"{space}write/", receipt, "/help/", "/", "/sign-in/", "/nowhere/"):
        answer = visitor.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        if address != "/":  # the site's own front page may be found; nothing else, unless a family chose it
            assert "noindex" in answer.headers["X-Robots-Tag"]
        assert not re.search(r"<(script|style)[^>]*>[^<]", answer.text), "nothing inline"
        assert "style=" not in answer.text
        assert 'href="/help/"' in answer.text


def test_a_public_page_is_light(visitor: httpx.Client, space: str) -> None:
    page = visitor.get(space)
    parts = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page.text))
    assert parts
    total = _compressed(visitor, space) + sum(_compressed(visitor, part) for part in parts)
    assert total < 50_000


def _compressed(visitor: httpx.Client, address: str) -> int:
    with visitor.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        return sum(len(piece) for piece in answer.iter_raw())


def test_a_client_that_goes_away_before_the_answer_harms_nothing(server: Site, space: str) -> None:
    body = urlencode({"kind": "words", "words": "The train went into a tunnel.", "key": "tunnel"}).encode()
    head = (
        f"POST {space}write/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head.encode() + body)
    with server.visitor() as again:
        answer = again.post(
            f"{space}write/", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        kept = again.get(f"/api/v1/received/{answer.headers['Location'].split('/')[-2]}").json()
    assert kept["words"] == "The train went into a tunnel."
