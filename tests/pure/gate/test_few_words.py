"""What hurts, threatens and alarms in few words, and what is said kindly in the same: a rule that needs few must not hold
these. Goodbyes to the dead, holidays taken, and thanks for a rest are no danger; what names its victim is cruel.
"""

import pytest

from alongside.gate import Surroundings, redact, screen

KIND = [
    "Tu es mère pour toujours.",
    "Sei madre per sempre.",
    "Eres madre, aunque él no esté.",
    "Ihr seid Eltern, für immer.",
    "Je bent moeder, voor altijd.",
    "Jesteś matką na zawsze.",
    "Você é mãe para sempre.",
    "Addio mamma.",
    "Adiós para siempre, papá.",
    "Adieu mes petits pieds.",
    "Menos mal que se murió dormido, sin dolor.",
    "Dobrze, że zmarł w domu.",
    "Uważajcie na siebie w drodze.",
    "El cielo ha ganado un ángel y yo he perdido un hijo.",
    "Боюсь его забыть.",
    "Вы так долго его ждали.",
    "Ваши дети в моих молитвах.",
    "Kızını alırım okuldan, sen dinlen.",
    "C'est une épreuve terrible, je suis là.",
    "Je vais faire un autre gâteau.",
    "Ik had er moeten zijn.",
    "Musiało być wam tak ciężko.",
    "Esperou muito tempo por essa menina.",
    "Nikt nie powinien chować swojego dziecka.",
    "Ninguém devia enterrar um filho.",
    "Avrete un altro piatto caldo domani.",
    "Ihr seid jung und habt schon so viel verloren.",
    "Oggi volevo morire dalle risate.",
    "You didn't deserve any of this.",
    "You should never have any doubt that you were good parents.",
    "You did not have any choice.",
    "You don't have any obligation to answer.",
    "You don't have a baby in your arms but you are a mother.",
    "Ihr habt das nicht verdient.",
    "Ihr habt das wirklich nicht verdient.",
    "Jullie verdienden dit niet.",
    "Je verdient dit verdriet niet.",
    "Rest now, Grandad, you earned it.",
    "Ruh dich aus, Oma, du hast es dir verdient.",
    "Repose-toi bien, papa, tu l'as bien mérité.",
    "Riposati, nonna, te lo sei meritato.",
    "Descansa, papá, te lo has ganado.",
    "Rust maar uit, oma, je hebt het verdiend.",
    "Odpoczywaj, babciu, zasłużyłaś na to.",
    "Отдыхай, бабушка, ты это заслужила.",
    "Dinlen artık anneanne, bunu hak ettin.",
    "Если надо, приеду хоть ночью, только позвони.",
    "Jak trzeba, przyjadę nawet w nocy.",
    "Pass auf dich auf, meine Liebe.",
    "One phone call and I'm there.",
    "Go to him now, hold him as long as they let you.",
    "You're next on my list for a hot meal.",
    "Watch your back lifting that cot out, get Tom to do it.",
    "I'm coming for you at ten, wrap up warm.",
    "I hope they lose their licence.",
    "Your turn to cry, our turn to hold you.",
    "You made this decision out of love and nobody else gets a say.",
    "Nobody came to my baby's funeral. I wish I'd had a page like yours.",
    "Grieve in your own language, your own way.",
    "Cry in your own time.",
    "Is it the anniversary again already? I've had it in my diary all year.",
    "Treasure your last hours with him.",
    "Text us today if you need milk.",
    "Can we be friends? I lost my girl the same week on the same ward.",
    "With your blessing, we'd like to name the new swing after her.",
    "Here's the playlist from the service: https://music.example/playlist/37",
    "They took all the prints at the hospital.",
    "We've taken the whole box of baby clothes to the loft for you.",
    "J'ai pris tous mes congés pour être avec vous.",
    "Ho preso tutte le ferie per stare con voi.",
    "This is goodbye then, wee man.",
    "This is goodbye, little bean, until we meet again.",
    "Vaarwel kleintje.",
    "Vaarwel, oude zeebonk.",
    "Era il mio vicino di banco, il più buffo di tutti.",
    "Hij gaf ons altijd gratis ijs na het zwemmen.",
    "Je pense à votre fils chaque matin dans le bus.",
    "Se tivesse ido com ele, hoje seriam dois.",
    "Tu as bien fait de venir.",
    "Tu madre me mandó un mensaje por mi cumpleaños, con tres corazones.",
    "La vita si è presa il meglio, ma ci ha lasciato le sue canzoni.",
    "Hij duwde mij op de schommel tot ik gilde.",
    "Szanowni Państwo, uczyłam Zosię matematyki.",
    "سامحوني ما قدرت أجي على العزا.",
    "Ölüm Allah'ın emri, ayrılık olmasaydı.",
    "I'll drop it round with some eggs on Sunday.",
    "There's no excuse. I should have written to you in May.",
    "Bring mattresses, the floor is cold.",
    "'You can have another one.' If one more person tells her that, I'll scream.",
    "'Sen gençsin, yine olur' diyenlere aldırma canım.",
    "Ik kom je halen om tien uur, trek een warme jas aan.",
    "Ik lach me dood om die foto van oma met de frituurpan.",
    "Voilà, c'est écrit, je n'osais pas le dire.",
    "Il a pleuré dans la cuisine quand on lui a dit.",
    "Vous m'avez demandé si c'était votre faute. Non, non, non.",
    "Yo no era el que conducía, pero estaba allí.",
    "Ese es mi último mensaje en nuestro chat, y era sobre patatas.",
    "Não era a casa dele, mas ele dormia lá.",
    "Deus não quis nada disso. Aconteceu.",
    "Levei dois pontos depois do parto dela.",
    "Aveva preso tutte le pastiglie e l'ambulanza non arrivava.",
    "Nein, Zeit heilt gar nichts.",
    "Er hat uns Zettel an den Kühlschrank gehängt.",
    "Anne, sen beni son yıllarda tanımadın ama elimi hep tuttun.",
    "Allah kahretsin böyle kaderi!",
    "Zabiła go ta choroba.",
    "えっ、嘘でしょ。信じられない。",
    "A better man never poured a pint.",
    "He left me on read for a week and then sent me a frog.",
    "Rangers lost again, Dad. You'd be sick.",
    "Elveda minik melek.",
    "Lebt wohl, kleine Füße.",
    "Shortbread on the step, wash it down with tea.",
    "Please stop me if I talk too much about her.",
    "I started shaking when Mum rang me with the news.",
    "She fell asleep and never woke up again. I'm so sorry.",
    "When I lost Henry I thought of ending it. A stranger in a car park talked me down.",
    "Our son was stillborn in 1987. They took him away and I was not allowed to see him.",
    "Gott hat das nicht gewollt. Gott weint mit.",
    "我想陪她说说话，周末去看你们。",
    "It wasn't even his shift and he stayed with us.",
    "I hope she never has any more pain.",
    "Don't answer them, they only want your money.",
    "His father was an alcoholic, so I know what that house was like.",
    "You wanted to kill him when he crashed your car, and you laughed about it for years.",
    "That eulogy. You killed it, and he would have clapped.",
    "He left a note on the fridge saying he loved you all.",
    "Nan said she'd rather be with him than anywhere.",
    "I don't want to wake up to another day without her.",
    "周末要陪孩子，下周来看你们。",
    "记得把药吃了。",
    "我们坐在桥上看夕阳，想起了他。",
    "Te merecías mucho más, abuela.",
    "Ya tengo las pastillas para tu perro.",
    "Já tenho os remédios da avó, passo aí logo.",
    "Le foto? Le ho prese tutte.",
    "No quiero despertaros, dejo la sopa en la puerta.",
    "Não quero acordar ninguém, deixo a sopa na porta.",
    "सुबह उठना नहीं चाहती, बस थक गई हूँ।",
    "Ich weiß, wo dein Auto steht, ich bringe es dir morgen.",
    "Allein will ich nicht mehr sein, darum gehe ich in die Gruppe.",
    "Questa vacanza te la sei meritata.",
]
IN_DANGER = [
    "Er hat mich die Treppe runtergeworfen.",
    "Er hat mich gestern Abend wieder so fest ins Gesicht geschlagen.",
    "Hij heeft me van de trap geduwd.",
    "Vergeef me. Ik kan niet meer. Vaarwel.",
    "Avevo preso tutte le pastiglie ieri, ora sono sola a casa.",
    "رسالة وداع: أنا راحلة الليلة.",
    "I said no and he does it anyway, every night.",
    "Hab 'ne Frage an alle. Ich will nicht mehr leben, seit Jens' Tod ist alles leer.",
    "Du warst immer lieb zu mir. 'Ich will nicht mehr leben.' Alles Liebe, deine Kira",
    "Ik kan 's nachts niet slapen, ik wil niet meer leven, sinds Joris' dood.",
    "Ich habe Selbstmordgedanken. Dank euch allen für alles.",
    "Queria morrer. Agora vivo sozinha com os comprimidos na mão.",
    "Vorrei morire, non volevo svegliarmi. Grazie a tutti di tutto.",
    "If I were braver I would be with her already.",
    "If I had the courage I'd join my baby.",
    "I don't want to wake up tomorrow.",
    "I couldn't stop thinking of jumping all night.",
    "I've taken the whole packet.",
    "I've taken them all.",
    "J'ai tout avalé.",
    "Le ho prese tutte. Dite a mamma che le voglio bene.",
    "Me las he tomado todas.",
    "No quiero despertarme mañana.",
    "Nie chcę się jutro obudzić.",
    "Seit er tot ist, will ich auch nicht mehr leben",
    "我不想活了，想去陪他。",
    "药都吃了，对不起。",
    "I'm scared you'll do something. Please answer the phone.",
    "She told me last night she'd rather be in the ground with him.",
    "Have you heard from Sam? He left a note and took the car.",
    "I thought about ending it on Sunday. I asked for help and nobody came.",
    "I wanted to kill myself. My husband got me out of the bath.",
]
CRUEL = [
    "Ihr Lieben. 'You killed your baby and you deserve it.' Alles Gute euch allen.",
    "Geliyoruz kapıyı aç, seni geberteceğiz.",
    "Als Mörder eures Kindes sollt ihr verrecken.",
    "Ela morreu, e ainda bem que morreu, merecia.",
    "A better mother never lets her baby die.",
    "We will wreck it again, your little grave, I promise you that.",
    "Sei una pessima madre.",
    "Tu es une mauvaise mère.",
    "Du bist eine schlechte Mutter.",
    "Eres una mala madre.",
    "Liebe Familie, mein Beileid. 'Ihr seid selbst schuld, ihr Mörder.' Viele Grüße von nebenan.",
    "Querida familia, un abrazo. 'Sois unos asesinos, matasteis a vuestro hijo.' Un beso.",
    "You'd better take this page down before someone gets hurt.",
    "God punishes fornicators.",
    "God took him because of the way you two live.",
    "Os lo merecíais por malos padres.",
    "She killed that baby.",
    "These two should never have been parents.",
    "They had it coming.",
    "Why is everyone feeling sorry for them?",
    "It wasn't even his baby.",
]
FAMILY = Surroundings(remembered=("Theo",), family=("Anna", "Ben"))
NAMED = [
    "Theo deserved it.",
    "Anna killed Theo.",
    "Anna is a murderer.",
    "I hope Anna dies.",
    "Good riddance Theo",
    "Anna is next.",
]
NAMED_KINDLY = [
    "Anna is next to you in every photo.",
    "Theo was a little monster at breakfast.",
    "Someone should hug Anna.",
]


@pytest.mark.parametrize("text", KIND)
def test_kind_words_stay_open(text: str) -> None:
    assert screen([text])[0].lane == "open"


@pytest.mark.parametrize("text", IN_DANGER)
def test_danger_is_seen(text: str) -> None:
    assert screen([text])[0].lane == "care"


@pytest.mark.parametrize("text", CRUEL)
def test_cruelty_is_kept_away(text: str) -> None:
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize("text", NAMED)
def test_cruelty_that_names_its_victim_is_kept_away(text: str) -> None:
    assert screen([text], surroundings=FAMILY)[0].lane == "safety"


@pytest.mark.parametrize("text", NAMED_KINDLY)
def test_a_name_alone_is_no_cruelty(text: str) -> None:
    assert screen([text], surroundings=FAMILY)[0].lane == "open"


@pytest.mark.parametrize(
    "text", ["You chose to kill your own baby.", "You killed your baby to spare yourself the trouble."]
)
@pytest.mark.parametrize("around", [Surroundings(shown={"H21"}), Surroundings(off={"H21"})])
def test_that_somebody_killed_is_never_shown(text: str, around: Surroundings) -> None:
    assert screen([text], surroundings=around)[0].lane == "safety"


def test_an_article_of_the_childs_words_is_no_word_of_the_family() -> None:
    around = Surroundings(child_words=("the baby",), held={"H17"})
    assert screen(["The remains will be collected on Monday."], surroundings=around)[0].lane == "gentle"


def test_faith_is_a_choice_and_not_a_word() -> None:
    with pytest.raises(TypeError, match="faith is True, False or None, not 'no'"):
        Surroundings(faith="no")


@pytest.mark.parametrize("end", [".", ""])
def test_the_last_stop_decides_nothing(end: str) -> None:
    assert screen([f"Depuis sa mort je ne veux plus être de ce monde ni de rien{end}"])[0].lane == "care"


@pytest.mark.parametrize(
    "text", ["Dave came with the soup.", "my son dave is at the church", "peter and mary were there"]
)
def test_a_first_name_is_taken_out_however_it_is_written(text: str) -> None:
    told = redact(text).casefold()
    assert not {"dave", "peter", "mary"} & set(told.split())
