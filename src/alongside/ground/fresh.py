"""Values that may be a moment old: made once at a time however many ask, and handed out meanwhile."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class CannotMake(Exception):
    """The value cannot be made at the moment: what it is made from is away."""


@dataclass(frozen=True, slots=True)
class _Made(Generic[Value]):
    value: Value
    at: float  # when its making began: all that happened before is in it


class Fresh(Generic[Key, Value]):
    """Keeps up to `most` values, for one event loop.

    A value is handed out as it is for `new` seconds from the moment its making began. From then on it is made anew, once,
    and the last one handed out meanwhile, for `old` seconds at most; whoever comes later waits for the new one. Only when
    it cannot be made (`CannotMake`), the last one is handed out for `away` seconds. All times are seconds.
    """

    def __init__(
        self, make: Callable[[Key], Awaitable[Value]], *, new: float, old: float, away: float = 0.0, most: int = 1_000
    ) -> None:
        self._make = make
        self._new, self._old, self._away, self._most = new, old, away, most
        self._kept: OrderedDict[Key, _Made[Value]] = OrderedDict()
        self._making: dict[Key, asyncio.Task[Value]] = {}

    async def get(self, key: Key) -> Value:
        """The value for `key`. Raises what making it raises, when there is none to hand out."""
        made = self._kept.get(key)
        age = time.monotonic() - made.at if made else float("inf")
        if made and age < self._new:
            return made.value
        making = self._making.get(key) or self._begin(key)
        if made and age < self._old:
            return made.value
        try:
            return await asyncio.shield(making)
        except CannotMake:
            if made and age < self._away:
                return made.value
            raise

    def _begin(self, key: Key) -> "asyncio.Task[Value]":
        making = asyncio.get_running_loop().create_task(self._make_and_keep(key))
        self._making[key] = making
        making.add_done_callback(lambda done: self._ended(key, done))
        return making

    async def _make_and_keep(self, key: Key) -> Value:
        began = time.monotonic()
        value = await self._make(key)
        self._kept[key] = _Made(value, began)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value

    def _ended(self, key: Key, done: "asyncio.Task[Value]") -> None:
        del self._making[key]
        if not done.cancelled() and done.exception() is not None and not isinstance(done.exception(), CannotMake):
            self._kept.pop(key, None)  # what is not there any more is not handed out either
