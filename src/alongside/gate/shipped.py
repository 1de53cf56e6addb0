"""The model of written sentences that comes with the gate, and from which score what it finds is held."""

from collections.abc import Mapping
from typing import NamedTuple

from alongside.gate.labels import APPROACH, CARE, CARE_TIERS, CRUEL, FAMILIES, HURT, LABELS
from alongside.gate.lasting import made_once
from alongside.gate.written import Sentences, table_of


class _Shipped(NamedTuple):
    """The model that comes with the gate, and from which score what it finds is held: in English, and elsewhere."""

    model: Sentences
    held: Mapping[str, float]
    held_elsewhere: Mapping[str, float]


def sentences() -> Sentences:
    """The model that comes with the gate, read once."""
    return _shipped().model


def held_from(language: str) -> Mapping[str, float]:
    """From which score what is found in a text of this language is held.

    Elsewhere than in English the model has read less: what it says lies lower, of kind letters and of others.
    """
    return _shipped().held if language == "en" else _shipped().held_elsewhere


@made_once
def _shipped() -> _Shipped:
    table, row = table_of("written", LABELS)
    held, told = row["held_from"], row["told_from"]
    elsewhere = held | row["held_elsewhere_from"]
    danger = min(held[CARE], elsewhere[CARE])
    limits = {**dict.fromkeys(FAMILIES, told[HURT]), **dict.fromkeys(CARE_TIERS, danger)}
    alone = {"1": held["1"], "M": held["M"], CRUEL: told[CRUEL], APPROACH: told[APPROACH]}
    return _Shipped(Sentences(table, limits | alone), held, elsewhere)
