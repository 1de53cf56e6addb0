"""alongside lessons: decisions that may teach the gate, without names, as JSON lines."""

import json
from typing import TextIO

import click

from alongside.house.command import start_site


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.File("w", encoding="utf-8", lazy=False),
    default="-",
    help="The file; else it is printed.",
)
def command(output: TextIO) -> None:
    """Print what people decided at the desk, a JSON line each: only where both the writer and the family said yes.

    Names, places, numbers, addresses and rare words are taken out. `gate` is the lane that the gate chose, `lane` the one
    that a person chose, `reason` one of the desk's ready reasons or nothing.
    """
    start_site()
    from django.conf import settings
    from django.utils import translation

    from alongside.desk.lessons import lessons
    from alongside.web.forms.desk import READY

    codes: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:  # a reason stands in the language of whoever decided
        with translation.override(language):
            codes |= {str(sentence): code for code, sentence in READY}
    for lesson in lessons():
        reason = next((code for sentence, code in codes.items() if lesson.reason.startswith(sentence)), "")
        told = {
            "text": lesson.text, "language": lesson.language, "kind": lesson.kind, "gate": lesson.gate,
            "lane": lesson.lane, "reason": reason, "version": lesson.version,
        }  # fmt: skip
        output.write(json.dumps(told, ensure_ascii=False) + "\n")
