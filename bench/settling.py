"""How many messages one core settles in a second, with the gate: what waits in a space that is full already.

    ALONGSIDE_DATA=/tmp/site taskset -c 0 .venv/bin/python -m bench.settling --messages 20000 --slug many

Or with ALONGSIDE_DATABASE_URL. Fills the space with waiting messages (`bench.filling --waiting`), settles them in the
batches of the rounds, and prints one JSON line; times of the first batch (the gate loads its word lists) are left out. On a
machine that others use, `a_second_of_the_processor` says more.
"""

import cProfile
import json
import os
import pstats
import time
from datetime import UTC, datetime
from pathlib import Path

import click


@click.command()
@click.option("--messages", default=20_000, show_default=True, help="How many wait.")
@click.option("--slug", default="many", show_default=True, help="The space; opened if there is none.")
@click.option(
    "--texts",
    default="",
    help="A file of texts, one JSON string or object with `text` a line, instead of invented ones.",
)
@click.option("--profile", is_flag=True, help="Say where the time goes.")
def command(messages: int, slug: str, texts: str, *, profile: bool) -> None:
    """Settle what waits."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    import django

    django.setup()
    from bench import filling

    filling.fill(filling.space_of(slug, "mira@example.org"), messages=messages, seed=2, waiting=True, told=_told(texts))
    from alongside.door import settle

    settle.settle_waiting(now=datetime.now(UTC))
    watched = cProfile.Profile(time.process_time)
    if profile:
        watched.enable()
    began, worked, settled = time.perf_counter(), time.process_time(), 0
    while done := settle.settle_waiting(now=datetime.now(UTC)).settled:
        settled += done
    took, worked = time.perf_counter() - began, time.process_time() - worked
    if profile:
        watched.disable()
        pstats.Stats(watched).sort_stats("cumtime").print_stats(60)
    answer = {"settled": settled, "seconds": round(took, 2), "a_second": round(settled / took)}
    click.echo(json.dumps({**answer, "a_second_of_the_processor": round(settled / worked)}))


def _told(file: str) -> list[str]:
    if not file:
        return []
    with Path(file).open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines if line.strip()]
    return [one["text"] if isinstance(one, dict) else one for one in read]


if __name__ == "__main__":
    command()
