"""One gentle word to a writer before they send, if the gate knows one. Nothing is kept, and nothing depends on it.

It costs a reading of the text, so a few are read at a time and one sender asks a few dozen times a minute. Whoever comes
when it is busy, or when anything is wrong with it, hears nothing: then the words are sent as they are.
"""

import logging
import threading
from collections import Counter
from dataclasses import replace
from datetime import datetime

from django.db import DatabaseError, close_old_connections

from alongside import gate
from alongside.door import doors, surroundings
from alongside.door.draft import LONGEST_WORDS
from alongside.door.limits import Sender
from alongside.gate import Note, Surroundings
from alongside.spaces.access import Guest
from alongside.spaces.models import Audience

log = logging.getLogger("alongside.door")

AT_A_TIME = 2  # readings; more would only take the processor from those who send
MOST_IN_A_MINUTE = 60  # of one sender: somebody who types and pauses every second
MOST_SENDERS = 10_000  # that are remembered, for a minute at most

_readers = threading.BoundedSemaphore(AT_A_TIME)
_loading, _loaded, _begun = threading.Lock(), threading.Event(), threading.Event()


def get_ready() -> None:
    """Begin to load what the gate knows, once, beside everything else: somebody has opened a form and will send it soon."""
    if not _begun.is_set():
        _begun.set()
        threading.Thread(target=_load, name="coach", daemon=True).start()


def _load() -> None:
    with _loading:
        if not _loaded.is_set():
            gate.coach("Everything that is known is read with the first text, whatever it says.")
            _loaded.set()


def note(*, guest: Guest, words: str) -> Note | None:
    """What could be said to whoever is about to send `words`; None when there is nothing, or nobody has time to look.

    Behind a door that is closed to them nothing is read. While the database is away it is silent.
    """
    if not words.strip() or len(words) > LONGEST_WORDS or doors.check(guest) or not _readers.acquire(blocking=False):
        return None
    try:
        _load()
        return next(iter(gate.coach(words, surroundings=_around(guest))), None)
    except DatabaseError:  # whatever takes the message says so in the log
        return None
    except Exception:
        log.exception("the coach could not read what somebody writes; it is sent as it is")
        return None
    finally:
        _readers.release()


def _around(guest: Guest) -> Surroundings:
    """What the gate may know of the family for this guest.

    Whoever asks often enough learns what was set up, so nothing of it counts for strangers. For those who come by the
    family's link, and for its own people, their words, images and wishes are honoured, and none is named. The names of
    those who keep the space are left out of it, since a page may not show them.
    """
    if guest.audience == Audience.PUBLIC:
        return surroundings.of_nobody()
    return replace(surroundings.of_space(guest.space.pk), family=())


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
