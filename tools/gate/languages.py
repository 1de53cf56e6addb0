"""Learns the second opinion on languages anew: `python -m tools.gate.languages DATA [--into FOLDER]`.

Features are counted, so the same data gives the same file, bit for bit. What it learns from is named with its digest in
`languages.toml`, beside the weights.
"""

import argparse
import hashlib
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from alongside.gate import language, naive_bayes
from tools.gate.sets import Row, digest, rows
from tools.gate.tables import replace

SHIPPED = Path(naive_bayes.__file__).with_name("weights")
SETS = {
    "language/tatoeba_sentences.jsonl.gz": "CC BY 2.0 FR",
    "language/leipzig_words_pairs_sentences.jsonl.gz": "Apache-2.0, CC BY",
}
OWN = (
    "af", "cy", "eo", "ga", "gl", "jv", "kk", "km", "ku", "la", "lg", "mi", "mk", "mn", "sn", "so", "st", "sw", "tk", "tn",
    "ts", "tt", "ug", "uz", "xh", "yi", "zu",
)  # fmt: skip
"""The languages of the sets that eldc lacks; its Kurdish is the one in Arabic letters, ours the one in Latin."""
SAME = {"nb": "no", "nn": "no", "ms": "id", "yue": "zh", "bs": "hr"}
"""Languages that are learned and told as one."""
_FOLDS = 5


def examples(folder: Path) -> list[Row]:
    """All texts of both sets, each with the language that is to be told."""
    return [{**row, "lang": SAME.get(row["lang"], row["lang"])} for path in SETS for row in rows(folder, path)]


def counted(some: Sequence[Row], languages: Sequence[str]) -> naive_bayes.SecondOpinion:
    """A second opinion that has learned from `some`."""
    counts = np.zeros((naive_bayes.SIZE, len(languages)))
    for row in some:
        np.add.at(counts[:, languages.index(row["lang"])], naive_bayes.features_of(row["text"]), 1)
    return naive_bayes.SecondOpinion(languages, OWN, naive_bayes.weights_of(counts))


def learn(folder: Path, into: Path) -> None:
    """Counts all texts and writes `languages.int8` and `languages.toml` into `into`."""
    some = examples(folder)
    languages = sorted({row["lang"] for row in some})
    table = counted(some, languages).weights.tobytes()
    into.mkdir(parents=True, exist_ok=True)
    replace(into / "languages.int8", table)
    parts = [
        "# Written by `python -m tools.gate.languages`. Not for mending by hand.\n",
        f"languages = {_listed(languages)}\nown = {_listed(OWN)}\n",
        f'sha256 = "{hashlib.sha256(table).hexdigest()}"\nexamples = {len(some)}\n',
        *(
            f'[[learned_from]]\nfile = "{path}"\nlicence = "{licence}"\nsha256 = "{digest(folder, path)}"\n'
            for path, licence in SETS.items()
        ),
    ]
    (into / "languages.toml").write_text("".join(parts), encoding="utf-8")


def _listed(names: Sequence[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def unseen(folder: Path) -> Iterator[tuple[Row, str]]:
    """Every text with the answer of the whole for it, given while its fold was left out of the second opinion."""
    some = examples(folder)
    languages = sorted({row["lang"] for row in some})
    folds = [zlib.crc32(row["text"].encode()) % _FOLDS for row in some]
    for fold in range(_FOLDS):
        opinion = counted([row for row, mine in zip(some, folds, strict=True) if mine != fold], languages)
        for row, mine in zip(some, folds, strict=True):
            if mine == fold:
                yield row, language.weighed(row["text"], opinion)


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.gate.languages", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with the data sets")
    parser.add_argument("--into", type=Path, default=SHIPPED, help="where the weights go")
    chosen = parser.parse_args(arguments)
    learn(chosen.data, chosen.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
