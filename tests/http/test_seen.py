"""What a host sees of a site, log and numbers, and that neither ever repeats what people wrote or who they are."""

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest

from tests import engines
from tests.live import Site, eventually, free_port

WORDS = {
    "name": "Zephyrine Quillfeather",
    "words": "Marmalade lighthouse, we lost her in week 23 and 4 days, of a trisomy.",
    "relation": "great-aunt from Tumbledown",
    "email": "zephyrine.quill@marked.example",
}
SENDER = "203.0.113.77"
SECRETS = (
    "Zephyrine", "Quillfeather", "Marmalade", "week 23", "23 and 4", "trisomy", "Tumbledown", "marked.example", SENDER,
)  # fmt: skip


@pytest.fixture
def site(start_site: Callable[..., Site], each_engine: str) -> Site:
    """It stands behind a proxy, and its mail server is away; one shape of the log on each engine."""
    shape = "json" if each_engine == engines.SQLITE else "line"
    away = f"smtp://127.0.0.1:{free_port()}"
    return start_site(
        ALONGSIDE_LOG=shape, ALONGSIDE_PROXIES="1", ALONGSIDE_MAIL_URL=away, ALONGSIDE_MAIL_FROM="site@example.org"
    )


def numbers(port: int) -> str:
    """The page of numbers, empty while nobody shows it."""
    try:
        return httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10, trust_env=False).text
    except httpx.TransportError:
        return ""


@pytest.fixture
def counting(site: Site):
    """The rounds alone beside the site, with their numbers on a port; the port."""
    port = free_port()
    with site.rounds(ALONGSIDE_METRICS_PORT=str(port)):
        eventually(lambda: "alongside_database_up 1.0" in numbers(port), within=60, what="the numbers to be shown")
        yield port


def test_neither_log_nor_numbers_repeat_what_people_wrote(site: Site, counting: int) -> None:
    told = site.open_space(title="For Wilhelmina", keeper="wilhelmina@marked.example")
    space, link = urlsplit(told["url"]).path, urlsplit(told["sign_in_url"]).path
    hidden = [*SECRETS, "Wilhelmina", space.strip("/").rpartition("/")[2], link.split("/")[2]]
    with site.visitor(headers={"X-Forwarded-For": SENDER}) as visitor:
        kept = visitor.post(f"{space}write/", data={"kind": "words", **WORDS, "key": "one"})
        assert kept.status_code in {302, 303}
        receipt = kept.headers["Location"]
        hidden.append(receipt.split("/")[-2])

        for _ in range(2):  # the second time it is gone
            entered = visitor.get(link, follow_redirects=True)
        assert entered.status_code == 200
        answers = (
            visitor.post("/sign-in/", data={"email": WORDS["email"]}),  # without the form's proof
            visitor.get(f"{receipt}Marmalade/?link=Zephyrine"),
            visitor.get(f"{link}enter/"),
            visitor.put(receipt, content=b"trisomy"),
            visitor.get(f"/sign-in/{'Marmalade' * 4}/?next=/received/trisomy/", follow_redirects=True),
            visitor.post(f"{receipt}mend/", data={"words": "trisomy"}, headers={"Origin": "https://marked.example"}),
        )
        assert {answer.status_code for answer in answers} >= {403, 404}
        site.ask_for_a_code("wilhelmina@marked.example")
        eventually(lambda: "mail server cannot be used" in site.log.read_text(), what="the letter to be tried")
        went = re.compile(r'alongside_round_seconds_count\{job="carry letters"\} [1-9]')
        eventually(lambda: went.search(numbers(counting)), what="a round to be counted")

        site.sql("ALTER TABLE door_message RENAME TO door_message_away")
        broken = visitor.post(f"{space}write/", data={"kind": "words", **WORDS, "key": "two"})
        slug = space.strip("/").rpartition("/")[2]
        broken_too = visitor.post(
            f"/api/v1/spaces/{slug}/messages", json={"kind": "words", "words": WORDS["words"], "name": WORDS["name"]},
            headers={"Idempotency-Key": "three"},
        )  # fmt: skip
        unready = visitor.get("/readyz")
        seen = numbers(counting)
        eventually(lambda: "went wrong" in site.log.read_text(), what="the rounds to stumble over it")
        site.sql("ALTER TABLE door_message_away RENAME TO door_message")
    # One came with a cookie and met Django, the other met the front, which put it on the porch.
    assert (broken.status_code, broken_too.status_code, unready.status_code) == (503, 201, 503)
    log = site.log.read_text(encoding="utf-8")
    assert "write/" in log
    assert "/for/<slug>/write/" in log
    assert "ProgrammingError" in log or "OperationalError" in log
    assert [secret for secret in hidden if secret in log] == []
    assert [secret for secret in hidden if secret in seen] == []


def test_the_log_is_in_one_shape(site: Site, each_engine: str) -> None:
    with site.visitor() as visitor:
        assert visitor.get("/no/such/place/").status_code == 404
    lines = eventually(
        lambda: [line for line in site.log.read_text().splitlines() if "no such address" in line], what="its line"
    )
    if each_engine == engines.SQLITE:
        told = json.loads(lines[0])
        assert {"time", "level", "logger", "event"} <= set(told)
        assert (told["status"], told["method"], told["route"]) == (404, "GET", "(no such address)")
    else:
        assert re.fullmatch(r"\S+ \S+ WARNING django\.request: answered 404 GET \(no such address\)", lines[0])


def test_numbers_are_shown_to_nobody_unless_asked_for(server: Site) -> None:
    with server.visitor() as visitor:
        assert visitor.get("/metrics").status_code == 404
