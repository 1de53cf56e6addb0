"""The loop: every job when its time has come, one after another, until told to stop.

A job that breaks does not stop the others.
"""

import logging
import os
import sys
import threading
from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from alongside.door import coaching
from alongside.ground import measures
from alongside.rounds.timetable import TIMETABLE, Job

log = logging.getLogger("alongside.rounds")

TICK = 0.25  # seconds between two looks at the timetable
AFTER_AN_ERROR = timedelta(seconds=10)
NICE = 15  # of 19: where all cores are busy, those who wait for an answer have nearly all of them

NAMES = tuple(job.name for job in TIMETABLE)
SECONDS = measures.Spread("round_seconds", "How long one piece of a timed job took.", "job", NAMES)
BROKE = measures.Count("round_errors", "Pieces of timed jobs that went wrong.", "job", NAMES)


class Walkers:
    """Two who go their rounds side by side, so that a mail server which does not answer keeps no message waiting.

    Beside them somebody reads for the coach of the other processes, since here the word lists are.
    """

    def __init__(self, timetable: tuple[Job, ...] = TIMETABLE) -> None:
        first, others = timetable[:1], timetable[1:]  # what waits at the door comes before everything else
        self._rounds = [Rounds(first), Rounds(others)]
        self._threads = [
            threading.Thread(target=_walk, args=(rounds,), name="rounds", daemon=True) for rounds in self._rounds
        ]
        self._reader = coaching.reader()

    def start(self) -> None:
        """Begin."""
        self._reader.start()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let both finish the piece at hand, and wait for them."""
        for rounds in self._rounds:
            rounds.stop()
        for thread in self._threads:
            thread.join()
        self._reader.stop()


def _walk(rounds: "Rounds") -> None:
    """On several cores the rounds go behind those who wait for an answer, who leave room enough beside them.

    Only Linux gives a thread a place of its own in the queue. On a single core they keep their share: there a flood would
    leave them nothing, and somebody in danger must be noticed in it.
    """
    if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
        with suppress(OSError):
            mine = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, mine, max(NICE, os.getpriority(os.PRIO_PROCESS, mine)))
    rounds.walk()


class Rounds:
    """Goes its rounds until `stop` is called (from any thread)."""

    def __init__(self, timetable: tuple[Job, ...] = TIMETABLE) -> None:
        self._due = dict.fromkeys(timetable, timezone.now())
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Finish the piece at hand, then end."""
        self._stopped.set()

    def walk(self) -> None:
        """Go on until stopped."""
        while not self._stopped.is_set():
            more = [self.step(job) for job in self._due]
            if not any(more):
                self._stopped.wait(TICK)
        connection.close()

    def step(self, job: Job) -> bool:
        """Run one job if its time has come; true when there may be more to do at once."""
        now = timezone.now()
        if now < self._due[job] <= now + job.every + AFTER_AN_ERROR:  # farther ahead than that: the clock was set back
            return False
        try:
            with SECONDS.timed(job.name):
                done = job.run(now)
        except Exception as broken:
            BROKE.add(job.name)
            log.exception("the round “%s” went wrong; next try in %s", job.name, AFTER_AN_ERROR)
            self._due[job] = now + AFTER_AN_ERROR
            if isinstance(broken, DatabaseError):
                close_old_connections()
            return False
        more = done >= job.piece
        self._due[job] = now if more else now + job.every
        return more


def once(timetable: tuple[Job, ...] = TIMETABLE) -> None:
    """Run every job until it has nothing more to do: for a first start, and for scripts."""
    for job in timetable:
        while job.run(timezone.now()) >= job.piece:
            pass
