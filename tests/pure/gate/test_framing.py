"""What takes words back, and what does not: quotations, who said it, and what the next sentence is about."""

import pytest

from alongside.gate import HostRule, Surroundings, screen

HURTS = ["At least it was early.", "Everything happens for a reason.", "God needed another angel."]
CRUEL = ["I will burn your house down.", "You deserve to rot in hell.", "I am glad your baby is dead."]
NEXT = [
    "She said you are doing ok.",
    "My mother said to send you her love.",
    "It hurts so much.",
    "It made me cry.",
    "My nan says hi.",
    "We went to the awful hospital.",
    "I was wrong not to ring.",
]


@pytest.mark.parametrize("after", NEXT)
def test_what_the_next_sentence_says_of_something_else_takes_nothing_back(after: str) -> None:
    lanes = [verdict.lane for verdict in screen([f"{text} {after}" for text in HURTS + CRUEL])]
    assert lanes == ["gentle"] * len(HURTS) + ["safety"] * len(CRUEL)


@pytest.mark.parametrize(
    "after", ["That is what my aunt said.", "People say that.", "It was a lie.", "I hate that phrase."]
)
def test_what_it_says_of_the_one_before_does(after: str) -> None:
    assert {verdict.lane for verdict in screen([f"{text} {after}" for text in HURTS])} == {"open"}


@pytest.mark.parametrize(
    "text",
    [
        'I am so sorry for your loss. "I will burn your house down."',
        "Thank you for your message. \u201cYour baby deserved to die.\u201d",
        "My friend said I should write to you, I know where you live and I will come for you.",
        "Nobody says it but I will, you killed your own child.",
        "I can't believe it, your baby deserved to die.",
        "We are thinking of you all and sending love, I will burn your house down.",
        "Happy birthday in heaven, little Noah, I hope you never have another child.",
    ],
)
def test_cruelty_behind_marks_or_kind_words_is_kept_away(text: str) -> None:
    assert screen([text])[0].lane == "safety"


@pytest.mark.parametrize(
    "text",
    [
        'A stranger wrote "your baby deserved to die" under my photo, and forty of you wrote back. Thank you.',
        "Some troll told us that we deserve to rot in hell, and she stood up to him.",
        "My aunt said it was all for the best, everything happens for a reason and so on.",
    ],
)
def test_what_others_are_told_to_have_said_is_open(text: str) -> None:
    assert screen([text])[0].lane == "open"


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ('My husband keeps saying "I want to kill myself" since the funeral.', "D"),
        ('Hello, this is hard to write. "I want to kill myself."', "2"),
        ('I said to my mum "I want to kill myself".', "2"),
        ('She said to my mum "I want to kill myself".', "0"),
    ],
)
def test_danger_between_marks_is_somebodys(text: str, tier: str) -> None:
    assert screen([text])[0].crisis == tier


KNOWN = Surroundings(remembered=["Noah", "Will", "Hope"])


@pytest.mark.parametrize(
    "text",
    ["Noah deserved to die.", "Nobody cares about Noah.", "I hope Noah rots in hell.", "Shut up about Noah already."],
)
def test_cruelty_about_a_child_by_name_is_seen(text: str) -> None:
    assert screen([text], surroundings=KNOWN)[0].lane == "safety"


@pytest.mark.parametrize("text", ["I WILL BURN YOUR HOUSE DOWN", "I HOPE THE NEXT ONE DIES TOO"])
def test_a_name_that_is_a_word_blinds_nobody_to_what_is_shouted(text: str) -> None:
    assert screen([text], surroundings=KNOWN)[0].lane == "safety"


def test_a_death_is_a_sign_of_a_loss() -> None:
    for word in ("died", "is dead", "was buried", "passed away"):
        assert screen([f"He {word}. Pull yourself together."])[0].lane == "gentle", word


def test_surroundings_take_any_list_and_say_what_is_wrong_with_them() -> None:
    assert Surroundings(images=["angel"], off=["H16"]) == Surroundings(
        images=frozenset({"angel"}), off=frozenset({"H16"})
    )
    for wrong in ({"images": {"Angel"}}, {"off": {"h16"}}):
        with pytest.raises(ValueError, match="there is no image and no family"):
            Surroundings(**wrong)
    with pytest.raises(TypeError, match="remembered takes several texts"):
        Surroundings(remembered="Noah")
    with pytest.raises(ValueError, match="nonsense"):
        HostRule("bank", ("blue heron bank",), label="nonsense")


def test_one_text_in_place_of_several_is_told_apart() -> None:
    with pytest.raises(TypeError, match="several texts"):
        screen("At least it was early.")


def test_a_threat_in_another_language_behind_kind_words_is_kept_away() -> None:
    kind = "I am so sorry for your loss, dear friends. We think of you every single day and send our love."
    threats = ["Ich bringe dich um.", "Seni öldüreceğim.", "Я тебя убью.", "سأقتلك"]
    assert {verdict.lane for verdict in screen([f"{kind} {threat}" for threat in threats])} == {"safety"}


@pytest.mark.parametrize(("signs", "lane"), [("🖕", "safety"), ("🔪👶", "safety"), ("😂❤️", "open"), ("🕯️🤍", "open")])
def test_signs_alone_are_read_as_they_are_meant(signs: str, lane: str) -> None:
    assert screen([signs])[0].lane == lane


@pytest.mark.parametrize(("welcome", "lane"), [({"butterfly"}, "open"), ({"angel"}, "gentle"), (None, "open")])
def test_a_butterfly_is_an_image_of_its_own(welcome: set[str] | None, lane: str) -> None:
    around = Surroundings(images=welcome)
    assert screen(["Fly high little butterfly, spread your wings."], surroundings=around)[0].lane == lane


def test_of_too_many_findings_the_one_that_decides_is_kept() -> None:
    verdict = screen(["Part of me died with him. " * 45 + "I have taken all the pills."])[0]
    assert verdict.lane == "care"
    assert any(".tier-3." in finding.rule for finding in verdict.findings)
