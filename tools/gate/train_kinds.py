"""Learns what a message is from the written messages with a kind (`is:memory`): a part of `python -m tools.gate.train`.

A message is one example, whole: its words, the evidence of the rules, its shape. The rules were written without these
messages, so what they say of them can be weighed like any other sign.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from alongside.gate.features import FEWEST, Floats, Numbers
from alongside.gate.kinds import MOST_WORDS, SIGNS, evidence_of, signs_of
from alongside.gate.reading import Reading, read, search
from alongside.gate.surroundings import NOWHERE
from alongside.gate.tokens import ASK, BREAK
from alongside.gate.verdict import KINDS
from alongside.gate.wordlists import lexicon
from tools.gate.learning import Numbers as Places
from tools.gate.learning_many import Sparse, chosen, features_of, learn_many, sparse
from tools.gate.tables import replace, stored
from tools.gate.written_by_hand import WRITTEN, Example, digest_of, examples_in

_MARK = "is:"
_ROUNDS = 6
"""How often the messages are gone through for each time that longer lists are."""
_FAINTEST = 4
"""Features that say less than so many steps of the table for every kind are left out of it."""
_SIGN_NUMBERS = range(1 << 32, (1 << 32) + len(SIGNS))
"""Beyond the numbers of words, so that no word is taken for a sign."""


def kinds_written(folder: Path = WRITTEN) -> list[Example]:
    """The written messages that say what they are."""
    return [one for one in examples_in(folder) if any(map(_is_kind, one.labels))]


def _is_kind(label: str) -> bool:
    return label.startswith(_MARK)


def wanted_of(some: Sequence[Example]) -> Floats:
    """A row for each message with a one for its kind. Raises ValueError for a kind that the gate does not know."""
    unknown = {label for one in some for label in filter(_is_kind, one.labels)} - {_MARK + kind for kind in KINDS}
    if unknown:
        raise ValueError(f"no kind of message: {', '.join(sorted(unknown))}")
    return np.array([[float(_MARK + kind in one.labels) for kind in KINDS] for one in some], np.float32)


def reading_of(text: str, language: str = "en") -> Reading:
    """A text in a language, as the gate reads it."""
    known = lexicon()
    reading = read(text, language, NOWHERE, known)
    search([reading], known)
    return reading


def message_features(reading: Reading) -> dict[int, float]:
    """What a message is made of: the features of its sentences together, and its signs."""
    words = reading.words.words[:MOST_WORDS]
    counts: Counter[int] = Counter()
    sentence: list[str] = []
    for word in [*words, None]:
        if word is not None:
            sentence.append(word)
        if sentence and word in (BREAK, ASK, None):
            whole = max(len(sentence) - (sentence[-1] in (BREAK, ASK)), FEWEST) ** 0.5
            for number, value in features_of(sentence).items():
                counts[number] += value * whole
            sentence = []
    scale = max(len(words), FEWEST) ** -0.5
    found = {number: value * scale for number, value in counts.items()}
    signs = zip(_SIGN_NUMBERS, signs_of(reading.words.words, evidence_of(reading)), strict=True)
    return found | {number: value for number, value in signs if value}


def prepared(some: Sequence[Example]) -> tuple[Sparse, Numbers]:
    """The messages as features, the signs last, and the numbers of those that are words."""
    features = [message_features(reading_of(one.text, one.language)) for one in some]
    words = [{number: 0.0 for number in one if number < _SIGN_NUMBERS[0]} for one in features]
    keys = chosen(words, len(words))
    return sparse(features, np.concatenate([keys, np.array(_SIGN_NUMBERS, np.int64)])), keys


def fitted(rows: Sparse, wanted: Floats, which: Places, features: int) -> tuple[Floats, Floats]:
    """Weights and intercepts from the messages `which`."""
    importance = np.where(wanted > 0, np.float32(3), np.float32(1)).astype(np.float32)
    many = np.tile(which, _ROUNDS)
    return learn_many(rows, wanted=wanted, importance=importance, features=features, which=many)


def train_kinds(into: Path, sentences: Path = WRITTEN) -> None:
    """Learns the model and writes `kinds.toml` and `kinds.int4` into `into`."""
    some = kinds_written(sentences)
    rows, keys = prepared(some)
    weights, intercepts = fitted(rows, wanted_of(some), np.arange(len(some)), len(keys) + len(SIGNS))
    words, signs = weights[: len(keys)], weights[len(keys) :]
    table = stored(keys, words, faintest=_FAINTEST)
    replace(into / "kinds.int4", table.to_bytes())
    (into / "kinds.toml").write_text(
        "# Written by `python -m tools.gate.train`. Not for mending by hand.\n"
        f"features = {len(table.keys)}\nscale = {table.scale:.9g}\nintercepts = {_list(intercepts)}\n"
        f'sha256 = "{hashlib.sha256(table.to_bytes()).hexdigest()}"\nexamples = {len(some)}\n'
        f'written_sha256 = "{digest_of(sentences)}"\n\n[signs]\n'
        + "".join(f'"{sign}" = {_list(row)}\n' for sign, row in zip(SIGNS, signs, strict=True)),
        encoding="utf-8",
    )


def _list(values: Floats) -> str:
    return f"[{', '.join(f'{value:.5f}' for value in values.tolist())}]"
