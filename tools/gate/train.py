"""Learns the gate's models anew: `python -m tools.gate.train DATA [--into FOLDER] [--only written|public|kinds]`.

The same data gives the same files, bit for bit: texts are read in the order of the files, nothing is split over threads,
chance has a fixed seed. What a model learns from is named with its digest in `models.toml`, beside the weights.
"""

import argparse
import hashlib
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from alongside.gate import models
from alongside.gate.folding import fold
from alongside.gate.language import UNKNOWN
from alongside.gate.signs import signs_of
from alongside.gate.tokens import Known, words_of
from tools.gate.learning import Floats, Rows, learn, rows_of
from tools.gate.sets import LEARNED_FROM, Row, Source, digest, rows
from tools.gate.tables import replace
from tools.gate.train_kinds import train_kinds
from tools.gate.train_written import train_written
from tools.gate.written_by_hand import WRITTEN

SHIPPED = Path(models.__file__).with_name("weights")
LANGUAGES = {"abuse": ("de", "en"), "spam": ("de", "en", "fr", "hi")}
"""The languages in which a model has seen both sides."""
FOLDS = 5
_MOST_IMPORTANCE = 3.0
_KIND_HELD, _KIND_HELD_OF_ONE = 0.001, 0.005
"""The share of kind examples that may reach the limit before the margin, over all and in one language (few texts)."""
_MARGIN, _MARGIN_UNKNOWN = 0.3, 0.6
_CLIPPED = 0.99995
"""The few heaviest weights of a hundred thousand are cut to the size of this share, so that one byte is enough."""


@dataclass(frozen=True, slots=True)
class Examples:
    """What a model learns from: one row for each text."""

    rows: Rows
    wanted: Floats
    kind: list[bool]
    languages: list[str]
    folds: list[int]
    sources: list[int]


def examples(folder: Path, sources: tuple[Source, ...]) -> Examples:
    """The examples of `sources`, in order. Texts that are twins of one another fall into one fold.

    They are read without the word lists, whose changes would change the weights: a disguise is learned as it stands.
    """
    known = Known()
    signs: list[list[str]] = []
    sides: list[bool] = []
    kind: list[bool] = []
    languages: list[str] = []
    folds: list[int] = []
    numbers: list[int] = []
    for number, source in enumerate(sources):
        for row in rows(folder, source.path):
            side = source.side(row)
            mine = signs_of(words_of(fold(row["text"]), known)).signs if side is not None else []
            if side is not None and mine:
                signs.append(mine)
                sides.append(side)
                kind.append(source.kind and not side)
                languages.append(row["lang"])
                numbers.append(number)
                folds.append(fold_of(row))
    return Examples(rows_of(signs), np.array(sides, np.float64), kind, languages, folds, numbers)


def fold_of(row: Row) -> int:
    """The fold of a text of a public set; its twin's is the same."""
    return zlib.crc32(str(row.get("pair") or row["id"]).encode()) % FOLDS


def importance(wanted: Floats) -> Floats:
    """How much each example counts: the rarer side more, within reason."""
    return np.where(wanted == 1, min(_MOST_IMPORTANCE, float((wanted == 0).sum() / max(wanted.sum(), 1))), 1.0)


def unseen_scores(of: Examples) -> Floats:
    """The score of each example by a model that did not learn from it or its twin."""
    scores = np.zeros(len(of.rows))
    folds = np.array(of.folds)
    for fold_number in range(FOLDS):
        mine = np.nonzero(folds == fold_number)[0]
        if 0 < len(mine) < len(folds):
            scores[mine] = of.rows.some(mine).scores(*fitted_without(of, fold_number))
    return scores


def fitted_without(of: Examples, fold_number: int) -> tuple[Floats, float]:
    """Weights and intercept of a model that did not learn from a fold."""
    others = np.nonzero(np.array(of.folds) != fold_number)[0]
    wanted = of.wanted[others]
    return learn(of.rows.some(others), wanted, importance(wanted))


def held_from(of: Examples, scores: Floats, languages: tuple[str, ...]) -> dict[str, float]:
    """The score from which a text is held, by language, so that hardly any kind example reaches it."""
    kind = np.array(of.kind)
    spoken = np.array(of.languages)
    least = float(np.quantile(scores[kind], 1 - _KIND_HELD))
    found = {}
    for language in languages:
        mine = scores[kind & (spoken == language)]
        own = float(np.quantile(mine, 1 - _KIND_HELD_OF_ONE)) if len(mine) else least
        found[language] = round(max(least, own) + _MARGIN, 3)
    return {**found, UNKNOWN: round(least + _MARGIN_UNKNOWN, 3)}


def quantised(weights: Floats) -> tuple[bytes, float]:
    """One signed byte for each weight, and what a step of it is worth."""
    scale = float(np.quantile(np.abs(weights[weights != 0]), _CLIPPED)) / 127
    return np.clip(np.rint(weights / scale), -127, 127).astype(np.int8).tobytes(), scale


def train(folder: Path, into: Path) -> None:
    """Learns the models of the public sets in `folder` and writes `models.toml` and the weights into `into`."""
    parts: list[str] = ["# Written by `python -m tools.gate.train`. Not for mending by hand.\n"]
    for label, sources in sorted(LEARNED_FROM.items()):
        of = examples(folder, sources)
        table, scale = quantised((fitted := learn(of.rows, of.wanted, importance(of.wanted)))[0])
        replace(into / f"{label}.int8", table)
        limits = held_from(of, unseen_scores(of), LANGUAGES[label])
        parts.append(_described(label, scale, fitted[1], limits))
        parts[-1] += f'sha256 = "{hashlib.sha256(table).hexdigest()}"\n'
        parts[-1] += f"examples = {{ for = {int(of.wanted.sum())}, against = {int((of.wanted == 0).sum())} }}\n"
        parts[-1] += "".join(
            f'[[{label}.learned_from]]\nfile = "{source.path}"\nlicence = "{source.licence}"\n'
            f'sha256 = "{digest(folder, source.path)}"\n'
            for source in sources
        )
    (into / "models.toml").write_text("\n".join(parts), encoding="utf-8")


def _described(label: str, scale: float, intercept: float, limits: dict[str, float]) -> str:
    held = ", ".join(f"{language} = {limit}" for language, limit in sorted(limits.items()))
    return f"[{label}]\nscale = {scale:.9g}\nintercept = {intercept:.6f}\nheld_from = {{ {held} }}\n"


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.gate.train", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    parser.add_argument("--into", type=Path, default=SHIPPED, help="where the weights go")
    parser.add_argument("--only", choices=("public", "written", "kinds"), help="leave the other models as they are")
    parser.add_argument("--written", type=Path, default=WRITTEN, help="where the written sentences lie")
    chosen = parser.parse_args(arguments)
    chosen.into.mkdir(parents=True, exist_ok=True)
    if chosen.only in (None, "public"):
        train(chosen.data, chosen.into)
    if chosen.only in (None, "written"):
        train_written(chosen.data, chosen.into, chosen.written)
    if chosen.only in (None, "kinds"):
        train_kinds(chosen.into, chosen.written)
    return 0


if __name__ == "__main__":
    sys.exit(main())
