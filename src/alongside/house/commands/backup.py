"""alongside backup: a consistent copy of the whole site while it runs."""

from pathlib import Path

import click

from alongside.house.command import Refusal, start_django


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Copy the whole site into DIR, which must not exist yet or be empty. The site may go on running.

    On the embedded database the copy is a complete data directory: start it with ALONGSIDE_DATA=DIR alongside serve.
    """
    start_django()
    from alongside.house import backing_up  # Django must be loaded first

    try:
        backing_up.copy_site(folder)
    except backing_up.CannotCopy as refused:
        raise Refusal(str(refused)) from refused
    click.echo(f"The site is copied: {folder}")
