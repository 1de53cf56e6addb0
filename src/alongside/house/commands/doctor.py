"""alongside doctor: what is wrong with this installation, and how to mend it."""

import json
from dataclasses import asdict

import click
from django.utils import timezone

from alongside.house.command import start_django


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object: findings.")
def command(as_json: bool) -> None:
    """Look at settings, disk, database, waiting texts and letters; say what is wrong and how to mend it.

    Exit status 1 when something needs mending; things worth knowing alone are no reason.
    """
    start_django()
    from alongside.house import examining  # Django must be loaded first

    findings = examining.examine(now=timezone.now())
    if as_json:
        click.echo(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{finding.grade:5}  {finding.about}: {finding.says}")
            if finding.remedy:
                click.echo(f"       {finding.remedy}")
    if any(finding.grade == "wrong" for finding in findings):
        raise SystemExit(1)
