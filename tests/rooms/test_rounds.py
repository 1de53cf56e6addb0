"""The rounds: each job in its time, none stopped by another that breaks, none by a clock that jumps."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from alongside.rounds.timetable import TIMETABLE, Job
from alongside.rounds.watch import AFTER_AN_ERROR, Rounds, Walkers
from tests.given import NOW
from tests.live import eventually

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


class Diary:
    """When a job ran; it does `amount` each time, or breaks."""

    def __init__(self, amount: int = 0, *, breaks: bool = False) -> None:
        self.times: list[datetime] = []
        self.amount = amount
        self.breaks = breaks

    def __call__(self, now: datetime) -> int:
        self.times.append(now)
        if self.breaks:
            raise ZeroDivisionError
        return self.amount


def walked(jobs: list[Job], *, seconds: int, step: Callable[[int], timedelta] = lambda n: n * SECOND) -> None:
    """Look at the timetable once a second for a while."""
    with time_machine.travel(NOW, tick=False) as clock:
        rounds = Rounds(tuple(jobs))
        for number in range(seconds):
            clock.move_to(NOW + step(number))
            for job in jobs:
                rounds.step(job)


def test_a_job_runs_when_its_time_has_come_and_not_before() -> None:
    diary = Diary()
    walked([Job("one", diary, every=10 * SECOND, piece=5)], seconds=31)
    assert diary.times == [NOW + n * SECOND for n in (0, 10, 20, 30)]


def test_a_whole_piece_is_followed_by_the_next_at_once() -> None:
    diary = Diary(amount=5)
    walked([Job("one", diary, every=MINUTE, piece=5)], seconds=4)
    assert len(diary.times) == 4


def test_a_job_that_breaks_waits_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    broken, healthy = Diary(breaks=True), Diary()
    jobs = [Job("broken", broken, every=SECOND, piece=1), Job("healthy", healthy, every=SECOND, piece=1)]
    walked(jobs, seconds=12)
    assert broken.times == [NOW, NOW + AFTER_AN_ERROR]
    assert len(healthy.times) == 12
    assert "broken" in caplog.text


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)])
def test_a_clock_that_jumps_stops_nothing(jump: timedelta) -> None:
    diary = Diary()
    walked(
        [Job("one", diary, every=MINUTE, piece=1)],
        seconds=200,
        step=lambda n: n * SECOND + (jump if n >= 100 else timedelta()),
    )
    assert len([time for time in diary.times if abs(time - NOW) > timedelta(days=300)]) == 2


def test_whoever_does_not_answer_keeps_no_message_waiting() -> None:
    held, settled = [], Diary()

    def unresponsive(now: datetime) -> int:
        held.append(now)
        eventually(lambda: len(settled.times) > 2, what="messages to be settled meanwhile")
        return 0

    walkers = Walkers(
        (Job("settle", settled, every=SECOND / 10, piece=1), Job("mail", unresponsive, every=SECOND, piece=1))
    )
    walkers.start()
    eventually(lambda: held and len(settled.times) > 2, what="both to walk")
    walkers.stop()


def test_what_waits_at_the_door_comes_first() -> None:
    assert TIMETABLE[0].name == "settle what waits"
    assert len({job.name for job in TIMETABLE}) == len(TIMETABLE)
