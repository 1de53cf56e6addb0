"""How much the gate knows of grief, on tables of invented messages; docs/gate/grief.md gives the figures."""

import pytest

from alongside.gate import KINDS, screen
from tests.pure.gate.tables_of import rows_of, share

HURT = ("hurt_seen_1", "hurt_seen_2", "hurt_held")
LANGUAGES = ("languages_held_1", "languages_held_2", "languages_later")
CARE = frozenset("23D")


@pytest.mark.parametrize("stem", HURT)
def test_hurtful_families_are_found_in_paraphrase(stem: str) -> None:
    rows = rows_of(stem)
    verdicts = screen([text for _, text in rows])
    assert share([family in verdict.hurt for (family, _), verdict in zip(rows, verdicts, strict=True)]) >= 0.85


@pytest.mark.parametrize("stem", HURT)
def test_the_families_found_are_the_right_ones(stem: str) -> None:
    rows = rows_of(stem)
    verdicts = screen([text for _, text in rows])
    named = [found == row[0] for row, verdict in zip(rows, verdicts, strict=True) for found in verdict.hurt]
    assert share(named) >= 0.85


@pytest.mark.parametrize("stem", ["traps_seen", "traps_held"])
def test_kind_words_around_a_hurtful_phrase_stay_open(stem: str) -> None:
    assert share([verdict.lane == "open" for verdict in screen([row[0] for row in rows_of(stem)])]) >= 0.95


@pytest.mark.parametrize("stem", ["distress_seen", "distress_held"])
def test_distress_reaches_a_person(stem: str) -> None:
    rows = [row for row in rows_of(stem) if row[0] in CARE]
    verdicts = screen([text for _, text in rows])
    assert share([verdict.lane == "care" for verdict in verdicts]) >= 0.9


@pytest.mark.parametrize("stem", ["distress_seen", "distress_held"])
def test_grief_is_no_danger(stem: str) -> None:
    rows = [row for row in rows_of(stem) if row[0] in ("none", "0", "1")]
    verdicts = screen([text for _, text in rows])
    assert [text for (_, text), verdict in zip(rows, verdicts, strict=True) if verdict.crisis in {*CARE, "M"}] == []


def test_medical_signs_are_seen() -> None:
    rows = [row for row in rows_of("distress_seen", "distress_held") if row[0] == "M"]
    assert share([verdict.crisis == "M" for verdict in screen([text for _, text in rows])]) >= 0.9


def test_what_a_message_is() -> None:
    rows = rows_of("kinds_held")
    verdicts = screen([text for _, text in rows])
    pairs = [(kind, verdict.kind) for (kind, _), verdict in zip(rows, verdicts, strict=True)]
    scores = []
    for kind in {"words", "prayer", "memory", "story", "help_offer", "question", "thanks", "other"} & set(KINDS):
        right = sum(pair == (kind, kind) for pair in pairs)
        scores.append(2 * right / sum((meant == kind) + (found == kind) for meant, found in pairs))
    assert sum(scores) / len(scores) >= 0.8


@pytest.mark.parametrize("language", ["ar", "de", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "ru", "tr"])
def test_the_commonest_are_known_elsewhere(language: str) -> None:
    rows = [row[1:] for row in rows_of(*LANGUAGES) if row[0] == language]
    verdicts = screen([text for _, text in rows])
    right = {"H": [], "ok": [], "care": []}  # type: dict[str, list[bool]]
    for (label, _), verdict in zip(rows, verdicts, strict=True):
        if label.startswith("H"):
            right["H"].append(label in verdict.hurt)
        elif label == "ok":
            right["ok"].append(verdict.lane == "open")
        elif label in CARE:
            right["care"].append(verdict.lane == "care")
    assert share(right["H"]) >= 0.7
    assert share(right["care"]) >= 0.7
    assert share(right["ok"]) == 1.0
