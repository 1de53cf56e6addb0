"""Accepting in a rush: everything that comes while one commit is on its way to the disk shares the next one.

The same rules and the same verb as for one message (`intake.ready`, `intake.keep_each`), in one thread of the process.
When the database does not take a batch, it goes to the porch, and so does all that comes after it until the porch has been
carried in: so the order stays.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import datetime

from django.db import DataError, Error, IntegrityError, close_old_connections, connection

from alongside.door import intake, porch
from alongside.door.draft import Draft
from alongside.door.intake import Incoming, Receipt
from alongside.door.limits import Sender
from alongside.ground import measures, store
from alongside.ground.errors import Refused
from alongside.ground.together import Together
from alongside.spaces.access import Guest

log = logging.getLogger("alongside.door")

PATIENCE = 2.0  # seconds that a commit waits for its turn in this process, and for the file, before the porch is better
SHORT = 0.2  # seconds, for a look whether the database is back: those who write wait meanwhile
AGAIN = 0.5  # seconds between two tries to carry the porch in


def accept(
    *, guest: Guest, draft: Draft, key: str, now: datetime, sender: Sender, source: str
) -> "asyncio.Future[Receipt]":
    """Keep a message as `intake.accept` does, sharing a commit with whatever else comes.

    Durable when it is done: in the database, or on the porch while that is away. Raises, at once or when it is waited
    for, what `intake.accept` raises, or `porch.NoRoom`. One core takes 7,800 messages a second from 32 connections and
    11,800 from 256 on SQLite (p99 11 and 37 ms), 5,800 and 9,800 on PostgreSQL with its server (`make bench`, accepting).
    """
    return _together.soon(intake.ready(guest=guest, draft=draft, key=key, now=now, sender=sender, source=source))


def end() -> None:
    """Have everything kept that was asked for, and let the thread go."""
    _together.end()


class _Writer:
    """The one thread that writes messages down: into the database, or on the porch."""

    def __init__(self) -> None:
        self._next_try = 0.0

    def keep(self, batch: Sequence[Incoming]) -> Sequence[Receipt | Exception]:
        if not porch.is_empty() and not self._carry():
            return porch.put(batch)
        try:
            return self._in_database(batch)
        except (DataError, IntegrityError):
            raise
        except Error as away:
            log.warning("the database does not take messages (%s); they go to the porch", type(away).__name__)
            self._next_try = time.monotonic() + AGAIN
            return porch.put(batch)

    def rest(self) -> None:
        """While nothing comes: carry in what waits on the porch."""
        if not porch.is_empty():
            self._carry()

    def leave(self) -> None:
        """The thread's own connection goes with it."""
        connection.close()

    def _in_database(self, batch: Sequence[Incoming]) -> list[Receipt | Refused]:
        """Two tries: the first may meet a connection that has died meanwhile, or a commit that stood in its way."""
        measures.COMMIT_SIZE.note(len(batch))
        store.be_patient(PATIENCE)
        try:
            with measures.COMMIT_SECONDS.timed():
                return intake.keep_each(batch)
        except (DataError, IntegrityError):
            raise
        except Error:
            if connection.vendor == "sqlite":  # somebody holds the file, and goes on holding it
                raise
            close_old_connections()
            store.be_patient(PATIENCE)
            return intake.keep_each(batch)

    def _carry(self) -> bool:
        """Whether the porch is empty now. Asked again only after a while, since the database may be far."""
        if time.monotonic() < self._next_try:
            return False
        try:
            store.be_patient(SHORT)
            porch.carry_in()
        except (Error, OSError) as away:
            log.warning("the porch cannot be carried in yet (%s)", type(away).__name__)
            close_old_connections()
            self._next_try = time.monotonic() + AGAIN
        return porch.is_empty()


_writer = _Writer()
_together: Together[Incoming, Receipt] = Together(_writer.keep, idle=_writer.rest, leave=_writer.leave)
