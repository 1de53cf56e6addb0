"""Guests of the hour: who may open a space's page, as it was a second ago at most.

In a rush hundreds knock at the same door in one second. Whether it is there, and open, is asked once a second for all of
them; what a family changes holds from the next second on. While the database is away the last answer holds for a few
minutes, so that messages can still be taken (they go to the porch).
"""

import asyncio
from collections.abc import Awaitable
from concurrent.futures import Executor

from django.db import Error, close_old_connections

from alongside.ground.fresh import CannotMake, Fresh
from alongside.spaces import access
from alongside.spaces.access import Guest

NEW, OLD, AWAY = 1.0, 1.0, 600.0  # seconds: as it is, while it is asked anew, and while the database is away

Knock = tuple[str, str]  # a slug, and the family's link or nothing


class Guests:
    """The proofs of those who have no place in the space; for one event loop. The database is asked in `pool`."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._fresh: Fresh[Knock, Guest] = Fresh(self._ask, new=NEW, old=OLD, away=AWAY)

    def guest(self, *, slug: str, link_key: str) -> Awaitable[Guest]:
        """As `access.guest` for a visitor who is not signed in. Raises `NotThere`, or `CannotMake` without a database."""
        return self._fresh.get((slug, link_key))

    async def _ask(self, knock: Knock) -> Guest:
        return await asyncio.get_running_loop().run_in_executor(self._pool, _look, knock)


def _look(knock: Knock) -> Guest:
    close_old_connections()
    try:
        return access.guest(slug=knock[0], link_key=knock[1])
    except Error as away:
        raise CannotMake from away
