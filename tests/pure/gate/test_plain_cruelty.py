"""Cruelty that needs no bad word, and the kind sentence of the same shape."""

import pytest

from alongside.gate import Surroundings, screen

CRUEL = [
    "Pity it wasn't you instead.",
    "Should have been you in that coffin.",
    "I hope the next one dies too.",
    "May you never have another baby.",
    "I hope he suffered to the end.",
    "Terrible mother.",
    "You'll never be a real mum anyway.",
    "She is rotting in hell now.",
    "The old git finally croaked.",
    "I opened a bottle when I heard you lost her.",
    "No great loss to anyone.",
    "Nobody cares about your dead kid.",
    "Boo hoo.",
    "I'm not sorry she died.",
    "You just want the attention.",
    "How much have you made off that dead child?",
    "Congratulations on the dead baby.",
    "You drove him to it.",
    "He drank himself to death because of you.",
    "She hated you and told everyone.",
    "He deserved better than you.",
    "You were too lazy to call a doctor.",
    "You're next.",
    "Tick tock, mummy.",
    "You were an awful mum.",
    "So glad to hear she died.",
    "You drove her to the bridge.",
    "You won't be safe at the graveyard any more.",
    "I'd start running if I were you.",
    "He isn't here to protect you now.",
    "Don't get too attached to the next one.",
    "He'll be forgotten by Easter.",
    "Your tears bore me.",
    "The street is nicer since he died.",
]
KIND = [
    "It should have been me, not him.",
    "I wish you had been there with us, she asked for you.",
    "I hope the next one is easier, the next appointment I mean.",
    "May you never have another week like this one.",
    "I hope he suffered no pain at all.",
    "You were never a terrible mother, whatever you tell yourself at night.",
    "You will never be anything but his mum.",
    "I can't bear to think that she is in the ground.",
    "The old git finally let me win at cards, the week before.",
    "I opened a bottle on his birthday and poured him one.",
    "There is no loss like it.",
    "Nobody cares about the dishes. Leave them to me.",
    "I'm not sorry that I knew her, only that it was so short.",
    "You deserve all the attention in the world this week.",
    "How much have you slept?",
    "You drove him to every single match.",
    "She hated your cooking and ate all of it, for love.",
    "You deserved better than this, both of you.",
    "You were too tired to call, and that is fine.",
    "You're next in line for the good chair.",
    "It isn't safe to walk up there in this weather, let me drive you.",
    "I'd move it to the window if I were you, she liked the light.",
    "He will never be forgotten in this street.",
    "The street is too quiet since he died.",
    "Nobody loved him like you did.",
    "They are lucky to have you.",
    "May you never know a day like this again.",
    "May you never have cause to mourn again in Jesus' name.",
    "I hope you cry as much as you need to.",
    "Someone should check on you, I'll be round at six.",
    "I know what time you get home so I'll leave the soup then.",
    "I'm glad he was buried in his football shirt.",
    "They let you hold her for as long as you wanted? Good. I'm so glad someone got that right.",
    "I can't even keep a goldfish alive this month.",
    "May you never bury a child again. Accept my condolences.",
    "May you never lose another.",
    "I hope you never hold another phone call like that one.",
    "The devil is a liar. Your joy will come.",
    "She loved the attention, all of it, and you gave it.",
    "He never loved you so much as when you sang.",
    "You murdered it at karaoke, he said, and meant it as love.",
    "I prayed for this baby with you every night.",
]


@pytest.mark.parametrize("text", CRUEL)
def test_it_is_kept_from_the_family(text: str) -> None:
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize("text", KIND)
def test_what_is_kind_in_the_same_words_is_not(text: str) -> None:
    assert screen([text], surroundings=Surroundings(remembered=("Mila",)))[0].lane == "open"


CRUEL_ELSEWHERE = [
    "Ojalá hubieras muerto tú en su lugar.",
    "Devias ter sido tu a morrer.",
    "C'est toi qui aurais dû mourir.",
    "Dovevi morire tu al posto suo.",
    "Du hättest an ihrer Stelle sterben sollen.",
    "Jij had dood moeten zijn in plaats van hem.",
    "To ty powinnaś była umrzeć.",
    "Лучше бы ты умерла вместо него.",
    "Onun yerine sen ölmeliydin.",
    "あなたが代わりに死ねばよかったのに。",
    "Ich weiß, wo du wohnst.",
    "Sé dónde vives.",
]
KIND_ELSEWHERE = [
    "Das habt ihr nicht verdient. Niemand hat das verdient.",
    "Ich weiß, wo ihr wohnt, und stelle am Freitag Suppe vor die Tür.",
    "Sé dónde vives, el martes te dejo sopa.",
    "Sei onde você mora, deixo uma sopa na porta amanhã.",
    "Je sais où vous habitez, je passe déposer un gratin jeudi.",
    "So dove abiti, domani ti lascio il ragù sulla porta.",
    "Je bent en blijft zijn mama. Dit heeft niemand verdiend.",
    "Wiem, gdzie mieszkasz, podrzucę obiad w środę.",
    "Я знаю, где вы живёте, занесу пирог в субботу.",
    "Nerede oturduğunu biliyorum, yarın çorba bırakırım.",
    "أعرف أين تسكنون وسأحضر الطعام يوم الخميس",
    "मुझे पता है आप कहाँ रहती हैं, कल खाना रख दूँगी।",
    "お家は知っていますから、木曜日におかずを届けますね。",
    "私が代わってあげたかった。",
    "Лучше бы это случилось со мной, а не с ним.",
]


@pytest.mark.parametrize("text", CRUEL_ELSEWHERE)
def test_it_is_kept_from_the_family_in_other_languages(text: str) -> None:
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize("text", KIND_ELSEWHERE)
def test_what_is_kind_in_other_languages_is_not(text: str) -> None:
    assert screen([text])[0].lane == "open"
