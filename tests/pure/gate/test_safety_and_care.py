"""What a family must not meet, and the writers who may be in danger."""

import pytest

from alongside.gate import HostRule, Surroundings, screen

CRUEL = [
    "you are a terrible mother",
    "You people are disgusting.",
    "I hope your next baby dies too.",
    "We know where you live.",
    "go die b!tch",
    "f*ck you and your baby",
    "nobody cares about your dead baby",
    "serves you right",
    "one less brat",
    "Abortion is murder and you chose it.",
    "stop exploiting your dead child for likes",
    "She got the vaccine, that's what killed him.",
    "Du hast es verdient.",
    "Te lo mereces",
    "Ты сама виновата",
]

DISGUISED = [
    "k1ll y0urself",
    "k i l l  y o u r s e l f",
    "k.i.l.l yourself",
    "kіll yourself",  # a Cyrillic letter
    "K\u200bi\u200bl\u200bl your\u00adself",
    "𝗸𝗶𝗹𝗹 𝘆𝗼𝘂𝗿𝘀𝗲𝗹𝗳",
    "ＫＩＬＬ ＹＯＵＲＳＥＬＦ",
    "kiiiill yourself",
    "kys",
]

APPROACHES = [
    ("solicitation", "I am a powerful spell caster and I can bring back your child."),
    ("solicitation", "Your daughter came to me last night to tell you something."),
    ("solicitation", "Psychic readings for grieving mothers, first session free."),
    ("scam", "I invested in bitcoin with a trader and earned 5000 dollars weekly, message him on telegram."),
    ("solicitation", "Hello beautiful lady, I saw your profile and God led me to you."),
    ("solicitation", "You may be entitled to compensation. Our firm handles birth injury claims, no win no fee."),
    ("solicitation", "I am a journalist for a daily paper and would love to interview you for our show."),
    ("scam", "Please send gift cards for the funeral."),
    ("impersonation", "This is the official fundraiser for the family."),
    ("scam", "Your account has been suspended, verify your account now."),
    ("scam", "Get a personal loan at 3 percent interest, no credit check."),
    ("spam", "We make beautiful custom memorial jewelry, visit our shop."),
    ("solicitation", "See your baby all grown up with AI for only 20 dollars."),
]

TIERS = [
    ("3", "I am going to kill myself tonight."),
    ("3", "I have the pills ready. Goodbye."),
    ("3", "This is my goodbye."),
    ("3", "By the time you read this I will be gone."),
    ("3", "Heute Nacht bringe ich mich um."),
    ("3", "Esta noche me voy a matar."),
    ("2", "I want to die."),
    ("2", "I think about ending it every day."),
    ("2", "i dont want to live anymore"),
    ("2", "Everyone would be better off without me."),
    ("2", "I w4nt to d1e"),
    ("2", "Quiero morirme."),
    ("2", "Je veux mourir."),
    ("2", "Ich will nicht mehr leben."),
    ("2", "Voglio morire."),
    ("2", "Quero morrer."),
    ("2", "Ik wil dood."),
    ("2", "Chcę umrzeć."),
    ("2", "Я хочу умереть."),
    ("2", "Ölmek istiyorum."),
    ("2", "أريد أن أموت"),
    ("2", "मैं मरना चाहती हूँ"),
    ("2", "死にたい"),
    ("D", "My husband hits me."),
    ("D", "I am afraid I will hurt my baby."),
    ("M", "I am soaking a pad every hour."),
    ("M", "I have not slept for four days."),
    ("1", "I want to be with her."),
    ("1", "Half of me died too."),
    ("1", "I wish it had been me."),
    ("1", "I don't want to wake up."),
    ("0", "Years ago I wanted to die."),
    ("0", "I nearly died of shame."),
    ("none", "I do not want to die."),
    ("none", "If you ever feel suicidal, please call someone. I would come too."),
    ("none", "I am so sorry for your loss."),
]


@pytest.mark.parametrize("text", [*CRUEL, *DISGUISED])
def test_cruelty_is_kept_from_the_family(text: str) -> None:
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize(("label", "text"), APPROACHES)
def test_an_approach_is_kept_from_the_family(label: str, text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.lane == "safety"
    assert verdict.scores[label] >= 0.5


@pytest.mark.parametrize(("tier", "text"), TIERS)
def test_distress_has_its_tier(tier: str, text: str) -> None:
    verdict = screen([text])[0]
    assert verdict.crisis == tier
    assert verdict.lane == ("care" if tier in ("2", "3", "D") else "open")


def test_distress_is_found_in_an_abusive_text_and_comes_first() -> None:
    verdict = screen(["You deserved it, and I will kill myself tonight. My shop: https://example.org"])[0]
    assert verdict.lane == "care"
    assert verdict.crisis == "3"
    assert {"crisis", "abuse", "spam"} <= {finding.label for finding in verdict.findings}


def test_small_signs_add_up_and_one_alone_does_not() -> None:
    assert screen(["Text me on whatsapp."])[0].lane == "open"
    assert screen(["Text me on whatsapp: bit.ly/abc, 100 dollars profit."])[0].lane == "safety"


@pytest.mark.parametrize(
    "text",
    [
        "mail me: anna at gmail dot com",
        "anna.beispiel@example.org",
        "call zero one seven one two three four five",
        "+49 171 2345 6789",
        "see example.com/abc",
    ],
)
def test_contact_details_are_noticed_in_disguise(text: str) -> None:
    assert "contact_details" in screen([text])[0].topics


def test_who_stands_up_for_the_family_is_not_held() -> None:
    assert screen(["Whoever told you that you killed your baby is wrong."])[0].lane == "open"
    assert screen(["People said you are a terrible mother. That is a lie."])[0].lane == "open"


def test_a_host_may_add_a_rule() -> None:
    rule = HostRule(id="bank", phrases=("blue heron (bank|trust)",), label="scam", weight=0.9, why="Known here.")
    around = Surroundings(rules=(rule,))
    text = ["Write to the Blue Heron Trust."]
    plain, ours = screen(text)[0], screen(text, surroundings=around)[0]
    assert (plain.lane, ours.lane) == ("open", "safety")
    assert ours.findings[0].rule == "host.bank"
    assert ours.version != plain.version


@pytest.mark.parametrize(
    ("text", "lane"),
    [
        ("I. want. to. die.", "care"),
        ("Honestly. I. Will. Burn. Your. House. Down. Yes I will.", "safety"),
        ("Rest. In. Peace. Best. Dad. Ever.", "open"),
        ("No. No. No. Sorry. Thanks. Love.", "open"),
    ],
)
def test_a_stop_behind_each_word_only_stresses_it(text: str, lane: str) -> None:
    assert screen([text])[0].lane == lane
