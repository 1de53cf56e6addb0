"""What must never be held: set phrases of many traditions, and everything a kind person may write."""

import pytest

from alongside.gate import screen

SET_PHRASES = [
    "Inna lillahi wa inna ilayhi raji'un.", "May Allah grant you sabr.", "Allah yerhamo.", "Başınız sağ olsun.",
    "Allah sabır versin.", "البقاء لله", "عظم الله أجركم", "HaMakom yenachem etchem.", "zichrona livracha", "ז״ל",
    "I wish you long life.", "May her memory be a blessing.", "Eternal rest grant unto her, O Lord.", "Requiescat in pace",
    "RIP", "QEPD", "DEP", "Царствие небесное", "вечная память", "Condoglianze", "Mein aufrichtiges Beileid", "Om Shanti",
    "Waheguru", "ॐ शांति", "冥福をお祈りします", "节哀", "삼가 고인의 명복을 빕니다", "Sterkte", "Viel Kraft", "Держись",
    "сил вам", "¡Mucho ánimo!", "¡Fuerza!", "Força", "Bon courage", "Hang in there", "🕯️", "🤍💔🙏", "🦋🕊️⭐👣",
    "Sentite condoglianze alla famiglia.", "Nos plus sincères condoléances.", "Szczere wyrazy współczucia.", "Συλλυπητήρια",
    "Lo siento mucho, un abrazo fuerte.", "Meus sentimentos.", "Beklagar sorgen.", "Veel sterkte voor jullie allemaal.",
]  # fmt: skip

KIND_WITH_DETAILS = [
    "My number is 0171 2345678, ring at any hour.",
    "My address is anna.beispiel@example.org if you want to write.",
    "We planted a tree for her, here it is: https://example.org/tree.jpg",
    "I donated blood in her name.",
    "I am a widower myself and I know how quiet a house can be.",
    "My brother is on an oil rig and sends his love too.",
    "There is a gift card for dinner in the envelope, so you need not cook.",
    "Do not stand at her chair and weep for long, she is the wind that carries song",
]

KIND_BY_CHANCE = [
    "I smiled reading your post about her shoes.",
    "We felt a lot better reading your page.",
    "We laughed reading the obituary he wrote himself.",
    "He is free now and at peace.",
    "It is out of your hands now, let others carry it.",
    "She is far from their reach now, and safe.",
    "The whole family would be doing us a favour by eating these pies.",
    "Save your tears for a day when you have the strength.",
    "He was a serial widower he used to say.",
    "Miracles happen every day, and for seven weeks you were his.",
    "Remember who holds your hand.",
    "Remember who was with you, all of us.",
    "No one is going to have her but you.",
    "Somebody will be sorry if they miss his stew.",
    "People could get hurt if they walk on the ice by the church.",
    "You will be hearing from us about the meals.",
    "I will find you at the funeral and hug you.",
    "This is not an interview, only a chat over tea.",
    "Can you put us in touch with the family? We want to send flowers.",
    "The quote for the headstone came in and the club will pay all of it.",
    "You can reply yes or no, nothing more is needed.",
    "I have bookmarked your page so I can read it to my mum.",
    "We sense your energy has gone, so we will do the school run.",
    "Tonight I have decided to light a candle for her.",
    "Her last message was so funny, I keep reading it.",
    "My last post was about the bins, sorry.",
    "I packed up all his books, so that nobody has to do it after the funeral.",
    "I took all the tablets back to the chemist.",
    "I see myself hanging his coat on the hook every evening.",
    "I mean it literally. My door is open.",
    "No morning after this is easy.",
    "Your angel is watching over you.",
    "I was her hospice nurse for nine days. She beat me at cribbage on eight of them.",
    "I know where you keep the tea, so sit down and let me.",
    "She inherited your smile and his feet.",
    "I'm free tonight, free tomorrow, and free on Sunday if you want a driver.",
    "Your page is beautiful. I've read every comment down to the plumber's.",
    "You can get back to me in a year, or in ten.",
    "You've picked a job with a heart in it.",
    "I took all of the tablets back to the chemist for you, they signed for it.",
    "I bought a rope and a tyre, we're putting the swing back up for the kids.",
    "Today is her due date. I marked it in my own diary in pencil.",
    "Fuck you, cancer.",
    "Your boy had a joke for every stop on the line.",
    'The midwife said "it\'s very common", and I said so is rain and I still get wet.',
    "Nobody gets to tell you when you should be over it.",
    "Sorry about your breakup. Time heals, and so do chips.",
]
"""Where a few words stand together as they do in a rule, and mean something else."""

UNKNOWN_LANGUAGES = [
    "Ngiyaxolisa kakhulu ngokulahlekelwa kwenu.",
    "Na kana e vo aroha ki a koutou katoa i tenei wa.",
    "Pole sana kwa msiba huu mkubwa, tuko pamoja nanyi.",
    "Mwen avèk ou nan moman difisil sa a.",
    "Samúðarkveðjur til ykkar allra frá okkur.",
]

KINDS = [
    ("words", "I am so sorry for your loss."),
    ("words", "Mein aufrichtiges Beileid"),
    ("words", "🕯️"),
    ("prayer", "We are praying for you every night."),
    ("prayer", "May God hold you and comfort you."),
    ("memory", "I remember how you laughed in the kitchen and told us her name."),
    ("story", "We lost our son at twenty weeks, four years ago."),
    ("help_offer", "I can bring soup on Tuesday and leave it at the door."),
    ("question", "When is the service, and may we come?"),
    ("thanks", "Thank you for telling us about her."),
    ("other", "The bus leaves at nine from platform four."),
]

TOPICS = [
    ("faith", "We pray for you at church."),
    ("other_pregnancy", "I am pregnant again and afraid."),
    ("living_children", "Give your older children a hug."),
    ("own_loss", "We also lost our daughter."),
    ("medical", "The doctors at the hospital were kind."),
    ("money", "We made a donation."),
    ("contact_details", "Write to me at anna.beispiel@example.org"),
    ("advice", "You could try to sleep a little."),
]


@pytest.mark.parametrize("text", SET_PHRASES)
def test_a_set_phrase_is_kind(text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.lane == "open"
    assert verdict.hurt == ()
    assert verdict.kind in ("words", "prayer")


@pytest.mark.parametrize("text", [*KIND_WITH_DETAILS, *KIND_BY_CHANCE, *UNKNOWN_LANGUAGES])
def test_kind_people_are_not_held(text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.lane == "open", verdict.findings


@pytest.mark.parametrize(("kind", "text"), KINDS)
def test_the_kind_of_a_message_is_told(kind: str, text: str) -> None:
    assert screen([text])[0].kind == kind


@pytest.mark.parametrize(("topic", "text"), TOPICS)
def test_a_topic_is_told(topic: str, text: str) -> None:
    assert topic in screen([text])[0].topics


@pytest.mark.parametrize("times", [3, 20, 300])
def test_a_kind_sentence_said_again_and_again_is_open(times: int) -> None:
    assert screen(["She was so kind. " * times])[0].lane == "open"


AFTER_A_HARD_TIME = [
    "Our prayers are with you.",
    "When our daughter was stillborn I wanted to die too, for a long time. I didn't, and I'm so glad now.",
    "My brother beat me to it, but I wanted to say thank you too.",
    "She would not let me leave without a carrier bag full of plums.",
    "I hate you for dying. I love you. Both.",
    "I'll join her when God says so and not a minute before, there's bingo.",
    "I took all his tablets back to the chemist, as the nurse said.",
    "He touched us all so deeply.",
    "I threw my phone across the room when I heard.",
    "My mum will murder me if I don't get her lasagne tin back, no rush though haha",
    "You'll pay for this, he used to say whenever we beat him at dominoes.",
    "Not once did I think you were a bad mother.",
    "This is my last message here, the page closes on Sunday. Thank you all.",
    "Sono passati dieci anni e le compro ancora il gelato.",
    "Otopark caminin arkasında.",
    "兄は十年前に自殺しました。話したくなったら、いつでもここにいます。",
]


@pytest.mark.parametrize("text", AFTER_A_HARD_TIME)
def test_a_hard_time_that_is_told_of_holds_nobody(text: str) -> None:
    assert screen([text])[0].lane == "open"
