"""Distress of long ago in other languages than English raises nobody; today's is raised, whatever date it bears."""

import pytest

from alongside.gate import screen

LONG_AGO = [
    ("es", "Hace veinte años quise morir, y hoy tengo dos nietas."),
    ("pt", "Em 2009 eu quis morrer, hoje tenho um jardim."),
    ("fr", "Il y a trente ans j'ai voulu mourir, et me voilà grand-mère."),
    ("it", "Tanti anni fa volevo morire, poi è passato."),
    ("de", "Vor zwanzig Jahren wollte ich sterben, heute bin ich froh."),
    ("nl", "Jaren geleden wilde ik dood, nu zing ik in een koor."),
    ("pl", "Wiele lat temu chciałam umrzeć, dziś uczę w szkole."),
    ("ru", "Много лет назад я хотела умереть, теперь у меня сад."),
    ("tr", "Yıllar önce ölmek istiyordum, şimdi torunlarım var."),
    ("ar", "قبل سنوات كنت أريد أن أموت والآن عندي حديقة"),
    ("hi", "कई साल पहले मैं मरना चाहती थी, आज मैं खुश हूँ।"),
    ("ja", "父を亡くした頃は毎日死にたいと思っていました。"),
]
OF_TODAY = [
    "Quiero morir, él se fue hace dos años.",
    "Eu quero morrer, ele se foi em 2019.",
    "Je veux mourir, il est parti il y a deux ans.",
    "Voglio morire, se n'è andato due anni fa.",
    "Ich will sterben, seit er vor zwei Jahren starb.",
    "Ik wil dood, hij stierf twee jaar geleden.",
    "Chcę umrzeć, odszedł dwa lata temu.",
    "Я хочу умереть, он ушёл два года назад.",
    "Ölmek istiyorum, o iki yıl önce gitti.",
    "死にたい。二年前に逝ってしまった。",
    "Я хотела бы умереть, он умер в 2019 году.",
    "Perdi o meu filho em 2019 e ontem eu quis morrer.",
    "Em 2019 eu perdi tudo e hoje eu queria morrer.",
    "Straciłam go dwa lata temu, a wczoraj miałam myśli, żeby ze sobą skończyć.",
    "昨夜は死にたいと思っていました。",
]


@pytest.mark.parametrize(("language", "text"), LONG_AGO, ids=[language for language, _ in LONG_AGO])
def test_what_is_long_past_raises_nobody(language: str, text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.language == language
    assert verdict.crisis in ("none", "0", "1")


@pytest.mark.parametrize("text", OF_TODAY)
def test_what_is_of_today_is_raised_whatever_date_it_bears(text: str) -> None:
    assert screen([text])[0].crisis == "2"
