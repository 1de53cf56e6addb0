"""alongside screen: the gate as a filter for programs. Needs no site and no settings."""

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TextIO

import click

BATCH = 256  # a batch shares the loading of the language model; a pipe sees its verdicts a batch at a time


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
def command(file: TextIO) -> None:
    """Read JSON lines {"text": …} from FILE (or stdin) and print one JSON verdict a line."""
    # When a person types or a program talks line by line, each verdict comes at once.
    size = 1 if file.isatty() else BATCH
    for batch in _batches(_texts(file), size):
        _print_verdicts(batch)


def _texts(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, TypeError, KeyError):
            text = None
        if not isinstance(text, str):
            raise click.ClickException(f'Line {number} is not a JSON object like {{"text": "…"}}.')
        yield text


def _batches(texts: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(texts, size)):
        yield batch


def _print_verdicts(texts: list[str]) -> None:
    from alongside import gate  # so that `--help` need not load the gate

    for verdict in gate.screen(texts):
        click.echo(json.dumps(gate.verdict_as_dict(verdict), ensure_ascii=False))
    sys.stdout.flush()
