"""Group commit: whatever arrives while one commit is on its way to the disk shares the next one.

A disk that takes a millisecond to flush takes a thousand commits a second, and as many messages if each has a commit of
its own. Here one thread of the process does all the writing: it takes everything that waits, has it kept in one
transaction, and only then answers each. It does not linger for more to come: a batch is what came during the last commit,
and what came in one turn of the event loop is in one batch.
"""

import asyncio
import logging
import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

log = logging.getLogger("alongside.together")

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

MOST = 500  # items in one commit: enough to make the flush cheap, few enough to keep the write lock for milliseconds
IDLE = 1.0  # seconds between two calls of `idle` while nothing comes


class Together(Generic[Item, Outcome]):
    """Has many items kept in one commit. `keep` runs in the writing thread and answers each item, in order.

    An answer that is an exception is raised to whoever asked. When `keep` itself raises, each item is tried alone, so
    that one bad item does not take the others with it. `idle` is called now and then while nothing comes, and `leave` once,
    when the thread ends; both in that thread.
    """

    def __init__(
        self,
        keep: Callable[[Sequence[Item]], Sequence[Outcome | Exception]],
        *,
        idle: Callable[[], None] = lambda: None,
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        self._keep = keep
        self._idle = idle
        self._leave = leave
        self._coming: dict[asyncio.AbstractEventLoop, list[tuple[Item, asyncio.Future[Outcome]]]] = {}
        self._asked: queue.SimpleQueue[list[tuple[Item, asyncio.Future[Outcome]]] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def soon(self, item: Item) -> "asyncio.Future[Outcome]":
        """Have `item` kept with whatever else waits; done when it is on the disk, with what `keep` answers."""
        if self._thread is None:
            self._start()
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Outcome] = loop.create_future()
        coming = self._coming.get(loop)
        if coming is None:
            coming = self._coming[loop] = []
            loop.call_soon(self._hand_over, loop)
        coming.append((item, answer))
        return answer

    def end(self) -> None:
        """Have everything kept that was asked for, then let the thread go."""
        with self._starting:
            if self._thread is not None:
                for loop in tuple(self._coming):
                    self._hand_over(loop)
                self._asked.put(None)
                self._thread.join()
                self._thread = None

    def _hand_over(self, loop: asyncio.AbstractEventLoop) -> None:
        """What came in this turn of the loop, at once: the writing thread is woken one time."""
        if coming := self._coming.pop(loop, None):
            self._asked.put(coming)

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="together", daemon=True)
                self._thread.start()

    def _write(self) -> None:
        going_on = True
        while going_on:
            try:
                came = self._asked.get(timeout=IDLE)
            except queue.Empty:
                self._rest()
                continue
            batch = came or []
            while came is not None and len(batch) < MOST and not self._asked.empty():
                came = self._asked.get_nowait()
                batch += came or []
            going_on = came is not None
            for at in range(0, len(batch), MOST):
                self._settle(batch[at : at + MOST])
        self._leave()

    def _rest(self) -> None:
        try:
            self._idle()
        except Exception:
            log.exception("what is done in quiet moments went wrong")

    def _settle(self, batch: Sequence[tuple[Item, "asyncio.Future[Outcome]"]]) -> None:
        if not batch:
            return
        outcomes = self._outcomes([item for item, _ in batch])
        for_loops = defaultdict(list)
        for (_, answer), outcome in zip(batch, outcomes, strict=True):
            for_loops[answer.get_loop()].append((answer, outcome))
        for loop, answers in for_loops.items():
            try:
                loop.call_soon_threadsafe(_give, answers)
            except RuntimeError:  # the loop has ended, and nobody waits any more
                log.warning("%d were kept whose askers had gone", len(answers))

    def _outcomes(self, items: Sequence[Item]) -> Sequence[Outcome | Exception]:
        try:
            outcomes = self._keep(items)
            if len(outcomes) != len(items):  # nobody may wait for ever, and the thread goes on
                raise RuntimeError("an item was not answered")
            return outcomes
        except Exception as broken:  # noqa: BLE001 - it is given to whoever asked
            if len(items) == 1:
                return [broken]
            log.warning("a commit of %d went wrong (%s); trying each alone", len(items), type(broken).__name__)
            return [outcome for item in items for outcome in self._outcomes([item])]


def _give(answers: Sequence[tuple["asyncio.Future[Outcome]", Outcome | Exception]]) -> None:
    """In the loop's own thread: one wake-up for a whole batch."""
    for answer, outcome in answers:
        if answer.done():  # whoever asked went away meanwhile; what they sent is kept all the same
            continue
        if isinstance(outcome, Exception):
            answer.set_exception(outcome)
        else:
            answer.set_result(outcome)
