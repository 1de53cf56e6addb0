"""A power cut in the middle of a flood: every receipt that was handed out has its message, once, on both engines."""

import json
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live import Site, eventually

pytestmark = pytest.mark.faults

CUTS = int(os.environ.get("ALONGSIDE_TEST_CUTS", "3"))  # fifty take some minutes on each engine
MESSAGES = 500 * CUTS


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Invented texts, each its own."""
    path = tmp_path / "texts.jsonl"
    lines = (json.dumps({"text": f"We light candle number {n} for you tonight. 🕯️"}) for n in range(MESSAGES))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.timeout(200 + 30 * CUTS)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_power_fails(
    start_site: Callable[..., Site], texts: Path
) -> None:
    site = start_site(ALONGSIDE_LIMITS="off")
    space = site.open_space()
    told: dict[str, object] = {}

    def flood() -> None:
        asked = ("--texts", str(texts), "--messages", str(MESSAGES), "--connections", "16")
        told.update(site.ask("flood", space["url"], *asked))

    flooding = threading.Thread(target=flood)
    flooding.start()
    chance = random.Random(0)
    for _ in range(CUTS):
        time.sleep(chance.uniform(0.8, 2.0))  # a power cut keeps no appointments
        site.kill()
        site.start()
    flooding.join()
    assert told["acknowledged"] == told["found"] == MESSAGES
    assert told["lost"] == told["duplicated"] == 0
    eventually(lambda: _nothing_waits(site), within=60, what="the rounds to settle everything")


def _nothing_waits(site: Site) -> bool:
    findings = json.loads(site.command("doctor", "--json"))["findings"]
    wrong = [one for one in findings if one["grade"] == "wrong"]
    assert not wrong, wrong
    return "Settled: 0" in site.command("settle")
