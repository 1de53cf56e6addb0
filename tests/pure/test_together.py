"""Sharing a commit: everybody is answered, in order, and one bad item takes no other with it."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from alongside.ground.together import Together


def test_what_comes_during_a_commit_shares_the_next_one() -> None:
    batches: list[list[int]] = []
    first_commit = threading.Event()

    def keep(items: Sequence[int]) -> list[int | Exception]:
        batches.append(list(items))
        if len(batches) == 1:
            first_commit.wait(5)
        return [item * 10 for item in items]

    async def flood() -> list[int]:
        together: Together[int, int] = Together(keep)
        asking = [together.soon(0)]
        while not batches:
            await asyncio.sleep(0.001)
        asking += [together.soon(number) for number in range(1, 40)]
        await asyncio.sleep(0)
        first_commit.set()
        answers = await asyncio.gather(*asking)
        together.end()
        return answers

    assert asyncio.run(flood()) == [number * 10 for number in range(40)]
    assert batches == [[0], list(range(1, 40))]


def test_one_bad_item_takes_no_other_with_it() -> None:
    def keep(items: Sequence[int]) -> list[int | Exception]:
        if 3 in items:
            raise ZeroDivisionError
        return [LookupError(item) if item == 5 else item for item in items]

    async def ask() -> list[int | BaseException]:
        together: Together[int, int] = Together(keep)
        answers = await asyncio.gather(*(together.soon(number) for number in range(7)), return_exceptions=True)
        together.end()
        return answers

    answers = asyncio.run(ask())
    assert [answers[n] for n in (0, 1, 2, 4, 6)] == [0, 1, 2, 4, 6]
    assert isinstance(answers[3], ZeroDivisionError)
    assert isinstance(answers[5], LookupError)


def test_the_end_waits_for_what_was_asked() -> None:
    kept: list[int] = []

    def keep(items: Sequence[int]) -> list[int | Exception]:
        kept.extend(items)
        return list(items)

    async def ask() -> None:
        together: Together[int, int] = Together(keep)
        asking = [together.soon(number) for number in range(5)]
        await asyncio.sleep(0)
        together.end()
        assert await asyncio.gather(*asking) == list(range(5))

    asyncio.run(ask())
    assert kept == list(range(5))


@pytest.mark.timeout(30)
def test_quiet_moments_are_used() -> None:
    used = threading.Event()

    async def ask() -> None:
        together: Together[int, int] = Together(list, idle=used.set)
        await together.soon(1)
        assert await asyncio.get_running_loop().run_in_executor(None, used.wait, 10)
        together.end()

    asyncio.run(ask())


def test_an_item_that_is_not_answered_is_told_and_the_next_is_kept() -> None:
    def keep(items: Sequence[int]) -> list[int | Exception]:
        return [item for item in items if item]

    async def ask() -> int:
        together: Together[int, int] = Together(keep)
        with pytest.raises(RuntimeError):
            await together.soon(0)
        answer = await together.soon(1)
        together.end()
        return answer

    assert asyncio.run(ask()) == 1
