"""alongside rounds: the worker alone."""

import signal
import threading
from types import FrameType

import click

from alongside.house.command import start_site


@click.command()
def command() -> None:
    """The worker alone: screens what waits, sends letters, until it is stopped."""
    start_site()
    from alongside.ground import memory
    from alongside.house import logs, measuring
    from alongside.rounds.watch import Walkers

    asked_to_stop = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        asked_to_stop.set()

    logs.catch_the_uncaught()
    memory.be_sparing()
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    walkers = Walkers()
    with measuring.shown():
        walkers.start()
        asked_to_stop.wait()
        walkers.stop()
