"""How long the server waits for somebody.

A clock of its own for each of them (`asyncio.timeout`) would cost as much as reading a whole form. Here it is noted until
when each may take, and `end_overdue` looks at all of them now and then.
"""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

Awaited = TypeVar("Awaited")


class Patience:
    """Those who are waited for, in one event loop."""

    def __init__(self) -> None:
        self._until: dict[asyncio.Task[object], float] = {}
        self._ended: set[asyncio.Task[object]] = set()

    async def wait(self, awaited: Awaitable[Awaited], *, seconds: float) -> Awaited:
        """What is awaited, in this task. Raises TimeoutError soon after so many seconds."""
        loop = asyncio.get_running_loop()
        task = asyncio.current_task(loop)
        if task is None:
            raise RuntimeError("only a task can wait")
        self._until[task] = loop.time() + seconds
        try:
            return await awaited
        except asyncio.CancelledError:
            if task not in self._ended:
                raise
            task.uncancel()
            raise TimeoutError from None
        finally:
            del self._until[task]
            self._ended.discard(task)

    def end_overdue(self) -> None:
        """Wait no longer for those who have taken too long."""
        now = asyncio.get_running_loop().time()
        for task in [task for task, until in self._until.items() if until < now]:
            self._ended.add(task)
            task.cancel()
