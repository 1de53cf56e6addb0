"""The porch: where messages wait, on this machine's own disk, while the database cannot be reached.

One line of JSON for each message, flushed to the disk before anybody is told that it is kept. When the database is back
they are carried in, in the order they came; a message that had reached it after all is recognised by its key. Every process
on the machine shares the porch: one file takes what comes, and whoever carries sets it aside under another name first, so
that nobody waits at the door meanwhile.
"""

import json
import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError
from django.utils.translation import gettext as _

from alongside.door import intake
from alongside.door.draft import Consents, Draft
from alongside.door.intake import Incoming, OtherWords, Receipt
from alongside.ground import alone, measures
from alongside.ground.errors import Refused
from alongside.passage.states import State

log = logging.getLogger("alongside.door")

AT_ONCE = 500  # carried in with one commit


class NoRoom(Refused):
    """Neither the database nor the porch can take anything: the disk is full, or cannot be written to."""

    status = 503


class OnTheWay(Refused):
    """The message is kept and waits on the porch; until it is carried in, nothing can be done with it."""

    status = 503

    def __init__(self) -> None:
        super().__init__(_("Your words are kept. They wait here until this site is back in order, in a few minutes."))


@cache
def folder() -> Path:
    """Where the porch is: in the data directory."""
    data: Path = settings.SITE.data
    return data / "porch"


def is_empty() -> bool:
    """Whether nothing waits here."""
    return not any(file.exists() for file in _files())


def put(incoming: Sequence[Incoming]) -> list[Receipt | Refused]:
    """Keep messages on the porch; durable when it returns. Raises nothing: what cannot be kept is refused (`NoRoom`).

    A door that is closed stays closed: what is refused already gets its refusal.
    """
    taken = [one for one in incoming if one.refusal is None]
    lines = "".join(json.dumps(_told(one)) + "\n" for one in taken).encode()
    try:
        with _alone("put.lock"):
            _append(_arriving(), lines)
    except OSError as broken:
        log.error("the porch cannot be written to: %s", broken.strerror)
        measures.REFUSED.add("no_room", len(taken))
        return [one.refusal or NoRoom(no_room()) for one in incoming]
    measures.PORCH.add(amount=len(taken))
    return [one.refusal or Receipt(one.id, one.token, State.WAITING.value, first=True) for one in incoming]


def carry_in() -> int:
    """Carry what waits here into the database and return how many; 0 when another process is at it.

    Raises what the database raises; what had not been carried in by then stays here.
    """
    if is_empty():
        return 0
    try:
        with _alone("carry.lock", wait=False):
            return sum(_carry(file) for file in _set_aside())
    except BlockingIOError:
        return 0


def find(token: str) -> bool:
    """Whether the message of this receipt waits here."""
    return not is_empty() and any(one.token == token for file in _files() for one in _read(file))


def apart() -> Path:
    """Where messages lie that the database will never take, for the host to look at."""
    return folder() / "unkept.jsonl"


def lies_apart() -> bool:
    """Whether there are any."""
    return apart().exists()


def copy_to(place: Path) -> None:
    """Copy what waits here into a new folder, at one moment. For a backup this comes before the database: then a message
    that is carried in meanwhile is in both copies, and recognised by its key, instead of in none.
    """
    with _alone("carry.lock"), _alone("put.lock"):
        waiting = [file for file in (*_files(), apart()) if file.exists()]
        if waiting:
            place.mkdir(parents=True)
        for file in waiting:
            shutil.copy2(file, place / file.name)


def no_room() -> str:
    """The sentence for when nothing can be taken."""
    return _(
        "We cannot keep anything at this moment. Your words are still here on this page: please send them again later."
    )


def _arriving() -> Path:
    return folder() / "arriving.jsonl"


def _carried() -> Path:
    return folder() / "carried.jsonl"


@cache
def _files() -> tuple[Path, Path]:
    """In the order to look at them: what is set aside meanwhile is then met under its second name, and never missed."""
    return _arriving(), _carried()


def _alone(name: str, *, wait: bool = True) -> AbstractContextManager[None]:
    return alone.with_file(folder() / name, wait=wait)


def _append(file: Path, lines: bytes) -> None:
    """Add whole lines, or none. A line that a killed process left half written is ended: it was promised to nobody."""
    is_new = not file.exists()
    with file.open("ab+") as out:
        size = out.seek(0, os.SEEK_END)
        try:
            out.write(lines if _ends_whole(out, size) else b"\n" + lines)
            out.flush()
            os.fsync(out.fileno())
        except OSError:
            os.ftruncate(out.fileno(), size)
            raise
    if is_new:
        _sync(file.parent)


def _ends_whole(out: BinaryIO, size: int) -> bool:
    return not size or os.pread(out.fileno(), 1, size - 1) == b"\n"


def _sync(directory: Path) -> None:
    """Make a new or a vanished name in a directory durable."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _set_aside() -> Iterator[Path]:
    """What an earlier carrier did not finish, then what has arrived since."""
    if _carried().exists():
        yield _carried()
    with _alone("put.lock"):
        if _arriving().exists():
            _arriving().rename(_carried())
            _sync(folder())
    if _carried().exists():
        yield _carried()


def _carry(file: Path) -> int:
    """Carry one file in, and remove it when all of it is in the database."""
    lines, total = _read(file), 0
    while batch := list(islice(lines, AT_ONCE)):
        _keep(batch)
        total += len(batch)
    file.unlink()
    _sync(folder())
    log.info("carried in from the porch: %d", total)
    return total


def _keep(batch: Sequence[Incoming]) -> None:
    try:
        outcomes = intake.keep_each(batch)
    except (DataError, IntegrityError) as broken:
        if len(batch) == 1:
            _lay_apart(batch[0], broken)
            return
        for one in batch:
            _keep([one])
        return
    others = [one for one, outcome in zip(batch, outcomes, strict=True) if isinstance(outcome, OtherWords)]
    if others:  # they had been promised a receipt of their own, so they are messages of their own
        intake.keep_each([one._replace(key=f"porch {one.token}") for one in others])


def _lay_apart(one: Incoming, broken: DatabaseError) -> None:
    """The database will never take this one (its space is gone, say): it stays in a file for the host to look at."""
    log.error("message %s cannot be carried in (%s); it lies in unkept.jsonl", one.id, type(broken).__name__)
    _append(apart(), (json.dumps(_told(one)) + "\n").encode())


def _read(file: Path) -> Iterator[Incoming]:
    try:
        lines = file.open("rb")
    except FileNotFoundError:  # there was none, or it has just been carried in
        return
    with lines:
        for line in lines:
            try:
                yield _understood(json.loads(line))
            except ValueError:  # half a line, promised to nobody
                if line.strip():
                    log.warning("the porch holds half a line; it was never acknowledged")


def _told(one: Incoming) -> dict[str, object]:
    return {
        "id": one.id.hex, "token": one.token, "space": one.space_id.hex, "key": one.key, "sent": one.sent,
        "draft": {**one.draft._asdict(), "consents": one.draft.consents._asdict()}, "source": one.source,
        "at": one.at.isoformat(),
    }  # fmt: skip


def _understood(line: dict[str, object]) -> Incoming:
    try:
        draft = line["draft"]
        if not isinstance(draft, dict):
            raise ValueError
        said = Consents(**draft.pop("consents"))
        return Incoming(
            id=UUID(str(line["id"])), token=str(line["token"]), space_id=UUID(str(line["space"])), key=str(line["key"]),
            sent=str(line["sent"]), draft=Draft(**draft, consents=said), source=str(line["source"]),
            at=datetime.fromisoformat(str(line["at"])),
        )  # fmt: skip
    except (KeyError, TypeError) as strange:
        raise ValueError from strange
