"""Values that may be a moment old: made once for all who ask, and never older than they may be."""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from alongside.ground import fresh
from alongside.ground.fresh import CannotMake, Fresh


class Kitchen:
    """Makes a value, counts how often, and can be out of order."""

    def __init__(self) -> None:
        self.made = 0
        self.broken: Exception | None = None

    async def make(self, key: str) -> str:
        await asyncio.sleep(0)
        if self.broken:
            raise self.broken
        self.made += 1
        return f"{key} {self.made}"


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the clock that ages are told by."""
    clock = [1000.0]
    monkeypatch.setattr(fresh, "time", SimpleNamespace(monotonic=lambda: clock[0]))  # the loop keeps its own
    return lambda seconds: clock.__setitem__(0, 1000.0 + seconds)


def test_it_is_made_once_for_all_who_ask_at_once(at: Callable[[float], None]) -> None:
    kitchen = Kitchen()

    async def ask() -> list[str]:
        kept: Fresh[str, str] = Fresh(kitchen.make, new=1, old=2)
        return await asyncio.gather(*(kept.get("tea") for _ in range(50)))

    assert asyncio.run(ask()) == ["tea 1"] * 50


def test_a_value_is_handed_out_while_it_is_made_anew_but_never_when_it_is_too_old(at: Callable[[float], None]) -> None:
    kitchen = Kitchen()

    async def ask() -> list[str]:
        kept: Fresh[str, str] = Fresh(kitchen.make, new=1, old=2)
        said = [await kept.get("tea")]
        at(0.9)
        said.append(await kept.get("tea"))
        at(1.5)
        said.append(await kept.get("tea"))  # begins the next one
        await asyncio.sleep(0.01)
        said.append(await kept.get("tea"))
        at(10)
        said.append(await kept.get("tea"))
        return said

    assert asyncio.run(ask()) == ["tea 1", "tea 1", "tea 1", "tea 2", "tea 3"]


def test_the_last_one_serves_while_none_can_be_made_and_not_when_it_is_gone(at: Callable[[float], None]) -> None:
    kitchen = Kitchen()

    async def ask() -> None:
        kept: Fresh[str, str] = Fresh(kitchen.make, new=1, old=2, away=60)
        assert await kept.get("tea") == "tea 1"
        at(30)
        kitchen.broken = CannotMake()
        assert await kept.get("tea") == "tea 1"
        at(61)
        with pytest.raises(CannotMake):
            await kept.get("tea")
        at(1)
        kitchen.broken = LookupError()
        await kept.get("tea")  # a moment old; the next is begun, and is gone
        await asyncio.sleep(0.01)
        with pytest.raises(LookupError):
            await kept.get("tea")

    asyncio.run(ask())


def test_the_oldest_are_let_go(at: Callable[[float], None]) -> None:
    kitchen = Kitchen()

    async def ask() -> str:
        kept: Fresh[str, str] = Fresh(kitchen.make, new=1, old=2, most=2)
        for key in ("tea", "soup", "bread"):
            await kept.get(key)
        return await kept.get("tea")

    assert asyncio.run(ask()) == "tea 4"
