"""The thirty families of phrases that hurt, and the contexts in which the same words do not."""

import pytest

from alongside.gate import Surroundings, screen

SAID = {
    "H01": (
        "gentle",
        [
            "At least it was early.",
            "at least you know you can get pregnant",
            "At least he didn't suffer.",
            "At least you weren't further along.",
            "at least you got to hold him",
            "At least it was quick.",
        ],
    ),
    "H02": (
        "gentle",
        [
            "It wasn't really a baby yet.",
            "It was just cells.",
            "You hardly knew him.",
            "Better now than later.",
            "You can't miss what you never had.",
            "it hadn't even formed",
            "It was just a late period.",
        ],
    ),
    "H03": (
        "gentle",
        [
            "Maybe it's a blessing in disguise.",
            "I think it was for the best.",
            "Nature knows best.",
            "Something good will come out of this.",
            "Now you have more time for yourselves.",
        ],
    ),
    "H04": (
        "gentle",
        [
            "Everything happens for a reason.",
            "EVERYTHING HAPPENS 4 A REASON, everything happens for a reason!!!",
            "It just wasn't meant to be.",
            "It wasn't his time.",
            "The universe has a plan.",
        ],
    ),
    "H05": (
        "gentle",
        [
            "You can always have another.",
            "You'll have more.",
            "Just try again.",
            "A new baby will help.",
            "You're young, there's plenty of time.",
            "Next time will be different.",
            "Third time lucky!",
        ],
    ),
    "H06": (
        "gentle",
        [
            "Be grateful for the ones you have.",
            "You already have two beautiful kids.",
            "Your other children need you.",
            "Some people can't have any children.",
            "You've still got the other twin.",
        ],
    ),
    "H07": (
        "gentle",
        [
            "You shouldn't have lifted those boxes.",
            "You waited too long to have kids.",
            "You should have gone to the hospital sooner.",
            "Maybe it was because of the wine you drank.",
        ],
    ),
    "H08": (
        "gentle",
        [
            "Was something wrong with it?",
            "Whose fault was it?",
            "Did they do an autopsy?",
            "Was it planned?",
            "What did it look like?",
            "Are you going to sue?",
            "Can I see the pictures?",
        ],
    ),
    "H09": (
        "gentle",
        [
            "Have you tested your thyroid?",
            "You need to get out more.",
            "You should get a dog.",
            "Don't hold him, it's morbid.",
            "You should go back to work.",
        ],
    ),
    "H10": (
        "gentle",
        [
            "God needed another angel.",
            "It was God's will.",
            "God only gives you what you can bear.",
            "God never makes mistakes.",
            "This is a test of your faith.",
        ],
    ),
    "H11": (
        "open",
        ["Heaven gained an angel.", "Fly high little one.", "She's in a better place.", "He's with grandma now."],
    ),
    "H12": ("open", ["I know someone who had five.", "When my dog died I felt the same.", "My cousin had it worse."]),
    "H13": (
        "gentle",
        ["It's very common.", "One in four pregnancies end like this.", "These things happen.", "Most women have one."],
    ),
    "H14": (
        "gentle",
        [
            "Time heals all wounds.",
            "You need to move on.",
            "You should be over it by now.",
            "Are you still crying?",
            "Don't dwell on it.",
            "You need closure.",
            "Life goes on.",
        ],
    ),
    "H15": ("open", ["Be brave.", "Stay strong for him.", "Chin up!", "Think positive."]),
    "H16": ("open", ["I know exactly how you feel.", "I could never survive that.", "I can't imagine."]),
    "H17": ("open", ["The fetus was tested.", "We read about products of conception.", "a blighted ovum"]),
    "H18": (
        "gentle",
        ["It won't happen again.", "You'll be holding a baby by next year.", "You'll be a wonderful mum one day."],
    ),
    "H19": ("gentle", ["We're expecting too!", "I am due the same week.", "Our kids could have been friends."]),
    "H20": ("gentle", ["You weren't carrying.", "You're only the grandmother.", "Your partner must be devastated."]),
    "H21": (
        "safety",
        ["You killed your own child.", "Murderers.", "You gave up on him.", "You chose this yourselves."],
    ),
    "H22": (
        "safety",
        [
            "You are just attention seeking.",
            "Why would you post that?",
            "You do it for the likes.",
            "Nobody wants to see that photo.",
            "Keep that stuff private.",
        ],
    ),
    "H23": (
        "gentle",
        ["You never replied to me.", "Did you get my message?", "You could at least say thanks.", "Call me back."],
    ),
    "H24": ("open", ["Let me know if you need anything.", "Call anytime."]),
    "H25": (
        "gentle",
        ["You could just adopt.", "Have you thought about a surrogate?", "Maybe you're not meant to be parents."],
    ),
    "H26": (
        "safety",
        ["It was the vaccine.", "Did you take the jab?", "5G killed your baby", "The doctors do it for money."],
    ),
    "H27": (
        "gentle",
        ["You don't look pregnant any more.", "At least you'll lose the weight.", "Are you still bleeding?"],
    ),
    "H28": (
        "safety",
        ["You deserved it.", "Natural selection.", "What an ugly baby.", "You don't deserve kids.", "😂😂😂"],
    ),
    "H29": (
        "gentle",
        [
            "You shouldn't post so much.",
            "You're not allowed to smile.",
            "It's too soon to laugh.",
            "Don't call her his sister.",
        ],
    ),
    "H30": (
        "gentle",
        ["After what you did to mother.", "You never told us about any of this.", "Ask him where he was that night."],
    ),
}

ELSEWHERE = [
    ("H01", "Lo siento. Al menos fue pronto."),
    ("H04", "Todo pasa por algo."),
    ("H05", "Ya tendréis otro, sois jóvenes."),
    ("H10", "Dios lo quiso así."),
    ("H14", "El tiempo lo cura todo."),
    ("H02", "Mejor ahora que después."),
    ("H04", "Nada é por acaso."),
    ("H03", "Foi melhor assim."),
    ("H05", "Logo vem outro."),
    ("H14", "Bola pra frente."),
    ("H02", "Mieux vaut maintenant que plus tard."),
    ("H04", "Rien n'arrive par hasard."),
    ("H05", "Vous en ferez un autre."),
    ("H14", "Il faut tourner la page."),
    ("H10", "Dieu l'a voulu."),
    ("H01", "Wenigstens war es noch früh."),
    ("H02", "Besser jetzt als später."),
    ("H04", "Alles hat seinen Sinn."),
    ("H05", "Ihr seid ja noch jung."),
    ("H14", "Die Zeit heilt alle Wunden."),
    ("H10", "Gott hat es so gewollt."),
    ("H02", "Meglio adesso che dopo."),
    ("H04", "Doveva andare così."),
    ("H14", "Devi voltare pagina."),
    ("H01", "Gelukkig was het nog vroeg."),
    ("H04", "Alles gebeurt met een reden."),
    ("H05", "Jullie zijn nog jong."),
    ("H04", "Widocznie tak miało być."),
    ("H05", "Jesteście młodzi."),
    ("H14", "Czas leczy rany."),
    ("H03", "Всё к лучшему."),
    ("H05", "Ты ещё родишь."),
    ("H14", "Время лечит."),
    ("H14", "Хватит плакать."),
    ("H04", "Her şeyde bir hayır vardır."),
    ("H05", "Gençsiniz, yine olur."),
    ("H14", "Zaman her şeyin ilacı."),
    ("H01", "الحمد لله أنه كان في البداية"),
    ("H04", "ما كان له نصيب"),
    ("H05", "أنتم صغار، غيره يجي"),
    ("H04", "जो होता है अच्छे के लिए होता है"),
    ("H10", "भगवान की मर्ज़ी"),
    ("H01", "早いうちでよかったね。"),
    ("H05", "まだ若いから、また授かるよ。"),
    ("H14", "いつまでも泣かないで。"),
]

NOT_MEANT = [
    "At least once a day I think of you.",
    "I will call at least two times a week, if you like.",
    "People will tell you that everything happens for a reason. Don't listen.",
    'Everyone told me "at least it was early" and I hated it.',
    "I won't say that time heals all wounds.",
    "Nobody should ever say you can have another.",
    "I hate when people say it was God's will.",
    "When we lost Mila they said we could try again. Nobody asked her name.",
    "The worst thing anyone said to me was that it wasn't meant to be.",
    "My wife was told to be grateful for the ones she has. It hurt so much.",
    "Don't let anyone tell you to get over it.",
    "They keep telling me to move on and I can't.",
    "It was not your fault. Nothing you did caused this.",
    "This is not for the best. It is terrible.",
    "There is no reason that would make this right.",
    "You do not need to move on, ever. You don't have to be strong.",
    "She was a real baby, your baby. He was not just cells.",
    "I left a strong coffee at your door.",
    "Angela and I are thinking of you.",
    "My late period at school was maths with your husband.",
    "Fuck, I am so sorry. This is so damn unfair.",
    "This is killing me, I am so sad for you.",
    "I would kill for one more day with my mum.",
    "You never have to reply to me.",
    "I never replied to your letter and I am ashamed.",
    "Your other children are in our thoughts too.",
    "I should have gone to see you sooner, I am sorry.",
    "Is there a service we may come to? How can I help this week?",
    "You killed it at the concert last year, remember how she kicked?",
]


@pytest.mark.parametrize(("family", "text"), [(f, text) for f, (_, texts) in SAID.items() for text in texts])
def test_a_family_is_known_and_goes_to_its_lane(family: str, text: str) -> None:
    verdict = screen([text])[0]
    assert family in verdict.hurt
    assert verdict.lane == SAID[family][0]


@pytest.mark.parametrize(("family", "text"), ELSEWHERE)
def test_the_commonest_families_are_known_in_other_languages(family: str, text: str) -> None:
    verdict = screen([text])[0]
    assert family in verdict.hurt
    assert verdict.lane == "gentle"


@pytest.mark.parametrize("text", NOT_MEANT)
def test_the_same_words_in_another_context_are_open(text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.lane == "open", verdict.findings


def test_a_hurtful_line_is_found_inside_a_long_kind_letter() -> None:
    line = "you can always have another"
    letter = (
        "Dear Ruth and Tom, we were so sad to hear about Ida. We remember the evening on the lake and how proud you were. "
        * 4
        + f"I know it is hard now, but {line}, and we will be there for you. "
        + "We are bringing bread on Friday and will leave it at the gate. With all our love, Nora and Piet."
    )
    verdict = screen([letter])[0]
    assert verdict.lane == "gentle"
    found = next(finding for finding in verdict.findings if finding.family == "H05")
    assert line in letter[found.start : found.end]
    assert found.why.endswith(".")


def test_the_familys_switches_are_honoured() -> None:
    text = ["Everything happens for a reason."]
    assert screen(text, surroundings=Surroundings(off=frozenset({"H04"})))[0].hurt == ()
    shown = screen(text, surroundings=Surroundings(shown=frozenset({"H04"})))[0]
    assert (shown.lane, shown.hurt) == ("open", ("H04",))
    told = screen(["Why would you post that?"], surroundings=Surroundings(shown=frozenset({"H22"})))[0]
    assert (told.lane, told.hurt) == ("open", ("H22",))
    held = screen(["Stay strong."], surroundings=Surroundings(held=frozenset({"H15"})))[0]
    assert held.lane == "gentle"


def test_images_follow_the_familys_own_words() -> None:
    text = ["Heaven gained an angel."]
    assert screen(text)[0].lane == "open"
    assert screen(text, surroundings=Surroundings(images=frozenset({"angel", "star"})))[0].hurt == ()
    assert screen(text, surroundings=Surroundings(images=frozenset({"rainbow"})))[0].lane == "gentle"


def test_words_of_faith_follow_the_familys_wish() -> None:
    text = ["God needed another angel."]
    assert screen(text, surroundings=Surroundings(faith=True))[0].lane == "open"
    assert screen(text, surroundings=Surroundings(faith=False))[0].lane == "gentle"
    assert screen(["I will pray for you."], surroundings=Surroundings(faith=False))[0].lane == "open"


def test_a_clinical_word_that_the_family_uses_is_no_finding() -> None:
    text = ["The embryo was all our hope."]
    assert screen(text)[0].hurt == ("H17",)
    assert screen(text, surroundings=Surroundings(child_words=("our embryo",)))[0].hurt == ()


def test_the_name_of_the_one_remembered_counts_as_the_child() -> None:
    text = ["Dear both, how did Juniper die?"]
    assert screen(text)[0].lane == "open"
    assert screen(text, surroundings=Surroundings(remembered=("Juniper Rose",)))[0].hurt == ("H08",)


def test_a_name_that_is_also_a_word_stays_a_word_where_it_is_one() -> None:
    around = Surroundings(remembered=("Hope",))
    assert screen(["I hope you find some rest. Hope was loved."], surroundings=around)[0].lane == "open"
