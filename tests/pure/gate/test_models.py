"""The learned models: made anew bit for bit, as described, calm about kind words, and never about a name alone."""

import gzip
import hashlib
import json
import re
import tomllib

import pytest

from alongside.gate import screen
from alongside.gate.folding import fold
from alongside.gate.models import models
from alongside.gate.signs import LINK, pairs_of, runs_of, signs_of
from alongside.gate.tokens import Known, words_of
from tests.house import plan
from tools.gate import sets, train

WEIGHTS = plan.ROOT / "src" / "alongside" / "gate" / "weights"
CARD = plan.ROOT / "docs" / "gate" / "model-card.md"
DESCRIBED = tomllib.loads((WEIGHTS / "models.toml").read_text(encoding="utf-8"))
BAD = ["you rotten toad go away", "what a rotten toad", "toads like you are rotten", "rotten rotten toad"]
GOOD = ["we send you our love", "so sorry for your loss", "we light a candle tonight", "thinking of you all"]


def invented_data(folder):
    """A folder with every set a model learns from, each with a few invented rows."""
    for source in {one.path: one for some in sets.LEARNED_FROM.values() for one in some}.values():
        labels = [*(label for label, side in source.sides.items() if side), "spam" if source.rest else "ok"]
        harmless = "ok" if "ok" in source.sides else next((k for k, side in source.sides.items() if not side), "ok")
        texts = [(text, labels[0]) for text in BAD] + [(text, harmless) for text in GOOD]
        lines = [
            json.dumps({"id": f"{source.path}:{n}", "text": f"{text} {n}", "label": label, "lang": "en"})
            for n, (text, label) in enumerate(texts)
        ]
        place = folder / source.path
        place.parent.mkdir(parents=True, exist_ok=True)
        written = ("\n".join(lines) + "\n").encode()
        if place.suffix == ".gz":
            written = gzip.compress(written, mtime=0)
        place.write_bytes(written)
    return folder


def invented_sentences(folder):
    """A folder of a few written sentences."""
    (folder / "en").mkdir(parents=True)
    lines = [
        f"{label}\t{text} {n}"
        for n in range(4)
        for label, text in (("H05", "try the next one"), ("2,H07", "no way out"), ("is:prayer", "we pray"))
    ]
    (folder / "en" / "few.tsv").write_text("# invented\n" + "\n".join([*lines, "ok\twe bring soup"]), encoding="utf-8")
    return folder


def test_the_same_texts_make_the_same_weights_bit_for_bit(tmp_path):
    data, sentences = invented_data(tmp_path / "data"), invented_sentences(tmp_path / "sentences")
    for into in ("first", "second"):
        assert train.main([str(data), "--into", str(tmp_path / into), "--written", str(sentences)]) == 0
    first, second = (
        {path.name: path.read_bytes() for path in (tmp_path / into).iterdir()} for into in ("first", "second")
    )
    assert first == second
    assert sorted(first) == [
        *("abuse.int8", "kinds.int4", "kinds.toml", "models.toml", "spam.int8", "written.int4", "written.toml")
    ]
    assert any(first["abuse.int8"])


@pytest.mark.parametrize("label", DESCRIBED)
def test_the_weights_are_the_ones_that_the_model_card_describes(label):
    digest = hashlib.sha256((WEIGHTS / f"{label}.int8").read_bytes()).hexdigest()
    assert digest == DESCRIBED[label]["sha256"]
    assert digest in CARD.read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", ["written", "kinds"])
def test_packed_weights_are_the_ones_that_were_learned(stem):
    described = tomllib.loads((WEIGHTS / f"{stem}.toml").read_text(encoding="utf-8"))
    assert hashlib.sha256((WEIGHTS / f"{stem}.int4").read_bytes()).hexdigest() == described["sha256"]


def test_every_set_a_model_learned_from_is_named_with_its_licence():
    notices = (plan.ROOT / "NOTICES").read_text(encoding="utf-8")
    card = CARD.read_text(encoding="utf-8")
    for label, described in DESCRIBED.items():
        assert [one["file"] for one in described["learned_from"]] == [one.path for one in sets.LEARNED_FROM[label]]
        for one in described["learned_from"]:
            assert re.fullmatch("[0-9a-f]{64}", one["sha256"])
            assert one["file"] in card
            assert one["file"] in notices
            assert "NC" not in one["licence"]


@pytest.mark.parametrize(
    "text",
    [
        "We think of you and of your little one every day.",
        "Mein Beileid, wir denken an euch.",
        "My wife and I are two women who lost a son, and we are here for you.",
        "My friends at the mosque pray for you, they are Muslims like me.",
        "Call me on Tuesday, I bring soup for free.",
    ],
)
def test_kind_words_and_the_names_of_groups_are_not_held(text):
    assert screen([text])[0].lane == "open"


def test_a_strength_is_told_with_its_place_and_a_reason():
    text = "Good evening. URGENT! You have won a free prize of 900 pounds, call now to claim your award, txt WIN."
    findings = [one for one in screen([text])[0].findings if one.rule == "model.spam"]
    assert len(findings) == 1
    assert 0 <= findings[0].start < findings[0].end <= len(text)
    assert findings[0].why.endswith(".")
    assert 0 < findings[0].weight <= 1


def test_a_language_with_one_side_only_is_left_alone():
    verdict = screen(["Estamos muy tristes por lo que os ha pasado, os mandamos un abrazo enorme."])[0]
    assert verdict.language == "es"
    assert verdict.scores["spam"] == verdict.scores["abuse"] == 0


def test_a_link_says_only_that_it_is_there():
    signs = signs_of(words_of(fold("Read https://evil.example.org/win/prize and write to me@example.org"), Known()))
    assert LINK in signs.signs
    assert not {"evil", "win", "prize", "example"} & set(signs.signs)


def test_features_stay_within_the_table():
    assert all(0 <= number < 2**18 for number in runs_of("unbelievable") + pairs_of([7, 2**32 - 1, 12]))
    assert runs_of("12345") == runs_of("a") == []


def test_the_version_changes_with_the_weights():
    from alongside.gate import versions

    sources = dict(versions._sources(versions.files("alongside.gate"), ""))
    for described in DESCRIBED.values():
        assert described["sha256"] in sources["/weights/models.toml"]
    assert models() is models()
