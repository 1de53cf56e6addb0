"""The model of kinds: the gate weighs what training weighed, one text as many, in thirteen languages."""

import numpy as np
import pytest

from alongside.gate import screen
from alongside.gate.kinds import SIGNS, Messages, learned
from alongside.gate.verdict import KINDS
from alongside.gate.written import SLOTS, Table
from tools.gate.learning_many import scores_of, sparse
from tools.gate.tables import stored
from tools.gate.train_kinds import message_features, reading_of, train_kinds, wanted_of
from tools.gate.written_by_hand import Example

TEXTS = ["I am sorry. Is there anything you need?", "She sang on the stairs every day", "Thanks. Thanks. Thanks."]


def a_model(words):
    """A model with some step for each feature of these texts."""
    numbers = [number for one in words for number in one if number < 1 << 32]
    keys = np.array(sorted({number % SLOTS: number for number in numbers}.values()), np.uint32)
    table = stored(keys, np.random.default_rng(5).uniform(-1, 1, (len(keys), len(KINDS))).astype(np.float32))
    return Table(KINDS, table.keys, table.rows(), table.scale, np.full(len(KINDS), -1, np.float32))


def test_the_gate_weighs_a_message_as_training_does():
    readings = [reading_of(text) for text in TEXTS]
    features = [message_features(reading) for reading in readings]
    table = a_model(features)
    learned_rows = sparse([{n: v for n, v in one.items() if n < 1 << 32} for one in features], table.keys)
    weights = table.rows[np.arange(len(table.keys))] * np.float32(table.scale)
    expected = scores_of(learned_rows, weights, table.intercepts)
    assert np.allclose(Messages(table, {}).weigh([r.words.words for r in readings]), expected, atol=0.05)


def test_many_messages_are_weighed_as_one_alone():
    model = Messages(a_model([message_features(reading_of(text)) for text in TEXTS]), {})
    texts = [reading_of(text).words.words for text in [*TEXTS, "", "?", "word " * 3000]]
    for text, row in zip(texts, model.weigh(texts), strict=True):
        assert np.allclose(model.weigh([text])[0], row, atol=1e-4)


def test_every_sign_has_its_weights():
    assert learned()[1].shape == (len(SIGNS), len(KINDS))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("memory", "Your aunt kept a jar of buttons and let me sort them by how happy they looked."),
        ("help_offer", "My evenings are free, so I could walk the dog for you."),
        ("other", "The bus to the cemetery leaves at ten from the square."),
        ("thanks", "Gracias por tus palabras."),
        ("help_offer", "Puedo llevaros la cena el martes."),
        ("words", "🤍"),
        ("other", ""),
        ("memory", "Unser Nachbar hat uns im Winter immer den Gehweg geräumt."),
        ("story", "Moi aussi j'ai perdu ma sœur, il y a trois ans."),
        ("prayer", "Che il Signore la accolga nella sua casa."),
        ("question", "Hoe laat begint de dienst?"),
        ("help_offer", "Mogę wam w sobotę ugotować obiad."),
        ("thanks", "Спасибо вам за цветы и тёплые слова."),
        ("words", "Acınızı paylaşıyoruz, başınız sağ olsun."),
        ("story", "نحن أيضا فقدنا ابننا قبل ثلاث سنوات."),
        ("prayer", "भगवान उनकी आत्मा को शांति दे।"),
        ("help_offer", "お買い物なら私が行きますよ。"),
    ],
)
def test_what_a_message_is(kind, text):
    assert screen([text])[0].kind == kind


def test_a_kind_that_nobody_knows_is_refused():
    with pytest.raises(ValueError, match="is:poem"):
        wanted_of([Example(frozenset(("is:poem",)), "Roses are red.", "en", "x.tsv")])


def test_the_same_messages_give_the_same_model(tmp_path):
    folder = tmp_path / "written" / "en"
    folder.mkdir(parents=True)
    lines = [f"is:{kind}\t{text}" for kind, text in zip(KINDS, [*TEXTS, *TEXTS, *TEXTS], strict=False)]
    (folder / "few.tsv").write_text("\n".join(lines), encoding="utf-8")
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        train_kinds(tmp_path / name, folder.parent)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["kinds.int4", "kinds.toml"]


def test_more_strange_words_than_are_remembered_are_borne():
    texts = [[f"strange{letter}{number}" for number in range(150)] for letter in range(250)]
    model = learned()[0]
    assert np.array_equal(model.weigh(texts), np.concatenate([model.weigh([text]) for text in texts]))
