"""alongside sign-in: a one-time link, for the operator to pass on."""

import json

import click
from django.utils import timezone

from alongside.house.command import start_site


@click.command()
@click.argument("email")
@click.option("--moderator", is_flag=True, help="Make this person a moderator of the whole site.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: url.")
def command(*, email: str, moderator: bool, as_json: bool) -> None:
    """Print a one-time sign-in link for EMAIL, good for a day."""
    start_site()
    from alongside.house import operating

    url = operating.sign_in_url(email=email, moderator=moderator, now=timezone.now())
    click.echo(json.dumps({"url": url}) if as_json else url)
