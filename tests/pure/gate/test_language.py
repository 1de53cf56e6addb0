"""The language of a text: told where it is sure, "und" where it is not, never that of a neighbour."""

import gzip
import hashlib
import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.gate import Surroundings, screen
from alongside.gate.language import LANGUAGES, language_of
from alongside.gate.naive_bayes import features_of
from tests.house import plan
from tools.gate import languages

WEIGHTS = plan.ROOT / "src" / "alongside" / "gate" / "weights"
DESCRIBED = tomllib.loads((WEIGHTS / "languages.toml").read_text(encoding="utf-8"))
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


SHORT = {
    "de": "Herzliches Beileid", "en": "so sorry", "fr": "Toutes mes condoléances", "nl": "innige deelneming",
    "pl": "wyrazy współczucia", "cs": "moc nás to mrzí", "sv": "Jag beklagar sorgen", "tr": "başınız sağ olsun",
}  # fmt: skip
BESIDE = {
    "af": "Ons dink elke dag aan julle en aan julle klein dogtertjie.",
    "ca": "Pensem en vosaltres i en la vostra petita cada dia.",
    "sw": "Tunawafikiria kila siku ninyi na binti yenu mdogo.",
    "cy": "Rydyn ni'n meddwl amdanoch chi a'ch merch fach bob dydd.",
    "sk": "Každý deň myslíme na vás a na vaše malé dievčatko.",
}
"""Languages whose neighbours are better known."""


@pytest.mark.parametrize(("language", "text"), [*SENTENCES.items(), *SHORT.items(), *BESIDE.items()])
def test_what_is_sure_is_told(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Sinto muito pela vossa perda", "Minha querida, nem sei o que dizer. Um beijo grande da tia.",
        "Força, meus amores", "Um grande abraço, querida, estou contigo", "muita luz para a vossa menina",
    ],
)  # fmt: skip
def test_a_short_message_in_portuguese_does_not_become_galician(text):
    assert language_of(text) == "pt"


@pytest.mark.parametrize(
    "text", ["", " ", "ok", "xx", "Maria", "Amen 🙏", "👣🕯️", "12.10.", "\ud800", "x" * 5000, "ඔබට සුභ දවසක්"]
)
def test_what_nobody_could_know_is_left_open(text):
    assert language_of(text) == "und"


def test_hindi_in_latin_letters_is_no_swahili():
    assert language_of("hum sab aapke saath hain, himmat rakhiye, bahut dukh hua sunkar") in ("und", "hi")


@pytest.mark.parametrize("language", BESIDE)
def test_a_language_that_is_not_asked_for_is_not_taken_for_a_neighbour(language):
    asked = tuple(one for one in SENTENCES if one != language)
    assert language_of(BESIDE[language], asked) == "und"
    assert screen([BESIDE[language]], surroundings=Surroundings(languages=asked))[0].language == "und"


def test_the_two_norwegians_are_told_as_one_and_so_are_malay_and_indonesian():
    assert language_of("Vi tenker på dere og den lille jenta deres hver dag.") == "no"
    assert language_of("Kami memikirkan kalian dan putri kecil kalian setiap hari.") == "id"


@given(some.text(max_size=200))
def test_whatever_is_written_gets_an_answer_and_the_same_again(text):
    language = language_of(text)
    assert language in (*LANGUAGES, "und")
    assert language_of(text) == language


@given(some.text(max_size=300))
def test_features_are_numbers_of_the_table(text):
    assert all(number < languages.naive_bayes.SIZE for number in features_of(text).tolist())


def test_the_weights_are_the_ones_that_the_model_card_describes():
    digest = hashlib.sha256((WEIGHTS / "languages.int8").read_bytes()).hexdigest()
    assert digest == DESCRIBED["sha256"]
    assert digest in (plan.ROOT / "docs" / "gate" / "model-card.md").read_text(encoding="utf-8")
    assert set(DESCRIBED["own"]) < set(LANGUAGES)


def test_the_same_texts_make_the_same_weights_bit_for_bit(tmp_path):
    rows = [
        {"id": str(at), "text": text, "label": lang, "lang": lang}
        for at, (lang, text) in enumerate({**SENTENCES, **BESIDE}.items())
    ]
    rows += [{"id": one, "text": one, "label": one, "lang": one} for one in languages.OWN]
    folder = tmp_path / "language"
    folder.mkdir()
    for path in languages.SETS:
        place = tmp_path / path
        text = "".join(json.dumps(row) + "\n" for row in rows).encode()
        place.write_bytes(gzip.compress(text, mtime=0))
    made = []
    for name in ("one", "other"):
        languages.learn(tmp_path, tmp_path / name)
        made.append({file.name: file.read_bytes() for file in sorted((tmp_path / name).iterdir())})
    assert made[0] == made[1]
    assert sorted(made[0]) == ["languages.int8", "languages.toml"]
