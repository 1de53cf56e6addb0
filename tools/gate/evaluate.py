"""Measures the gate: `python -m tools.gate.evaluate DATA` prints the tables of docs/gate/figures.md.

For sets a shipped model learned from, the part of the model is told from texts it did not learn from (five folds). No text
is printed, ever.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import numpy as np

from alongside import gate
from alongside.gate import Verdict, screen
from alongside.gate.fingerprints import ALIKE
from alongside.gate.models import Models, shipped
from tools.gate.languages import unseen
from tools.gate.learning import Floats
from tools.gate.sets import LEARNED_FROM, Row, rows
from tools.gate.train import FOLDS, examples, fitted_without, fold_of, quantised, unseen_scores
from tools.gate.train_written import told_unseen

_KIND_SETS = (
    "support/goemotions_supportive.jsonl",
    "support/esconv_supporter_turns.jsonl",
    "support/empathetic_dialogues.jsonl",
    "support/counselchat.jsonl",
    "language/tatoeba_sentences.jsonl.gz",
    "spam/sms_spam_collection.jsonl",
    "spam/sms_spam_translated_de_fr_hi.jsonl",
    "spam/youtube_comments.jsonl",
)
_ATTACKS = (
    "abuse/hatecheck.jsonl",
    "abuse/multilingual_hatecheck.jsonl.gz",
    "abuse/hatemoji_check.jsonl",
    "abuse/stormfront_sentences.jsonl",
)
_COMMENTS = "spam/youtube_comments.jsonl"
_SPAM = ("spam/phishing_mails.jsonl.gz",)
_APPROACHES = ("spam", "scam", "solicitation", "impersonation")
_OK = ("ok", "neither")


def auc(wanted: Floats, others: Floats) -> float:
    """The chance that one of `wanted` scores higher than one of `others` (ties count half); nan when a side is empty."""
    if not len(wanted) or not len(others):
        return float("nan")
    both = np.sort(others)
    below = np.searchsorted(both, wanted, "left") + np.searchsorted(both, wanted, "right")
    return float(below.sum() / 2 / (len(wanted) * len(others)))


def recall_at(wanted: Floats, others: Floats, share: float = 0.01) -> float:
    """The share of `wanted` above all but `share` of `others`."""
    return float((wanted > np.quantile(others, 1 - share)).mean()) if len(wanted) and len(others) else float("nan")


def attack(verdict: Verdict) -> float:
    """How strongly a text is taken for an attack."""
    return max(verdict.scores["abuse"], verdict.scores["threat"])


def approach(verdict: Verdict) -> float:
    """How strongly a text is taken for an approach."""
    return max(verdict.scores[label] for label in _APPROACHES)


def line(*cells: object) -> str:
    """A row of a table."""
    return "| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |"


def held_kind(folder: Path) -> Iterator[str]:
    """How many kind texts are held, by set and language."""
    yield line("set", "language", "texts", "held", "safety", "per cent")
    for path in _KIND_SETS:
        some = [row for row in rows(folder, path) if row["label"] != "spam"]
        verdicts = screen([row["text"] for row in some])
        for language in ["all", *sorted({row["lang"] for row in some})]:
            mine = [v for row, v in zip(some, verdicts, strict=True) if language in ("all", row["lang"])]
            held = [v for v in mine if v.lane != "open"]
            if language == "all" or held:
                safety = sum(v.lane == "safety" for v in held)
                yield line(path, language, len(mine), len(held), safety, f"{100 * len(held) / len(mine):.2f}")


def told_apart(folder: Path, path: str, score: Callable[[Verdict], float]) -> Iterator[str]:
    """How well the wanted texts of a set are told from its harmless ones: in all, by language, by functionality."""
    some = rows(folder, path)
    verdicts = screen([row["text"] for row in some])
    scores = np.array([score(verdict) for verdict in verdicts])
    wanted = np.array([row["label"] not in _OK for row in some])
    held = np.array([verdict.lane != "open" for verdict in verdicts])
    for name, mine in _parts(some):
        both, other = mine & wanted, mine & ~wanted
        # a functionality has one side only: it is set against all texts of the other side
        found = auc(scores[both if both.any() else wanted], scores[other if other.any() else ~wanted])
        yield line(path, name, int(mine.sum()), found, _share(held[both]), _share(held[other]))


def _share(held: Floats) -> float:
    return float(held.mean()) if len(held) else float("nan")


def _parts(some: Sequence[Row]) -> Iterator[tuple[str, Floats]]:
    yield "all", np.ones(len(some), bool)
    for key in ("lang", "functionality"):
        values = sorted({str(row.get(key)) for row in some if row.get(key)})
        for value in values if len(values) > 1 else ():
            yield value, np.array([row.get(key) == value for row in some])


def learned(folder: Path) -> Iterator[str]:
    """What the models alone make of the sets they learn from, each text by a model that has not seen it."""
    yield line("model", "set", "for", "against", "AUC", "recall at 1 %")
    for label, sources in sorted(LEARNED_FROM.items()):
        of = examples(folder, sources)
        scores, source = unseen_scores(of), np.array(of.sources)
        for number, one in enumerate(sources):
            mine = source == number
            wanted, others = scores[mine & (of.wanted == 1)], scores[mine & (of.wanted == 0)]
            if len(wanted):
                yield line(label, one.path, len(wanted), len(others), auc(wanted, others), recall_at(wanted, others))


def comments(folder: Path) -> Iterator[str]:
    """The whole gate on comments under films, each with a model of spam that has not seen it."""
    yield line("set", "for", "against", "AUC")
    of, some = examples(folder, LEARNED_FROM["spam"]), rows(folder, _COMMENTS)
    scores: dict[bool, list[float]] = {True: [], False: []}
    for fold_number in range(FOLDS):
        weights, intercept = fitted_without(of, fold_number)
        table, scale = quantised(weights)
        spam = replace(shipped("spam"), table=np.frombuffer(table, np.int8), scale=scale, intercept=intercept)
        mine = [row for row in some if fold_of(row) == fold_number]
        with patch("alongside.gate.screening.models", return_value=Models([shipped("abuse"), spam])):
            for row, verdict in zip(mine, screen([row["text"] for row in mine]), strict=True):
                scores[row["label"] not in _OK].append(approach(verdict))
    wanted, others = np.array(scores[True]), np.array(scores[False])
    yield line(_COMMENTS, len(wanted), len(others), auc(wanted, others))


def written(folder: Path) -> Iterator[str]:
    """What the model of written sentences makes of them, each message by a model that has not seen it."""
    yield line("written in", "what", "messages", "share")
    for language, what, hits in told_unseen(folder):
        yield line(language, what, len(hits), _share(hits.astype(np.float64)))


def near_copies(folder: Path) -> Iterator[str]:
    """How often edited copies, and different messages, are grouped, and lie within ALIKE bits."""
    yield line("pairs", "how many", "grouped", "within the limit of bits")
    some = rows(folder, "near_duplicates/pairs.jsonl")
    grouped = [bool(gate.near_copies([row["a"], row["b"]])) for row in some]
    near = [(gate.fingerprint(row["a"]) ^ gate.fingerprint(row["b"])).bit_count() <= ALIKE for row in some]
    for label in ("near_duplicate", "different"):
        mine = [both for row, both in zip(some, zip(grouped, near, strict=True), strict=True) if row["label"] == label]
        yield line(label, len(mine), *(sum(found) / len(mine) for found in zip(*mine, strict=True)))


def languages(folder: Path) -> Iterator[str]:
    """How often the language of a text that was not learned from is told, left open, or told wrong; and by script."""
    kin = {"sr": "hr"}
    yield line("kind", "texts", "right", "und", "wrong")
    told: dict[str, list[tuple[str, str]]] = {}
    for row, said in unseen(folder):
        kind = row.get("kind", "everyday sentence")
        told.setdefault(kind, []).append((kin.get(row["lang"], row["lang"]), kin.get(said, said)))
    for kind, pairs in sorted(told.items()):
        right = sum(true == said for true, said in pairs) / len(pairs)
        unsure = sum(said == "und" for _, said in pairs) / len(pairs)
        yield line(kind, len(pairs), right, unsure, 1 - right - unsure)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.gate.evaluate", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    folder = parser.parse_args(arguments).data
    told = "set", "part", "texts", "AUC", "held", "harmless held"
    parts: list[tuple[str, Iterator[str]]] = [
        ("Kind texts", held_kind(folder)),
        ("Attacks", (row for path in _ATTACKS for row in told_apart(folder, path, attack))),
        ("Approaches", (row for path in _SPAM for row in told_apart(folder, path, approach))),
        ("Models on texts they did not see", learned(folder)),
        ("Comments under films", comments(folder)),
        ("Written sentences that the model did not see", written(folder)),
        ("Near copies", near_copies(folder)),
        ("Languages", languages(folder)),
    ]
    for title, found in parts:
        print(f"\n## {title}\n")
        if title in ("Attacks", "Approaches"):
            print(line(*told))
        for row in found:
            print(row, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
