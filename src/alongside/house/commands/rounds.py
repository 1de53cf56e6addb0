"""alongside rounds: the worker alone."""

import signal
from types import FrameType

import click

from alongside.house.command import start_django


@click.command()
def command() -> None:
    """The worker alone: screens what waits, sends letters, until it is stopped."""
    start_django()
    from alongside.rounds.watch import Rounds

    rounds = Rounds()

    def stop(number: int, frame: FrameType | None) -> None:
        rounds.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    rounds.walk()
