"""alongside screen: the gate as a filter for programs. Needs no site and no settings."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from alongside.gate import Explanation, Finding, Surroundings

BATCH = 256  # a batch shares the loading of the language model; a pipe sees its verdicts a batch at a time


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig", errors="replace"), default="-")
@click.option("--rules", type=click.File("r", encoding="utf-8"), help="Rules of your own (TOML) to try on the texts.")
@click.option("--explain", is_flag=True, help="Say why, for people to read, instead of printing JSON.")
def command(file: TextIO, rules: TextIO | None, explain: bool) -> None:
    """Read JSON lines {"text": …} from FILE (or stdin) and print one JSON verdict a line."""
    around = _surroundings(rules)
    # When a person types or a program talks line by line, each verdict comes at once.
    size = 1 if file.isatty() else BATCH
    for batch in _batches(_texts(file), size):
        if explain:
            _print_explanations(batch, around)
        else:
            _print_verdicts(batch, around)


def _surroundings(rules: TextIO | None) -> "Surroundings | None":
    if rules is None:
        return None
    from alongside import gate

    try:
        return gate.Surroundings(rules=gate.read_rules(rules.read()))
    except (gate.RulesError, UnicodeDecodeError) as wrong:
        raise click.ClickException(f"{rules.name} cannot be used: {wrong}.") from None


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
    """So many texts at a time; those before a line that is none are not lost with it."""
    batch: list[str] = []
    try:
        for text in texts:
            batch.append(text)
            if len(batch) == size:
                yield batch
                batch = []
    except click.ClickException:
        yield batch
        raise
    yield batch


def _print_verdicts(texts: list[str], around: "Surroundings | None") -> None:
    from alongside import gate  # so that `--help` need not load the gate

    for verdict in gate.screen(texts, surroundings=around):
        click.echo(json.dumps(gate.verdict_as_dict(verdict), ensure_ascii=False))
    sys.stdout.flush()


def _print_explanations(texts: list[str], around: "Surroundings | None") -> None:
    from alongside import gate

    for text in texts:
        click.echo("\n".join(_told(gate.explain(text, surroundings=around))) + "\n")
    sys.stdout.flush()


def _told(explanation: "Explanation") -> Iterator[str]:
    """The text with what was found in it between brackets, why it is where it is, and each find with its reason."""
    verdict = explanation.verdict
    yield _marked(explanation.text, verdict.findings)
    yield f"  {explanation.lane}"
    for number, one in enumerate(verdict.findings, 1):
        family = f" {one.family}" if one.family else ""
        yield f"  [{number}] {one.label}{family} {one.weight:.2f}, {one.rule}: {one.why}"
    for taken in explanation.taken_back:
        yield f"  [-] {taken.sentence} ({taken.rule})"
    scores = " ".join(f"{label} {score:.2f}" for label, score in verdict.scores.items() if score)
    yield f"  kind {verdict.kind}, language {verdict.language}, topics {', '.join(verdict.topics) or 'none'}"
    yield f"  scores {scores or 'none'}, distress {verdict.crisis}, version {verdict.version}"


def _marked(text: str, findings: Sequence["Finding"]) -> str:
    """`text` with each finding between brackets, after its number; a finding may lie within another."""
    marks = [(one.start, 1, -one.end, f"[{number} ") for number, one in enumerate(findings, 1)]
    marks += [(one.end, 0, -one.start, "]") for one in findings]
    pieces, at = [], 0
    for place, _order, _length, mark in sorted(marks):
        pieces += [text[at:place], mark]
        at = place
    return "".join([*pieces, text[at:]]).encode(errors="replace").decode()
