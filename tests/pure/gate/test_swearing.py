"""Swearing that is turned on nobody holds nothing; the same words turned on somebody do."""

import pytest

from alongside.gate import screen

ON_NOBODY = [
    "Fuck cancer. Fuck hospitals.", "Fuck cancer. Fuck hospitals. Fuck all of it.", "Fuck. Fuck fuck fuck. I'm so sorry.",
    "Fuck this shit. You deserved so much more time with her.", "Fuck you, covid.", "FUCK CANCER!!! I love you guys",
    "Fuck the insurance company, fuck the paperwork, go and sleep", "Shit shit shit, I just read it",
    "What a bastard of a disease. He fought it like hell.", "Scheiße. Einfach nur scheiße. Es tut mir so leid.",
    "Saloperie de maladie. Courage à vous.", "Puta vida. Lo siento muchísimo, amiga.", "Kutziekte. Sterkte lieverds.",
    "Porca miseria, non ci posso credere. Vi abbraccio.", "Kurwa, nie wierzę. Tak mi przykro.",
    "Блядь, как же так. Держитесь, родные.", "Que merda, amigo. Um abraço muito forte.",
]  # fmt: skip
ON_SOMEBODY = [
    "Fuck you cancer mum.", "Fuck this family. Fuck your baby.", "Fuck you and your dead kid.",
    "nobody made me a page. fuck you", "Fuck this page and fuck you all.",
    "Fuck cancer, it should have been you, you stupid bitch.", "Fuck his life and fuck his death",
    "Shit happens, get over your dead kid", "I love that so much, your baby is dead lol",
]  # fmt: skip


@pytest.mark.parametrize("text", ON_NOBODY)
def test_swearing_at_an_illness_or_into_the_air_is_open(text: str) -> None:
    assert screen([text])[0].lane == "open"


@pytest.mark.parametrize("text", ON_SOMEBODY)
def test_swearing_at_somebody_is_kept_away(text: str) -> None:
    assert screen([text])[0].lane == "safety"
