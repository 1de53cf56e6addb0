"""One gentle word to a writer before they send, if the gate knows one. Nothing is kept, and nothing depends on it.

It costs a reading of the text, so a few are read at a time and one sender asks a few dozen times a minute. Whoever comes
when it is busy, or when anything is wrong with it, hears nothing: then the words are sent as they are.

What the gate knows takes some seventy megabytes in each process that has it. The process that goes the rounds has it
anyway, so the others ask that one; where nobody goes them beside, a process reads for itself.
"""

import logging
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import cast
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from alongside import gate
from alongside.door import doors, surroundings
from alongside.door.draft import LONGEST_WORDS
from alongside.door.limits import Sender
from alongside.gate import Note, Surroundings
from alongside.ground import neighbour
from alongside.ground.neighbour import Neighbour, NoAnswer, NobodyThere, Said
from alongside.spaces.access import Guest
from alongside.spaces.models import Audience

log = logging.getLogger("alongside.door")

AT_A_TIME = 2  # readings; more would only take the processor from those who send
MOST_IN_A_MINUTE = 60  # of one sender: somebody who types and pauses every second
MOST_SENDERS = 10_000  # that are remembered, for a minute at most
PATIENCE = 5.0  # seconds for the process that goes the rounds; on its first text it reads the word lists
FIRST_TEXT = "Everything that is known is read with the first text, whatever it says."

_readers = threading.BoundedSemaphore(AT_A_TIME)
_loaded, _begun = threading.Event(), threading.Event()


def get_ready() -> None:
    """Begin to load what the gate knows, once, beside everything else: somebody has opened a form and will send it soon."""
    if not _begun.is_set():
        _begun.set()
        threading.Thread(target=_load, name="coach", daemon=True).start()


def _load() -> None:
    try:
        _notes(FIRST_TEXT, None)
    except (NoAnswer, DatabaseError):
        log.info("the process that reads for the coach is busy")


def reader() -> Neighbour:
    """Reads for the other processes of this site, in the process that goes the rounds."""
    return Neighbour(_place(), _answer)


def note(*, guest: Guest, words: str) -> Note | None:
    """What could be said to whoever is about to send `words`; None when there is nothing, or nobody has time to look.

    Behind a door that is closed to them nothing is read. While the database is away it is silent.
    """
    if not words.strip() or len(words) > LONGEST_WORDS or doors.check(guest) or not _readers.acquire(blocking=False):
        return None
    try:
        return next(iter(_notes(words, _known_to(guest))), None)
    except (DatabaseError, NoAnswer):  # whatever takes the message says so in the log, or somebody is busy
        return None
    except Exception:
        log.exception("the coach could not read what somebody writes; it is sent as it is")
        return None
    finally:
        _readers.release()


def _notes(words: str, space: UUID | None) -> Sequence[Note]:
    if not _loaded.is_set():  # who has read the word lists needs nobody
        try:
            return _asked(words, space)
        except NobodyThere:
            log.info("nobody reads beside this process; it reads the word lists itself")
    return _read_here(words, space)


def _asked(words: str, space: UUID | None) -> Sequence[Note]:
    told = neighbour.ask(_place(), {"words": words, "space": space and space.hex}, patience=PATIENCE)
    try:
        return [Note(**note) for note in cast("list[dict[str, str]]", told["notes"])]  # type: ignore[arg-type]  # as it was sent
    except (KeyError, TypeError) as other:  # of another version, during an upgrade
        raise NoAnswer from other


def _answer(question: Said) -> Said:
    close_old_connections()
    space = UUID(str(question["space"])) if question["space"] else None
    return {"notes": [asdict(note) for note in _read_here(str(question["words"]), space)]}


def _read_here(words: str, space: UUID | None) -> Sequence[Note]:
    notes = gate.coach(words, surroundings=_around(space))
    _loaded.set()
    return notes


def _place() -> Path:
    data: Path = settings.SITE.data
    return data / "coach"


def _known_to(guest: Guest) -> UUID | None:
    """The space of which the gate may know what was set up; none for strangers.

    Whoever asks often enough learns what was set up, so nothing of it counts for strangers. For those who come by the
    family's link, and for its own people, their words, images and wishes are honoured, and none is named.
    """
    return None if guest.audience == Audience.PUBLIC else guest.space.pk


def _around(space: UUID | None) -> Surroundings:
    """The names of those who keep the space are left out of it, since a page may not show them."""
    return surroundings.of_nobody() if space is None else replace(surroundings.of_space(space), family=())


def note_apart(*, guest: Guest, words: str) -> Note | None:
    """The same in a thread that no request of Django's tidies up after."""
    close_old_connections()
    return note(guest=guest, words=words)


class Turns:
    """How often each sender has asked in this minute, in the memory of this process alone."""

    def __init__(self) -> None:
        self._minute = 0
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    def take(self, *, sender: Sender, now: datetime) -> bool:
        """Whether it is this sender's turn; who is not counted always has one."""
        minute = int(now.timestamp() // 60)
        with self._lock:
            if minute != self._minute or len(self._asked) > MOST_SENDERS:
                self._minute, self._asked = minute, Counter()
            self._asked[sender.hash] += 1
            return not sender.hash or self._asked[sender.hash] <= MOST_IN_A_MINUTE

    def give_back(self, *, sender: Sender) -> None:
        """Count a turn no more: somebody else will take it for the same words."""
        with self._lock:
            self._asked[sender.hash] = max(0, self._asked[sender.hash] - 1)  # another minute may have begun


turns = Turns()
