"""alongside settle: what waits crosses the gate now."""

import time

import click
from django.utils import timezone

from alongside.house.command import start_site

PAUSE = 0.1  # seconds between two looks at what another process has in hand


@click.command()
def command() -> None:
    """Screen and settle everything that waits, then stop."""
    start_site()
    from alongside.door import settle

    total = 0
    while settle.is_anything_waiting():
        done = settle.settle_waiting(now=timezone.now()).settled
        total += done
        if not done:  # the rounds have it in hand; should they die over it, it comes to us half a minute later
            time.sleep(PAUSE)
    click.echo(f"Settled: {total}")
