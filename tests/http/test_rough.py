"""What a rough program or a broken line sends, to a live process on both engines: it is told calmly, and nothing breaks."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

from tests.live import Site

BOUNDARY = "a-boundary-of-ours"
IN_PARTS = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture(scope="module")
def space(server: Site) -> str:
    """A public space's path on the live site."""
    return urlsplit(server.open_space()["url"]).path


@pytest.fixture
def keeper(server: Site) -> Iterator[httpx.Client]:
    """Somebody who is signed in."""
    with server.visitor(follow_redirects=True) as client:
        client.get(server.sign_in_url("someone-rough@example.org"))
        yield client


def parts(packed: str = "", **fields: bytes) -> bytes:
    """A form as a page's script sends it; `packed` is an encoding to claim for every part."""
    said = f"\r\nContent-Transfer-Encoding: {packed}" if packed else ""
    each = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{said}\r\n\r\n'.encode() + value + b"\r\n"
        for name, value in fields.items()
    ]
    return b"".join(each) + f"--{BOUNDARY}--\r\n".encode()


def is_calm(answer: httpx.Response, status: int) -> None:
    """A page in plain words, with the way to help on it."""
    assert answer.status_code == status, answer.text[:2000]
    assert "<h1" in answer.text
    assert 'href="/help/"' in answer.text


# ------------------------------------------------------------------------------------------------------- a NUL somewhere


@pytest.mark.parametrize(
    "address",
    [
        "/received/%00/", "/received/a%00b/mend/", "/invited/%00/", "/sign-in/%00/", "/sign-in/%00/enter/",
        "/unsubscribe/%00/", "{space}picture/%00/480.webp", "{space}picture/a/%00.webp", "/for/%00/", "/%00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_nul_in_an_address_leads_nowhere(visitor: httpx.Client, space: str, address: str, method: str) -> None:
    is_calm(visitor.request(method, address.format(space=space)), 404)


@pytest.mark.parametrize(
    "address",
    [
        "/?words=%00",
        "{space}?link=%00",
        "{space}?cursor=%00",
        "/sign-in/?next=%00",
        "/help/?country=%00",
        "/home/?a=%00",
    ],
)
def test_a_nul_in_a_question_is_not_read(visitor: httpx.Client, space: str, address: str) -> None:
    is_calm(visitor.get(address.format(space=space)), 400)


def test_a_nul_in_a_cookie_is_no_cookie(visitor: httpx.Client, space: str) -> None:
    for name in ("sessionid", "csrftoken", "family-link", "messages", "one-time"):
        for address in ("/", "/home/", space, "/sign-in/"):
            answer = visitor.get(address, headers={"Cookie": f'{name}="a\\000b"'})
            assert answer.status_code in {200, 302}, (name, address)


def test_a_token_that_is_no_token_is_not_there(visitor: httpx.Client) -> None:
    for token in ("a" * 65, "a.b", "%F0%9F%95%AF", "%FF%FE", "a%20b"):
        is_calm(visitor.get(f"/received/{token}/"), 404)


# --------------------------------------------------------------------------------- too much, and what an address cannot do


@pytest.mark.parametrize("words", [1_000_001, 2_500_000])
def test_more_than_can_be_taken_at_once_is_said_so(visitor: httpx.Client, space: str, words: int) -> None:
    for how in ({"data": {"kind": "words", "words": "x" * words}}, {"files": {"words": (None, "x" * words)}}):
        answer = visitor.post(f"{space}write/", **how)
        is_calm(answer, 413)
        assert "more than we can take at once" in answer.text


def test_more_than_can_be_taken_is_said_to_the_signed_in_too(keeper: httpx.Client) -> None:
    is_calm(keeper.post("/open/", data={"title": "x" * 1_100_000}), 413)


def test_what_an_address_cannot_do_is_said_in_words(visitor: httpx.Client, space: str) -> None:
    forged = "/received/forged/withdraw/"
    for method, address in (("GET", forged), ("PUT", f"{space}write/"), ("DELETE", f"{space}write/")):
        answer = visitor.request(method, address)
        is_calm(answer, 405)
        assert "POST" in answer.headers["Allow"]
    assert visitor.head(forged).status_code == 405
    told = visitor.put("/api/v1/openapi.json")
    assert (told.status_code, told.headers["content-type"]) == (405, "application/problem+json")


# ----------------------------------------------------------------------------------------------------- letters in pieces


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (parts(kind=b"words", words="Gr\u00fc\u00dfe \U0001f56f".encode(), name=b"Ada"), "Gr\u00fc\u00dfe \U0001f56f"),
        (parts(kind=b"words", words="a \ufffd of my own".encode(), name=b"Ada"), "a \ufffd of my own"),
        (parts(packed="base64", kind=b"d29yZHM=", words=b"R3LDvMOfZQ==", name=b"QWRh"), "Gr\u00fc\u00dfe"),
    ],
)
def test_what_a_page_sends_in_parts_is_kept_as_it_is(visitor: httpx.Client, space: str, body: bytes, text: str) -> None:
    answer = visitor.post(f"{space}write/", content=body, headers=IN_PARTS)
    assert answer.status_code in {302, 303}, answer.text
    kept = visitor.get(f"/api/v1/received/{answer.headers['Location'].split('/')[-2]}").json()
    assert kept["words"] == text


@pytest.mark.parametrize(
    "body",
    [
        parts(kind=b"words", words=b"Gr\xfc\xdfe", name=b"Ada"),
        parts(kind=b"words", words="\ufffd ".encode() + b"and Gr\xfc\xdfe", name=b"Ada"),
        parts(kind=b"words", words=b"We think of you.", name=b"J\xf6rg"),
        parts(kind=b"words", words=b"half a candle \xf0\x9f\x95", name=b"Ada"),
        parts(packed="base64", kind=b"d29yZHM=", words=b"R3L832U=", name=b"QWRh"),
    ],
)
def test_letters_that_did_not_arrive_whole_are_not_kept_damaged(visitor: httpx.Client, space: str, body: bytes) -> None:
    answer = visitor.post(f"{space}write/", content=body, headers=IN_PARTS)
    is_calm(answer, 400)
    assert "did not arrive whole" in answer.text


def test_mended_words_in_pieces_leave_the_first_ones_as_they_were(visitor: httpx.Client, space: str) -> None:
    fields = {"kind": "words", "words": "First words.", "name": "Ada"}
    receipt = visitor.post(f"{space}write/", data=fields).headers["Location"]
    seen = re.search(r'name="seen" value="(\d+)"', visitor.get(receipt).text)
    assert seen
    body = parts(kind=b"words", words=b"Gr\xfc\xdfe", name=b"Ada", seen=seen[1].encode())
    is_calm(visitor.post(f"{receipt}mend/", content=body, headers=IN_PARTS), 400)
    assert "First words." in visitor.get(receipt).text
