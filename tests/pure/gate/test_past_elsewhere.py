"""Distress of long ago in other languages than English raises nobody; today's is raised, whatever date it bears."""

import pytest

from alongside.gate import explain, screen

LONG_AGO = [
    "Hace muchos años intenté suicidarme, y hoy tengo dos nietas.",
    "Em 2009 eu quis morrer, hoje tenho um jardim.",
    "Il y a longtemps je voulais mourir, et me voilà grand-mère.",
    "Tanti anni fa ho pensato al suicidio, oggi sono nonna.",
    "Po śmierci synka miałam myśli, żeby ze sobą skończyć. To było w 2009.",
    "Много лет назад я думала о самоубийстве, теперь у меня сад.",
    "قبل سنوات كنت أريد أن أموت والآن عندي حديقة",
    "कई साल पहले मैं मरना चाहती थी, आज मैं खुश हूँ।",
    "父を亡くした頃は毎日死にたいと思っていました。",
    "Vor zehn Jahren, als unsere Tochter starb, wollte ich nicht mehr leben. Heute lache ich wieder.",
    "Há vinte anos, quando perdi a minha menina, quis morrer.",
    "息子を亡くした冬、私も死のうと考えた時期がありました。",
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
    "Anoche quise morirme. Hoy estoy sola en casa.",
    "J'ai voulu mourir hier. Aujourd'hui je suis seule.",
    "Ieri notte volevo morire, oggi non so.",
    "Ich will nicht mehr leben. Heute geht gar nichts.",
    "Ik wil niet meer leven. Nu gaat niets meer.",
    "Vor zwei Jahren starb sie, und gestern wollte ich nicht mehr leben.",
    "Vor zwei Jahren, als sie starb, wollte ich schreien, jetzt will ich nicht mehr leben.",
    "Damals habe ich sie verloren und ich will nicht mehr leben.",
    "Toen heb ik hem verloren en ik wil dood.",
    "Ik wilde dood. Dankzij jullie heb ik vandaag nog gehaald.",
    "Queria morrer. Graças a vocês aguentei mais um dia.",
    "毎年夏になると死のうと考えることがあります。",
    "あの時死にたいと思った。今も同じ気持ちです。",
    "Жить не хочу, всё пустое.",
    "Żyć mi się nie chce.",
]


@pytest.mark.parametrize("text", LONG_AGO)
def test_what_is_long_past_raises_nobody(text: str) -> None:
    explained = explain(text)
    assert explained.verdict.crisis == "0"
    assert "past" in {taken.how for taken in explained.taken_back}


@pytest.mark.parametrize("text", OF_TODAY)
def test_what_is_of_today_is_raised_whatever_date_it_bears(text: str) -> None:
    assert screen([text])[0].crisis == "2"
