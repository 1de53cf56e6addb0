"""alongside rounds: the worker alone."""

import logging
import signal
import threading
from types import FrameType

import click

from alongside.house.command import start_django

log = logging.getLogger("alongside.rounds")

AGAIN = 5.0  # seconds between two tries while the database is away


@click.command()
def command() -> None:
    """The worker alone: screens what waits, sends letters, until it is stopped."""
    start_django()
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
        if _tables_are_ready(asked_to_stop):
            walkers.start()
            asked_to_stop.wait()
            walkers.stop()


def _tables_are_ready(asked_to_stop: threading.Event) -> bool:
    """Bring them up to date, also when the database comes back only later; False when asked to stop meanwhile."""
    from django.db import DatabaseError, close_old_connections

    from alongside.house import tables

    while not asked_to_stop.is_set():
        try:
            tables.bring_up_to_date()
        except DatabaseError as away:
            log.warning("the database is away (%s); next try in %d s", type(away).__name__, AGAIN)
            close_old_connections()
            asked_to_stop.wait(AGAIN)
        else:
            return True
    return False
