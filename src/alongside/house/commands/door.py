"""alongside door: whose messages a space takes, set in one step."""

import click

from alongside.house.command import start_site

HOWS = ("open", "slow", "known", "closed")


@click.command()
@click.argument("slug")
@click.argument("how", type=click.Choice(HOWS))
def command(*, slug: str, how: str) -> None:
    """Set the door of the space SLUG; it holds within a second.

    open: whoever can open the page can write. slow: each message takes a moment first. known: only people who came by the
    family's link, and members. closed: no messages are taken.
    """
    start_site()
    from alongside.spaces import tending

    tending.set_door_as_host(slug=slug, door=how)
    click.echo(f"The door of {slug} is {how}.")
