"""Power cuts and killed workers in the middle of a flood: every receipt that was handed out has its message, once.

The moments, and what is killed at each, come from one seed; `ALONGSIDE_TEST_CUTS=50` tries fifty of them on each engine.
"""

import asyncio
import os
import random
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from alongside.house import flooding
from tests.faults.proof import each_is_there_once, everything_settles
from tests.live import Site, eventually

pytestmark = pytest.mark.faults

CUTS = int(os.environ.get("ALONGSIDE_TEST_CUTS", "4"))
SEED = 1
MESSAGES = 400 * CUTS


class Flood(threading.Thread):
    """A flood of guests; `sent` grows while it goes on, and `told` is its answer at the end."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.sent = 0
        self.told: flooding.Result | None = None
        self._to = flooding.target(url)

    def run(self) -> None:
        texts = [f"We light candle number {n} for you tonight. 🕯️" for n in range(MESSAGES)]
        self.told = asyncio.run(
            flooding.flood(self._to, texts, messages=MESSAGES, connections=16, progress=self._progress)
        )

    def reach(self, number: int) -> None:
        """Wait until so many messages are acknowledged."""
        eventually(lambda: self.sent >= number, within=120, what=f"message {number}")

    def _progress(self) -> None:
        self.sent += 1


def moments(chance: random.Random) -> Iterator[tuple[int, bool]]:
    """After how many messages each cut comes, and whether it is one worker that dies instead of everything."""
    alone = [number % 2 == 0 for number in range(CUTS)]
    chance.shuffle(alone)
    return zip(sorted(chance.sample(range(MESSAGES), CUTS)), alone, strict=True)


@pytest.mark.timeout(200 + 30 * CUTS)
def test_nothing_acknowledged_is_lost_or_doubled_when_the_power_fails(start_site: Callable[..., Site]) -> None:
    site, chance = start_site(ALONGSIDE_LIMITS="off"), random.Random(SEED)
    flood = Flood(site.open_space()["url"])
    flood.start()
    for number, a_worker_alone in moments(chance):
        flood.reach(number)
        time.sleep(chance.uniform(0, 0.02))  # what is on its way to the disk just then is chance's too
        print(f"seed {SEED}, message {number}: {'a worker' if a_worker_alone else 'everything'} is killed")  # noqa: T201 - shown when it fails, to do it again
        if a_worker_alone:
            site.lose_a_worker()
        else:
            site.kill()
            site.start()
    flood.join()
    told = flood.told
    assert told is not None
    assert (told.acknowledged, told.found, told.lost, told.duplicated) == (MESSAGES, MESSAGES, 0, 0), told
    everything_settles(site)
    each_is_there_once(site, messages=MESSAGES)
