"""The clock of a site is set back, and on again, while people write: all is kept in order, settled, and mailed once."""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from alongside.door import limits
from tests import live
from tests.faults.proof import each_is_there_once, everything_settles
from tests.live import Site, eventually
from tests.mailhouse import mail_house

pytestmark = pytest.mark.faults

SOURCE = Path(__file__).with_name("jumping_clock.c")
TWO_HOURS = 7200  # seconds
MESSAGES = 40  # of each who writes while the clock jumps


class Clock:
    """The clock of the processes that have its `settings` in their environment. It is made with `cc`."""

    def __init__(self, folder: Path) -> None:
        self._file, library = folder / "shift", folder / "jumping_clock.so"
        command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl"]
        subprocess.run(command, check=True, capture_output=True)
        self._file.write_bytes(struct.pack("@l", 0))
        self.settings = {"LD_PRELOAD": str(library), "JUMPING_CLOCK": str(self._file)}

    def set(self, shift: int) -> None:
        """Let it differ from this machine's by so many seconds, from this moment on."""
        with self._file.open("r+b", buffering=0) as file:
            file.write(struct.pack("@l", shift))


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    if shutil.which("cc") is None:
        pytest.fail("this machine has no compiler for the clock that jumps (on Debian: apt-get install gcc libc6-dev)")
    return Clock(tmp_path)


class People:
    """Those who write to a space, each from an address of their own; the rounds go when a test starts them."""

    def __init__(self, site: Site, clock: Clock) -> None:
        self.site = site
        self.clock = clock
        self.path = urlsplit(site.open_space()["url"]).path
        self.in_order: list[str] = []
        self.kept: list[str] = []

    def write(self, visitor, words: str, *, sender: str) -> int:
        """Send a message, and return the answer's status."""
        sent = {"kind": "words", "words": words, "name": "Ada", "key": words}
        headers = {"X-Forwarded-For": sender}
        status = visitor.post(f"{self.path}write/", data=sent, headers=headers).status_code
        if status == 303:
            self.kept.append(words)
        return int(status)

    def write_while_it_jumps(self, *, to: int) -> None:
        """One writes a message after the other, and somebody else beside them; in the middle the clock is set."""
        with self.site.visitor() as ada, self.site.visitor() as bo, ThreadPoolExecutor(1) as beside:
            other = beside.submit(self._write_many, bo, f"198.51.100.{len(self.in_order)}")
            for number in range(MESSAGES):
                if number == MESSAGES // 2:
                    self.clock.set(to)
                self.in_order.append(f"Stone number {len(self.in_order)} on the cairn.")
                sender = f"203.0.113.{len(self.in_order)}"
                assert self.write(ada, self.in_order[-1], sender=sender) == 303
            assert other.result() == {303}

    def _write_many(self, visitor, sender: str) -> set[int]:
        return {self.write(visitor, f"Beside {sender}, {number}.", sender=sender) for number in range(MESSAGES)}

    def one_writes_too_much(self, sender: str) -> None:
        """Until the site asks for a moment. Twice as often as it may be, since the stretch can end meanwhile."""
        with self.site.visitor() as eager:
            often = range(2 * limits.MOST_IN_A_STRETCH + 2)
            assert any(self.write(eager, f"Again {n}, {sender}.", sender=sender) == 429 for n in often)

    def can_write(self, sender: str) -> bool:
        with self.site.visitor() as again:
            return self.write(again, f"It is me again, {sender}.", sender=sender) == 303

    def ask_for_a_code(self, email: str) -> None:
        """Somebody whom the site knows."""
        self.site.sign_in_url(email)
        self.site.ask_for_a_code(email)


@pytest.fixture
def people(each_engine: str, clock: Clock, house) -> Iterator[People]:
    mail = {"ALONGSIDE_MAIL_URL": house.url, "ALONGSIDE_MAIL_FROM": "site@example.org"}
    with live.not_started(engine=each_engine, **clock.settings, **mail, ALONGSIDE_PROXIES="1") as site:
        site.start("--no-rounds")
        yield People(site, clock)


@pytest.fixture
def house():
    with mail_house() as running:
        yield running


@pytest.mark.timeout(240)
def test_a_clock_that_jumps_loses_holds_up_and_doubles_nothing(people: People, house) -> None:
    def mailed(*names: str) -> None:
        wanted = sorted(f"{name}@example.org" for name in names)
        eventually(lambda: sorted(house.recipients()) == wanted, within=60, what=f"letters to {wanted}")

    people.ask_for_a_code("ada@example.org")
    people.one_writes_too_much("192.0.2.1")
    people.write_while_it_jumps(to=-TWO_HOURS)
    assert people.can_write("192.0.2.1")
    people.ask_for_a_code("bo@example.org")
    with people.site.rounds():
        everything_settles(people.site)
        mailed("bo")  # the other is made in two hours' time
        people.one_writes_too_much("192.0.2.2")
        people.write_while_it_jumps(to=0)
        assert people.can_write("192.0.2.2")
        people.ask_for_a_code("cleo@example.org")
        everything_settles(people.site)
        mailed("ada", "bo", "cleo")
        people.write_while_it_jumps(to=-TWO_HOURS)
        people.ask_for_a_code("dee@example.org")
        everything_settles(people.site)
        mailed("ada", "bo", "cleo", "dee")
    # Those of one who wrote one after the other are in their order.
    stones = people.site.sql("SELECT words FROM door_message WHERE words LIKE 'Stone%' ORDER BY id")
    assert [words for (words,) in stones] == people.in_order
    each_is_there_once(people.site, messages=len(people.kept))
