"""Cruelty and approaches as a bereaved family meets them, and the kind words that look alike. All invented."""

import pytest

from alongside.gate import screen

CRUEL = [
    "You selfish liars, you should be ashamed.",
    "Your dead baby is worm food now.",
    "You only ever want the attention and the likes.",
    "Boo hoo, somebody bring the smallest violin.",
    "I hope every pregnancy you have ends the same way and your next one dies.",
    "It should have been you.",
    "I'll break every bone in your hand.",
    "Lovely house. Would be a shame if it burned.",
    "Pay up or those pictures go online.",
    "We will find you, both of you.",
    "Parents like you deserve to lose their kids.",
    "Mothers like you never learn.",
    "People like you should never have kids.",
    "People like you should not breed.",
    "Your kind always whine.",
]
AFTER_SOMETHING = [
    "In my trance your little boy spoke, a psychic reading is all you need.",
    "Our law firm believes your case could be worth a lot, sign with us.",
    "I am a journalist on deadline, I want a quote from you for the paper.",
    "Hi mum, this is my new number, my phone broke, can you send 200 for the rent?",
    "My second account, the old one was hacked, please accept me.",
    "Your parcel is held at customs, a handling fee is due: https://parcel.example/fee",
    "\U0001d406\U0001d404\U0001d413 \U0001d408\U0001d413 \U0001d40d\U0001d40e\U0001d416 https://win.example/now",
    "Sua CNH está em processo de suspensão, regularize hoje. Protocolo 8841207",
    "Su paquete está retenido en la aduana, pague las tasas.",
    "Ihr Paket wurde am Verteilzentrum angehalten, Zollgebühr ausstehend.",
]
KIND = [
    "I laughed and cried at your story about his socks.",
    "See you at the funeral, I will hold your hand.",
    "I know where your heart is right now.",
    "We were watching over her with you, all night.",
    "The photos are online in the family album, take your time.",
    "You are not a bad mother, you never were.",
    "I have been thinking of you, and I have soup.",
    "My sister is a lawyer and will help you with the forms.",
    "We would love to have you over for tea when you can.",
    "The parcel with her blanket came today, thank you.",
    "People like you and Tom are the kindest parents.",
    "Parents like you deserve all the love in the world.",
    "Families like yours are what holds this village together.",
    "People like you always think of others first.",
    "People like you should never have to bury a child.",
    "You both deserve this little bit of sunshine.",
    "A woman should never have to bury her child.",
    "Your kind words always help, thank you.",
    "You should be ashamed of nothing, you did everything.",
    "Whoever drove that car should be in jail.",
    "What a lovely family you are.",
    "We planted a tree for her, here it is: https://example.org/tree",
]


@pytest.mark.parametrize("text", [*CRUEL, *AFTER_SOMETHING])
def test_it_is_kept_from_the_family(text):
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize("text", KIND)
def test_kind_words_that_look_alike_are_not(text):
    assert screen([text])[0].lane == "open"
