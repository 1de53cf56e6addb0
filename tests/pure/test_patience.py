"""The server waits for those who send, and not for ever."""

import asyncio

import pytest

from alongside.house.server.patience import Patience


async def never() -> None:
    await asyncio.Event().wait()


def test_who_takes_too_long_is_told_so_and_others_go_on() -> None:
    async def both() -> tuple[object, object]:
        patience = Patience()
        arrives = asyncio.Event()
        slow = asyncio.create_task(patience.wait(never(), seconds=-1))
        quick = asyncio.create_task(patience.wait(arrives.wait(), seconds=60))
        await asyncio.sleep(0)
        patience.end_overdue()
        arrives.set()
        told = await asyncio.gather(slow, quick, return_exceptions=True)
        return told[0], told[1]

    slow, quick = asyncio.run(both())
    assert isinstance(slow, TimeoutError)
    assert quick is True


def test_who_is_cancelled_by_somebody_else_is_not_late() -> None:
    async def cancelled() -> None:
        patience = Patience()
        waiting = asyncio.create_task(patience.wait(never(), seconds=60))
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        patience.end_overdue()  # and nobody is waited for any more

    asyncio.run(cancelled())


def test_a_task_that_was_late_can_go_on() -> None:
    async def late() -> str:
        patience = Patience()

        async def work() -> str:
            try:
                await patience.wait(never(), seconds=-1)
            except TimeoutError:
                await asyncio.sleep(0)
                return "went on"
            return "was not late"

        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        patience.end_overdue()
        return await task

    assert asyncio.run(late()) == "went on"
