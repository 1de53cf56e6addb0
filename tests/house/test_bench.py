"""The measurements: that they can run. What they find is nobody's promise, so no figure is asserted anywhere."""

import asyncio
import importlib
import threading
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from alongside.door.models import Findable, Message
from alongside.house.connections import Address
from bench import figures, filling, growth, limits, load, messages, plot, processes, report
from tests.house import plan

MODULES = sorted(path.stem for path in (plan.ROOT / "bench").glob("*.py") if not path.stem.startswith("__"))
OK = b"HTTP/1.1 200 OK\r\n"
ANSWERS = {
    "with a length": OK + b"Content-Length: 5\r\n\r\nwords",
    "in chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n",
    "until it closes": OK + b"\r\nwords",
    "and closes": OK + b"Connection: close\r\nContent-Length: 5\r\n\r\nwords",
}


@pytest.mark.parametrize("name", MODULES)
def test_every_script_of_the_measurements_can_be_read(name: str) -> None:
    assert importlib.import_module(f"bench.{name}").__doc__


@pytest.mark.django_db(transaction=True)
def test_a_filled_space_has_its_messages_settled_and_findable() -> None:
    space = filling.space_of("many", "mira@example.org")
    filling.fill(space, messages=12, seed=1, waiting=False)
    assert Message.objects.in_space(space).exclude(wording="").exclude(state="waiting").count() == 12
    assert Findable.objects.filter(space=space).count() == 12


@pytest.fixture
def server() -> Iterator["Answering"]:
    """A server on a thread of its own."""
    one = Answering()
    thread = threading.Thread(target=asyncio.run, args=(one.serve(),))
    thread.start()
    assert one.ready.wait(10)
    yield one
    one.loop.call_soon_threadsafe(one.over.set)
    thread.join()


class Answering:
    """Gives one answer to everybody, and keeps what it was sent."""

    def __init__(self) -> None:
        self.says = ""
        self.bodies: list[bytes] = []
        self.ready = threading.Event()

    async def serve(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.answer, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/for/lina/"
        self.ready.set()
        await self.over.wait()
        server.close()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = head.partition(b"Content-Length: ")[2].partition(b"\r\n")[0]
                self.bodies.append(await reader.readexactly(int(length or 0)))
                writer.write(ANSWERS[self.says])
                if "closes" in self.says:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()


@pytest.mark.parametrize("says", list(ANSWERS))
def test_the_load_counts_every_answer_and_breaks_no_connection(server: Answering, says: str) -> None:
    server.says = says
    asked = load.Asking(load.Load(server.url, "form", connections=3, seconds=0.2, warm=0.05)).run()
    assert asked.kept == len(server.bodies) >= 3
    assert (asked.refused, asked.broken) == (0, 0)
    assert asked.per_second > 0
    assert len(set(server.bodies)) == len(server.bodies)  # no peer can take two for one


@pytest.mark.parametrize("way", list(messages.WAYS))
def test_requests_of_every_way_are_whole(way: str) -> None:
    request = messages.maker(Address.of("http://127.0.0.1:1/"), "http://127.0.0.1:1/", way, {})()
    head, _, body = request.partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert len(body) >= messages.LENGTH


def test_the_disk_can_be_asked(tmp_path: Path) -> None:
    assert all(ask(tmp_path, 0.01) > 0 for ask in limits.FIGURES.values())


def test_a_ratio_compares_what_was_measured_beside_each_other() -> None:
    found = figures.Figures()
    for repetition, (ours, theirs) in enumerate([(100.0, 10.0), (40.0, 2.0), (90.0, 9.0)]):
        found.note("read", "ours", repetition, ours)
        found.note("read", "theirs", repetition, theirs)
    found.note("read", "ours", 3, 1.0)  # the other one could not be measured
    assert found.ratio(("read", "ours"), ("read", "theirs")) == figures.Spread(10.0, 10.0, 20.0)


def test_the_report_and_the_plot_show_what_there_is() -> None:
    from bench.__main__ import QUICK

    found = figures.Figures()
    assert plot.draw(found, sizes=QUICK.grown) == ""
    for size in QUICK.grown:
        for what, value in (("per_second", 5_000.0), ("p99_ms", 9.5)):
            found.note(f"{growth.case(size)}, 32 at a time", report.OURS, 0, value, what=what)
    ElementTree.fromstring(plot.draw(found, sizes=QUICK.grown))
    page = report.whole(found, size=QUICK, minutes=1)
    assert "5,000" in page
    assert "9.50" in page


def test_memory_counts_this_process_at_least() -> None:
    import os

    assert 1 < processes.memory([os.getpid()]).proportional <= processes.memory([os.getpid()]).resident
