"""A turn of speech is dangerous or cruel as a whole; half of it stands in kind letters every day."""

import pytest

from alongside.gate import screen

KIND = [
    "Graham swore he'd break his own leg before he let them dock me.",
    "He pulled up a chair and took half of the pile.",
    "She turned up at my door with a whole bag of wigs.",
    "He turned up at the hospital in the middle of the night with her favourite blanket.",
    "The jewellery was all fake anyhow.",
    "Your cot was all made up for the baby.",
    "The spare bed: it is all made up.",
    "Meine Schwägerin sagte ‚ihr könnt ja noch eins bekommen‘, und ich war so wütend für euch.",
    "I'm doing it this Saturday, the lawn I mean.",
    "He sleeps with his fists up, like she did.",
    "In the photograph his fists come up to his chin.",
    "He hit the mattress with his fists when she died.",
    "I thought about leaving his seat empty, with the scarf on it.",
    "I thought about leaving him in the hospital and it broke me.",
    "It was you who buried him with such love.",
    'It was, "You have a daughter too. Hug her."',
    "Nobody tells you how long it takes.",
    "Ons maakt het niks uit hoe laat je komt.",
    "De energierekening is er niet van omhoog gegaan.",
    "Hij had er brandwonden van aan zijn handen.",
    "Bedrieger. Legende. Het recept stond achterop het pak.",
    "Ik hou van je makker.",
    "Wygrałaś, rzuciłam palenie.",
    "Nie cierpię cię za to, że zostawiłeś mnie samą z tym piecem.",
    "Yan yana yatıyorlar şimdi.",
    "Bizim vardiyada bir küçük çocuk var, ayakkabısını ona verdim.",
    "Avukat öldü, dava bitmedi, sınır taşı hâlâ orada.",
    "فنجانك مقلوب لسه ع المجلى يا أبو العبد",
    "يا مجنون، عشر سنين وأنت تضحكنا",
    "سامحتك بكيلو سكر.",
]
DANGER = [
    "I have taken half his oramorph. Sorry.",
    "I already took half of the sleeping pills.",
    "gonna do it this morning before he wakes",
    "i will do it this time, properly",
    "He turns up at my door with a knife.",
    "He turned up at our door and said he would kill me.",
    "He turned up at my work screaming.",
    "he drums on her back with his fists",
    "It was his fists this time.",
    "I planned my funeral last night and hid the note.",
    "I imagine leaving him in the bath and going to sleep.",
    "part of me wants leaving her somewhere",
]
CRUEL = [
    "it was you who killed her, your drinking and your selfishness",
    "It was you, he is dead",
    "it was your weight that lost the baby",
    "totally fake this",
    "Your whole story, it is all made up.",
    "All fake. All of it.",
    "Bedrieger, je liegt over je kind",
    "Het maakt mij niks uit dat jouw kind dood is",
    "حسابك عندي يا كلب",
    "musilms are shiit",
    "queres are disgusting",
    "I hate cinese people",
]
LANES = {"open": KIND, "care": DANGER, "safety": CRUEL}


@pytest.mark.parametrize(("lane", "text"), [(lane, text) for lane, texts in LANES.items() for text in texts])
def test_half_a_turn_is_kind_and_a_whole_one_is_not(lane: str, text: str) -> None:
    assert screen([text])[0].lane == lane
