"""The language of a text is what py3langid says it is, although its model is kept in less memory here."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from alongside.gate.language import LANGUAGES, language_of
from alongside.gate.naive_bayes import Detector

MODEL = Path(MODEL_DIR, MODEL_FILE)
SENTENCES = {
    "en": "We think of you and of your little one every single day.",
    "de": "Wir denken jeden Tag an euch und an euer kleines Mädchen.",
    "fr": "Nous pensons à vous et à votre petite fille chaque jour.",
    "es": "Pensamos en vosotros y en vuestra pequeña todos los días.",
    "it": "Pensiamo ogni giorno a voi e alla vostra bambina.",
    "pt": "Pensamos em vocês e na vossa menina todos os dias.",
    "nl": "Wij denken elke dag aan jullie en aan jullie kleine meisje.",
    "pl": "Codziennie myślimy o was i o waszej małej córeczce.",
    "tr": "Her gün sizi ve küçük kızınızı düşünüyoruz.",
    "ru": "Мы каждый день думаем о вас и о вашей маленькой девочке.",
    "ar": "نفكر فيكم وفي ابنتكم الصغيرة كل يوم.",
    "hi": "हम हर दिन आपके और आपकी नन्ही बेटी के बारे में सोचते हैं।",
    "el": "Σας σκεφτόμαστε κάθε μέρα, εσάς και το κοριτσάκι σας.",
    "sv": "Vi tänker på er och er lilla flicka varje dag.",
    "fi": "Ajattelemme teitä ja pientä tyttöänne joka päivä.",
}


def theirs(languages: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages or None)
    return identifier


@pytest.fixture(scope="module", params=[LANGUAGES, ("sr", "hr", "en"), ()], ids=["ours", "two scripts", "every"])
def both(request):
    return Detector(MODEL, request.param), theirs(request.param)


def assert_agreed(both, text: str) -> None:
    ours, library = (one.classify(text) for one in both)
    assert ours[0] == library[0]
    assert ours[1] == pytest.approx(library[1], abs=1e-6)


@pytest.mark.parametrize(
    "text", [*SENTENCES.values(), "", " ", "ALL IN CAPITALS", "👣🕯️", "\ud800 torn", "ok", "x" * 5000]
)
def test_the_verdict_is_the_librarys(both, text):
    assert_agreed(both, text)


@given(some.text(max_size=200))
def test_so_it_is_for_whatever_is_written(both, text):
    assert_agreed(both, text)


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_is_known_by_its_language(language):
    assert language_of(SENTENCES[language]) == language


def test_a_model_that_is_laid_out_otherwise_is_refused(tmp_path):
    import lzma

    other = tmp_path / "model.npz.xz"
    other.write_bytes(lzma.compress(b"PK\x03\x04" + bytes(200)))
    with pytest.raises(ValueError, match="not known"):
        Detector(other, LANGUAGES)
