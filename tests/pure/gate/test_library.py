"""What the library promises to programs: shapes, spans, sameness, calm on any input."""

import json
import subprocess
import sys
import tomllib
from dataclasses import FrozenInstanceError
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given

from alongside.gate import (
    KINDS,
    TOPICS,
    Surroundings,
    coach,
    fingerprint,
    language_of,
    screen,
    verdict_as_dict,
    verdict_from_dict,
)
from alongside.gate.folding import fold
from alongside.gate.grammar import PhraseError, split
from alongside.gate.phrases import Phrases
from alongside.gate.tokens import Known, words_of
from alongside.gate.wordlists import folded_words, lexicon
from tests.pure.gate.odd_texts import TEXTS
from tests.pure.gate.test_fuzz import check_whole


@given(TEXTS)
def test_every_folded_character_has_a_place_in_the_original(text: str) -> None:
    folded = fold(text)
    places = [folded.span(i, i + 1) for i in range(len(folded.plain))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(TEXTS)
def test_a_verdict_survives_json(text: str) -> None:
    verdict = screen([text])[0]
    assert verdict_from_dict(json.loads(json.dumps(verdict_as_dict(verdict)))) == verdict


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\u200b\u200b", "." * 100, "\U0010ffff", "\ud800"])
def test_an_empty_or_odd_text_is_open(text: str) -> None:
    verdict = screen([text])[0]
    assert (verdict.lane, verdict.language, verdict.findings) == ("open", "und", ())


@pytest.mark.parametrize(
    "piece",
    ["at least it was ", "a.", "a ", "1 2 ", "((", "a@a.", "not ", '"', "kill ", "😂", "早い", "you are you are "],
)
def test_a_huge_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (60_000 // len(piece)) + ". I want to die."
    verdict = screen([text])[0]
    check_whole(text, verdict)
    assert verdict.crisis == "2"


def test_the_span_is_the_phrase_as_it_was_written() -> None:
    text = "Ích 🕯️ ﬁnd: AT LEAST it was… ѕо Eárly, my dear"
    finding = screen([text])[0].findings[0]
    assert text[finding.start : finding.end] == "AT LEAST it was… ѕо Eárly"


def test_what_the_gate_says_cannot_be_changed() -> None:
    verdict = screen(["At least it was early."])[0]
    with pytest.raises(FrozenInstanceError):
        verdict.lane = "open"  # type: ignore[misc]  # that it is an error is the point
    with pytest.raises(FrozenInstanceError):
        verdict.findings[0].why = ""  # type: ignore[misc]  # as above


def test_the_library_needs_no_framework() -> None:
    program = (
        "import sys; from alongside.gate import screen; screen(['At least it was early, my dear friend.']);"
        "sys.exit(any(name.partition('.')[0] in ('django', 'requests', 'urllib3') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We are so sad to hear what happened to you."),
        ("de", "Wir sind sehr traurig über das, was euch geschehen ist."),
        ("es", "Estamos muy tristes por lo que os ha pasado."),
        ("fr", "Nous sommes très tristes de ce qui vous arrive."),
        ("it", "Siamo molto tristi per quello che vi è successo."),
        ("ru", "Нам очень грустно, что это случилось с вами."),
        ("ja", "心からお悔やみ申し上げます。"),
        ("ko", "삼가 고인의 명복을 빕니다."),
        ("he", "אנחנו עצובים מאוד לשמוע"),
        ("und", "RIP"),
        ("und", "Mila"),
        ("und", "🕯️"),
    ],
)
def test_the_language_is_told_or_left_open(language: str, text: str) -> None:
    assert language_of(text) == language


def test_only_enabled_languages_are_told() -> None:
    assert language_of("Wir sind sehr traurig über das, was euch geschehen ist.", ("en", "de")) == "de"
    assert language_of("Нам очень грустно, что это случилось с вами.", ("en", "de")) == "und"
    assert screen(["Нам очень грустно."], surroundings=Surroundings(languages=("en", "de")))[0].language == "und"


def test_a_fingerprint_does_not_mind_case_accents_and_signs() -> None:
    assert fingerprint("So sorry, José!") == fingerprint("SO SORRY JOSE 🕯️")
    assert fingerprint("🕯️") == 0


def test_near_texts_have_near_fingerprints() -> None:
    letter = "We were so sad to hear about your daughter and we think of you and of her every single day since then"
    near = letter.replace("single ", "")
    other = "I can bring soup on Tuesday at six and leave it on the porch, say no if that is not a good day for you"
    distance = (fingerprint(letter) ^ fingerprint(near)).bit_count()
    assert distance < 16 < (fingerprint(letter) ^ fingerprint(other)).bit_count()


def test_the_coach_quotes_explains_and_offers() -> None:
    notes = coach("I am so sorry, Ana. Everything happens for a reason. We love you.")
    assert [(note.family, note.phrase) for note in notes] == [("H04", "Everything happens for a reason")]
    assert notes[0].why.endswith(".")
    assert notes[0].kinder.endswith(".")
    assert "you should" not in (notes[0].why + notes[0].kinder).lower()


@pytest.mark.parametrize(
    "text",
    [
        "I am so sorry.",
        "Stay strong, we love you.",
        "At least it was early. I want to die.",
        "You killed your baby. At least it was early.",
    ],
)
def test_the_coach_is_silent_where_a_nudge_has_no_place(text: str) -> None:
    assert coach(text) == []


def test_the_coach_speaks_of_two_things_at_most() -> None:
    text = "At least it was early. Time heals all wounds. It was God's will. You can always have another."
    assert len(coach(text)) == 2


def test_every_family_has_kind_words_of_its_own() -> None:
    families = lexicon().families
    assert sorted(families) == [f"H{number:02}" for number in range(1, 31)]
    assert all(family.why.endswith(".") and "!" not in family.why for family in families.values())
    assert all(family.kinder.endswith(".") for family in families.values() if family.lane != "S")


def test_every_rule_says_something_the_gate_understands() -> None:
    known: dict[str, set[str]] = {
        "hurt": set(lexicon().families),
        "cruelty": {"abuse", "threat"},
        "approach": {"scam", "spam", "solicitation", "impersonation"},
        "contact": {"spam"},
        "distress": {"0", "1", "2", "3", "D", "M"},
        "group": {"group", "slur"},
        "signal": {
            *("vile", "despise", "harm", "death", "wish", "wish-after", "exclude", "swear", "mild"),
            *("aimed", "own", "good", "deny", "deny-after", "affirm", "told"),
        },
        "frame": {"before", "after", "negation", "before-hurt", "after-hurt", "after-distress", "telling", "pointing"},
        "past": {"0", "told", "long-ago", "dated", "recovered", "leads", "follows", "laughing", "today"},
        "kind": set(KINDS),
        "soothing": {"words", "prayer"},
        "loss": {"loss", "sympathy"},
        "trouble": {"trouble"},
        "swearing": {"nobody"},
        "topic": set(TOPICS),
    }
    for rule in lexicon().rules:
        assert rule.says in known[rule.subject], rule.id
        if rule.subject in ("cruelty", "approach", "contact", "distress"):
            assert rule.why.endswith("."), rule.id
        if rule.subject == "distress":
            assert rule.id.startswith(f"{rule.language}.tier-{rule.says}."), rule.id


def test_a_choice_beside_other_words_stands_in_brackets() -> None:
    """Else "died|passed away" is read as (died|passed) away, and nobody who died is found."""
    words = Path(str(files("alongside.gate"))) / "words"
    for file in sorted(words.glob("*/*.toml")):
        for rule in tomllib.loads(file.read_text("utf-8")).get("rules", ()):
            for phrase in (*rule["phrases"], *rule.get("unless", ())):
                items = split(phrase, " ")
                bare = [item for item in items if len(split(item.rstrip("?"), "|")) > 1]
                assert len(items) == 1 or not bare, f"{file.parent.name}/{file.name}: {phrase}"


PHRASES = [
    ("at least <it> was early", "well at least it was early then", ["at least it was early"]),
    ("you .. young", "you are both so young", ["you are both so young"]),
    ("you .. young", "you are both so very young", []),
    ("you are young", "you are. young", []),
    ("^ murderer $", "murderer. no murderer here", ["murderer"]),
    ("was it planned ?", "was it planned? was it planned", ["was it planned"]),
    ("so very? sad", "so sad, so very sad", ["so sad", "so very sad"]),
    ("heal~ all", "time healing all", ["healing all"]),
    ("(try again|have another)", "have another, try again", ["have another", "try again"]),
    ("don't cry", "dont cry, do not cry, don’t cry", ["dont cry", "do not cry", "don’t cry"]),
]


@pytest.mark.parametrize(("phrase", "text", "expected"), PHRASES)
def test_the_phrase_language(phrase: str, text: str, expected: list[str]) -> None:
    phrases = Phrases(folded_words, {"it": ["it", "this"]})
    phrases.add(phrase, 7)
    words = words_of(fold(text), Known())
    found = [words.span(hit.first, hit.after) for hit in phrases.find(words.words)]
    assert [text[start:end] for start, end in found] == expected


@pytest.mark.parametrize("phrase", ["", "..", "(a b", "<nobody>", "a?", "!!"])
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        Phrases(folded_words, {}).add(phrase, 0)


def test_every_exception_can_be_read() -> None:
    """They are read when their rule is met: one that cannot be would stop a text in the midst of its screening."""
    exceptions = lexicon().exceptions
    assert all(exceptions[rule].words for rule in exceptions)
