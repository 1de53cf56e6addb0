"""The database goes away in the middle of a flood and comes back: what was acknowledged meanwhile is there, once."""

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.faults.proof import each_is_there_once, everything_settles
from tests.live import ALONGSIDE, Site, eventually
from tests.postgres import Postgres

pytestmark = pytest.mark.faults

MESSAGES = 600
HELD = float(os.environ.get("ALONGSIDE_TEST_HELD", "2"))  # seconds; after thirty the rounds have given up once


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """Invented texts, each its own."""
    path = tmp_path / "texts.jsonl"
    lines = (json.dumps({"text": f"Lantern number {n} stands in our window."}) for n in range(MESSAGES))
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


class Flood:
    """A flood in a process of its own; `told` is its answer at the end."""

    def __init__(self, site: Site, url: str, texts: Path) -> None:
        self.told: dict[str, object] = {}
        asked = ("--texts", str(texts), "--messages", str(MESSAGES), "--connections", "8")
        command = [str(ALONGSIDE), "flood", url, *asked, "--json"]
        self._process = subprocess.Popen(command, env=site.environment, stdout=subprocess.PIPE, text=True)

    def proven(self) -> bool:
        """Wait for its end; whether every message was acknowledged and is there once."""
        self.told = json.loads(self._process.communicate()[0].strip().splitlines()[-1])
        said = {name: self.told.get(name) for name in ("acknowledged", "found", "lost", "duplicated")}
        return said == {"acknowledged": MESSAGES, "found": MESSAGES, "lost": 0, "duplicated": 0}


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    """A server that only this test uses, and may stop."""
    folder = Path(tempfile.mkdtemp(prefix="away-", dir=os.environ["ALONGSIDE_TEST_RUN"]))
    server = Postgres(folder)
    server.start()
    yield server
    server.stop(hard=True)
    shutil.rmtree(folder, ignore_errors=True)


def on_the_porch(site: Site) -> bool:
    """Whether anything waits there."""
    return any(file.stat().st_size for file in (site.data / "site" / "porch").glob("*.jsonl"))


@pytest.mark.engine("postgres")
@pytest.mark.timeout(200)
def test_a_database_server_that_stops_and_starts_loses_and_doubles_nothing(
    engine: str, postgres: Postgres, tmp_path: Path, texts: Path
) -> None:
    site = Site(data=tmp_path, ALONGSIDE_LIMITS="off", ALONGSIDE_DATABASE_URL=postgres.create("away"))
    site.start()
    try:
        space = site.open_space()
        flood = Flood(site, space["url"], texts)
        eventually(lambda: _kept(site) > MESSAGES // 10, within=60, what="the flood to begin")
        postgres.stop(hard=True)
        eventually(lambda: on_the_porch(site), within=60, what="messages on the porch")
        postgres.start()
        assert flood.proven(), flood.told
        eventually(lambda: not on_the_porch(site), within=60, what="the porch to be carried in")
        each_is_there_once(site, messages=MESSAGES)
    finally:
        site.stop()


def _kept(site: Site) -> int:
    return int(site.sql("SELECT count(*) FROM door_message")[0][0])


@pytest.mark.engine("sqlite")
@pytest.mark.timeout(200 + 2 * HELD)
def test_a_file_that_somebody_else_holds_keeps_no_writer_waiting_for_long(start_site: Callable[..., Site]) -> None:
    site = start_site(ALONGSIDE_LIMITS="off")
    path, sent = urlsplit(site.open_space()["url"]).path, []
    with closing(sqlite3.connect(site.data / "site" / "alongside.sqlite3", isolation_level=None)) as other:
        with site.visitor() as ada:

            def carve() -> str:
                words = f"Carved into the old bench, {len(sent)}."
                sent.append(words)
                coach = ("ask", "shown")[len(sent) % 2]  # with scripts and without
                said = {"kind": "words", "words": words, "name": "Ada", "key": words, "coach": coach}
                answer = ada.post(f"{path}write/", data=said)
                assert answer.status_code == 303
                return str(answer.headers["Location"])

            assert ada.get(path).status_code == 200
            other.execute("BEGIN IMMEDIATE")
            first, until = carve(), time.monotonic() + HELD
            assert on_the_porch(site)
            while len(sent) < 3 or time.monotonic() < until:
                carve()
                receipt = ada.get(first)
                assert (receipt.status_code, "Your words are kept" in receipt.text) == (200, True)
                assert ada.get(path).status_code == 200
                time.sleep(0.1)
            again = {"kind": "words", "words": sent[0], "name": "Ada", "key": sent[0]}
            assert ada.post(f"{path}write/", data=again).headers["Location"] == first
            other.execute("ROLLBACK")
            eventually(lambda: not on_the_porch(site), within=60, what="the porch to be carried in")
            assert sent[0] in ada.get(first).text
        assert [words for (words,) in other.execute("SELECT words FROM door_message ORDER BY rowid")] == sent
    everything_settles(site)
    each_is_there_once(site, messages=len(sent))


SIZE = 96 * 1024 * 1024  # bytes; with less than 64 MB free a site says that it is not ready


@pytest.mark.engine("sqlite")
@pytest.mark.timeout(200)
@pytest.mark.skipif(os.getuid() != 0, reason="only root can make a small disk to fill")
def test_a_full_disk_gives_back_what_was_typed_and_goes_on_when_there_is_room(tmp_path: Path, engine: str) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    assert subprocess.run(mount, capture_output=True, check=False).returncode == 0, "no small disk could be made"
    site = Site(data=tmp_path, ALONGSIDE_LIMITS="off", ALONGSIDE_DATA=str(place / "site"))
    site.start()
    try:
        path = urlsplit(site.open_space()["url"]).path
        with site.visitor() as ada:
            kept = _write(ada, path, "Before the disk was full.")
            _fill(place / "filler")
            promised, refused = _write_until_refused(ada, path)
            assert (refused.status_code, "Send it again" in refused.text) == (503, True)
            assert "Number " in refused.text
            (place / "filler").unlink()
            after = _write(ada, path, "When there was room again.")
            assert "Before the disk was full." in ada.get(kept.headers["Location"]).text
            assert "When there was room again." in _carried_in(ada, after.headers["Location"])
            for number, receipt in enumerate(promised):  # what was promised while the disk filled up is there
                assert f"Number {number}. " in _carried_in(ada, receipt)
        with closing(sqlite3.connect(place / "site" / "alongside.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        site.stop()
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def _write(visitor, path: str, words: str):
    sent = {"kind": "words", "words": words, "name": "Ada", "key": words}
    return eventually(
        lambda: (answer := visitor.post(f"{path}write/", data=sent)).status_code == 303 and answer,
        within=20, what="the message to be kept",
    )  # fmt: skip


def _carried_in(visitor, receipt: str) -> str:
    """The receipt's page once its message is in the database: from then on it can be mended."""

    def mendable() -> str:
        page: str = visitor.get(receipt).text
        return page if "Change what you wrote" in page else ""

    return eventually(mendable, within=20, what="a message that was promised")


def _write_until_refused(visitor, path: str):
    """The receipts of what was kept, and the first answer that was a refusal."""
    promised: list[str] = []
    for number in range(400):
        sent = {"kind": "words", "words": f"Number {number}. " + "x" * 15_000, "name": "Ada", "key": str(number)}
        answer = visitor.post(f"{path}write/", data=sent)
        if answer.status_code != 303:
            return promised, answer
        promised.append(answer.headers["Location"])
    raise AssertionError("the disk never was full")


def _fill(file: Path) -> None:
    """All of the small disk."""
    with file.open("wb", buffering=0) as filler:
        for size in (65_536, 4_096):
            try:
                while filler.write(b"\0" * size):
                    pass
            except OSError:
                continue
