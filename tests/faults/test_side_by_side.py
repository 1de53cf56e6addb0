"""Two servers and two workers on one database: two floods at once, keys that reach both, and a worker that is killed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests import live
from tests.faults.proof import each_is_there_once, everything_settles
from tests.live import Site, eventually

pytestmark = pytest.mark.faults

MESSAGES = 500  # of each flood
TO_BOTH = 50  # messages that reach both servers at the same moment, each under one key
SETTLED = "SELECT count(*) FROM door_message WHERE state <> 'waiting'"


@pytest.fixture
def servers(each_engine: str) -> Iterator[tuple[Site, Site]]:
    """Two of one site, without rounds."""
    with live.not_started(engine=each_engine, ALONGSIDE_LIMITS="off") as first:
        second = first.beside()
        try:
            first.start("--no-rounds")
            second.start("--no-rounds")
            yield first, second
        finally:
            second.stop()


def flood(server: Site, path: str, texts: Path) -> dict[str, Any]:
    asked = ("--texts", str(texts), "--messages", str(MESSAGES), "--connections", "8")
    return server.ask("flood", server.url + path, *asked)


def receipts_under_one_key(servers: tuple[Site, Site], slug: str) -> list[tuple[str, ...]]:
    """What two people who press at the same moment, each at another server, are given for the same message."""
    together = Barrier(2)

    def send(server: Site) -> list[str]:
        tokens = []
        with server.visitor() as program:
            for number in range(TO_BOTH):
                words = {"kind": "words", "words": f"Bell number {number} rings.", "name": "Ada"}
                together.wait(timeout=60)
                headers = {"Idempotency-Key": f"bell {number}"}
                kept = program.post(f"/api/v1/spaces/{slug}/messages", json=words, headers=headers)
                assert kept.status_code in {200, 201}
                tokens.append(kept.json()["receipt_token"])
        return tokens

    with ThreadPoolExecutor(2) as both:
        return list(zip(*both.map(send, servers), strict=True))


@pytest.mark.timeout(300)
def test_two_servers_and_two_workers_lose_and_double_nothing(servers: tuple[Site, Site], tmp_path: Path) -> None:
    first, second = servers
    space = first.open_space()
    path, texts = urlsplit(space["url"]).path, tmp_path / "texts.jsonl"
    texts.write_text(
        '{"text": "We hang a lantern for you."}\n{"text": "You are not alone in this."}\n', encoding="utf-8"
    )
    with ThreadPoolExecutor(2) as floods, first.rounds() as doomed:
        told = [floods.submit(flood, first, path, texts)]
        eventually(lambda: first.sql(SETTLED)[0][0] > 0, within=60, what="the first worker to begin")
        with second.rounds():
            told.append(floods.submit(flood, second, path, texts))
            pairs = receipts_under_one_key(servers, space["slug"])
            doomed.kill()
            with first.rounds():
                results = [one.result() for one in told]
                everything_settles(first, within=90)  # what the dead one had in hand comes round after half a minute
    for result in results:
        said = {name: result[name] for name in ("acknowledged", "found", "lost", "duplicated")}
        assert said == {"acknowledged": MESSAGES, "found": MESSAGES, "lost": 0, "duplicated": 0}
    assert len({token for one, other in pairs for token in (one, other)}) == TO_BOTH
    assert all(one == other for one, other in pairs)
    each_is_there_once(first, messages=2 * MESSAGES + TO_BOTH)
