"""alongside demo: a complete invented site."""

import logging
import os
from pathlib import Path

import click
from django.utils import timezone

from alongside.house.command import start_django
from alongside.house.commands import serve


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--messages", type=click.IntRange(0, 100_000), default=400, show_default=True, help="How many messages arrive."
)
@click.option(
    "--data", type=click.Path(path_type=Path), default=Path("demo-data"), show_default=True, help="Where it is kept."
)
def command(port: int, messages: int, data: Path) -> None:
    """A complete invented site: fills it the first time, serves it, and prints how to sign in as each kind of person."""
    os.environ["ALONGSIDE_DATA"] = str(data)
    os.environ.setdefault("ALONGSIDE_BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("ALONGSIDE_DEBUG", "true")
    start_django()
    from alongside.house import tables

    serve.check_port("127.0.0.1", port)
    tables.bring_up_to_date()
    _show(messages)
    serve.serve(host="127.0.0.1", port=port, workers=1, with_rounds=True)


def _show(messages: int) -> None:
    from alongside.house.demo import script, site  # Django must be loaded first

    told = script.read()
    if not site.is_filled(told["family"]["slug"]):
        click.echo("Filling the invented site …")
        logging.getLogger("alongside.store").setLevel(logging.ERROR)  # nobody else waits for this long write
        site.fill(told, messages=messages, now=timezone.now())
    click.echo(f"\nA family's space, as everyone sees it:  {site.address(told)}\n")
    for one in site.sign_ins(now=timezone.now()):
        click.echo(f"Sign in as {one.who + ':':<32} {one.url}")
    click.echo("\nEach link works once. Stop with Ctrl-C; start again for new ones.\n")
