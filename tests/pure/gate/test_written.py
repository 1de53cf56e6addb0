"""The model of written sentences: the gate reads what training read, and adds to the lists without undoing them."""

import numpy as np
import pytest

from alongside.gate import Surroundings, screen
from alongside.gate.labels import LABELS
from alongside.gate.weighing import Weighing
from alongside.gate.written import SLOTS, Sentences, Table
from tools.gate.learning_many import features_of, scores_of, sparse
from tools.gate.tables import stored
from tools.gate.train_written import stretches_of
from tools.gate.written_by_hand import examples_in

TEXT = ["i", "am", "sorry", ".", "nothing", "helps", "does", "it", "?"]


def a_table(sentences):
    """A table with some step for every feature of the sentences and label."""
    by_slot = {number % SLOTS: number for one in sentences for number in features_of(one)}
    keys = np.array(sorted(by_slot.values()), np.uint32)
    table = stored(keys, np.random.default_rng(3).uniform(-1, 1, (len(keys), len(LABELS))).astype(np.float32))
    return Table(LABELS, table.keys, table.rows(), table.scale, np.full(len(LABELS), -1, np.float32))


def test_the_gate_reads_sentences_and_pairs_of_them_as_training_does():
    sentences = [TEXT[:4], TEXT[4:]]
    table = a_table(sentences)
    stretches = Sentences(table, dict.fromkeys(LABELS, -1000.0)).read([TEXT])[0]
    assert [(one.first, one.after, one.is_pair) for one in stretches] == [(0, 4, False), (4, 9, False), (0, 9, True)]
    features, halves = zip(*stretches_of(sentences), strict=True)
    learned = sparse(features, table.keys)
    weights = table.rows[np.arange(len(table.keys))] * np.float32(table.scale)
    scores = scores_of(learned, weights, table.intercepts)
    expected = Weighing(LABELS).weigh(scores, np.zeros(3, np.intp), np.array(halves))
    assert np.allclose([one.scores for one in stretches], expected, atol=0.1)


def test_only_short_neighbours_of_one_text_are_judged_together():
    model = Sentences(a_table([TEXT[:4]]), dict.fromkeys(LABELS, -1000.0))
    long, short = ["word"] * 30 + ["."], ["word"] * 5 + ["."]
    pairs = [[one for one in some if one.is_pair] for some in model.read([long + long, short[:-1], short, short])]
    assert pairs == [[], [], [], []]
    (several,) = model.read([short + short + short])
    assert [(one.first, one.after) for one in several if one.is_pair] == [(0, 12), (6, 18)]


def test_many_texts_are_read_as_one_alone():
    model = Sentences(a_table([TEXT[:4], TEXT[4:]]), dict.fromkeys(LABELS, -1000.0))
    texts = [TEXT, [], ["."], TEXT[4:], ["word"] * 9000]
    together = model.read(texts)
    for text, stretches in zip(texts, together, strict=True):
        alone = model.read([text])[0]
        assert [(one.first, one.after) for one in stretches] == [(one.first, one.after) for one in alone]
        assert all(np.allclose(one.scores, other.scores) for one, other in zip(stretches, alone, strict=True))


def test_a_sentence_below_every_limit_is_not_told():
    assert not any(one.tells for one in Sentences(a_table([TEXT]), {}).read([TEXT])[0])


def test_the_written_sentences_have_labels_the_gate_knows():
    known = {*LABELS, "0", "ok", "abuse", "threat", "scam", "spam", "solicitation", "impersonation", "conspiracy"}
    assert {label for one in examples_in() for label in one.labels if not label.startswith("is:")} <= known


@pytest.mark.parametrize("family", ["H05", "H14"])
def test_a_family_that_is_not_looked_for_is_not_learned_either(family):
    texts = [one.text for one in examples_in() if one.labels == {family} and one.language == "en"][:20]
    verdicts = screen(texts, surroundings=Surroundings(off=frozenset((family,))))
    assert any(family in verdict.hurt for verdict in screen(texts))
    assert not any(family in verdict.hurt for verdict in verdicts)


@pytest.mark.parametrize(
    ("rule", "labels"),
    [("model.written.cruel", {"abuse"}), ("model.written.approach", {"scam", "solicitation"})],
)
def test_what_is_meant_ill_is_learned_and_does_not_count_where_it_is_quoted(rule, labels):
    some = [one.text for one in examples_in() if one.language == "en" and one.labels & labels]
    texts = [text for text in some if '"' not in text and len(text) < 150][:200]
    quoted = [f'Yesterday a stranger wrote us this: "{text}"' for text in texts]
    found, found_quoted = (sum(rule in _rules(verdict) for verdict in screen(some)) for some in (texts, quoted))
    assert found > len(texts) / 2
    assert found_quoted < len(texts) / 30  # where the words before the quotation say most


def _rules(verdict):
    return {finding.rule for finding in verdict.findings}
