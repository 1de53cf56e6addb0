"""alongside open-space: open a space for a keeper."""

import json

import click
from django.utils import timezone

from alongside.house.command import start_site


@click.command()
@click.option("--slug", required=True, help="The space's address: small letters, digits, hyphens.")
@click.option("--title", required=True, help="What stands at the top of its page.")
@click.option("--keeper", required=True, help="The keeper's email address.")
@click.option(
    "--visibility", type=click.Choice(["private", "link", "public"]), default="private", show_default=True,
    help="Who can open its page.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: slug, url, sign_in_url.")
def command(*, slug: str, title: str, keeper: str, visibility: str, as_json: bool) -> None:
    """Open a space, and print its address and a one-time sign-in link for its keeper."""
    start_site()
    from alongside.house import operating

    opened = operating.open_space(slug=slug, title=title, keeper=keeper, visibility=visibility, now=timezone.now())
    if as_json:
        click.echo(json.dumps({"slug": opened.slug, "url": opened.url, "sign_in_url": opened.sign_in_url}))
        return
    click.echo(f"The space is open: {opened.url}")
    click.echo(f"Sign in as its keeper, once, within a day: {opened.sign_in_url}")
