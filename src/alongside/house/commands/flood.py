"""alongside flood: very many messages at once, and the proof that every acknowledged one is there once."""

import asyncio
import json
import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path

import click

from alongside.house import flooding
from alongside.house.command import Refusal, is_terminal

TEXTS = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("url")
@click.option("--texts", type=TEXTS, required=True, help='JSON lines {"text": …}.')
@click.option("--messages", type=click.IntRange(min=1), default=1000, show_default=True, help="How many to send.")
@click.option("--connections", type=click.IntRange(1, 4096), default=32, show_default=True, help="How many at a time.")
@click.option(
    "--via", type=click.Choice(flooding.WAYS), default="form", show_default=True,
    help="As a browser sends the form, as the page's script does, or as a program does (json).",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object on the last line.")
def command(*, url: str, texts: Path, messages: int, connections: int, via: str, as_json: bool) -> None:
    """Send messages as guests to the space at URL (its page's address), then prove from the receipts what is kept.

    For load tests of your own site; the site must run with ALONGSIDE_LIMITS=off. Exit status 1 when a message was lost or
    doubled.
    """
    try:
        told = flooding.read_texts(texts)
        target = flooding.target(url)
        with click.progressbar(
            length=messages * 2, label="Sending and proving", hidden=not is_terminal(), file=sys.stderr,
            update_min_steps=max(1, messages // 100),
        ) as bar:  # fmt: skip
            result = asyncio.run(
                flooding.flood(
                    target, told, messages=messages, connections=connections, via=via, progress=partial(bar.update, 1)
                )
            )
    except flooding.CannotFlood as refused:
        raise Refusal(str(refused)) from refused
    _tell(result, as_json=as_json)
    if result.lost or result.duplicated:
        raise SystemExit(1)


def _tell(result: flooding.Result, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(result)))
        return
    click.echo(f"sent {result.sent}, acknowledged {result.acknowledged}, found {result.found}")
    click.echo(f"lost {result.lost}, duplicated {result.duplicated}")
    click.echo(
        f"{result.per_second:.0f} a second; half within {result.p50_ms:.0f} ms, 99 of 100 within {result.p99_ms:.0f} ms"
    )
