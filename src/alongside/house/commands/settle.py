"""alongside settle: what waits crosses the gate now."""

import click
from django.utils import timezone

from alongside.house.command import start_django


@click.command()
def command() -> None:
    """Screen and settle everything that waits, then stop."""
    start_django()
    from alongside.door import settle

    total = 0
    while done := settle.settle_waiting(now=timezone.now()).settled:
        total += done
    click.echo(f"Settled: {total}")
