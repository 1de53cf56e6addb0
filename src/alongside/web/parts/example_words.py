"""The invented people and words of the examples."""

from datetime import UTC, date, datetime

from alongside.web.parts.shapes import Held, Helpline, Letter, Message, Person, Remembered, Space, Step, Thanks

DAY = date(2026, 3, 21)
TOKEN = "an-example-token"  # noqa: S105  # stands where a page hands its form token to a part
MIRA = Person("Mira", "Keeper")
LAYLA = Person("ليلى حداد", "Helper", "invited")

THANKS = Thanks(words="Thank you. We read it together, twice.", by="Mira and Jonas", sent_on=date(2026, 5, 2))
WORDS = Message(
    id="m1", kind="words", kind_label="Words", name="Ada Lindqvist", relation="a neighbour", arrived_on=DAY,
    words="There is soup on your step, and there will be on Thursday too. You need not open the door.\n\n"
    "We are thinking of the three of you. The blue house is very quiet.",
)  # fmt: skip
ARABIC = Message(
    id="m2", kind="prayer", kind_label="A prayer", name="ليلى حداد", language="ar", arrived_on=DAY,
    words="نفكر فيكم في كل يوم. رحمها الله وصبّركم.\nنحن معكم، ولا حاجة إلى الجواب.",
)  # fmt: skip
CANDLE = Message(id="m3", kind="candle", kind_label="A candle was lit", name="Tomás", arrived_on=DAY)
NAMELESS = Message(id="m4", kind="words", kind_label="Words", words="I do not know what to say. I am here.")
LONG = Message(
    id="m5", kind="memory", kind_label="A memory", name="W" + "o" * 60 + "lfgang", arrived_on=DAY, near=True,
    words="I met you both on the path by the reservoir in August, and you were laughing about the dog. " * 4
    + "\nhttps://example.org/" + "a" * 90, thanks=(THANKS,),
)  # fmt: skip
GENTLE = Message(
    id="m6", kind="words", kind_label="Words", name="Aunt Rosa", arrived_on=DAY, lane="gentle",
    words="Everything happens for a reason, my dears.",
    why=("It gives a reason for what happened, which many parents find hard to read.",
         "A program noticed this; a person may see it differently."),
)  # fmt: skip

LETTER = Letter(
    id="l1", title="To everyone who has written", by="Mira", published_on=date(2026, 4, 2), audience_label="Everyone",
    words="Lina was with us for one morning. She had her father's chin and a great deal of dark hair.\n\n"
    "We are not able to answer yet. We are reading, a little at a time, and each of you has made the day smaller "
    "and easier to carry. I will say more when I can.",
)  # fmt: skip
LETTER_RTL = Letter(
    id="l2", title="إلى كل من كتب لنا", by="ميرا ويوناس", language="ar", published_on=DAY,
    words="كانت لينا معنا صباحًا واحدًا.\nنقرأ رسائلكم قليلًا قليلًا، وكل واحدة منها تخفف عنا.",
)  # fmt: skip

LINA = Remembered(name="Lina", dates="14 March 2026", line="One morning, and all of our days")
TWINS = (
    Remembered(name="Emil", dates="June 2024 – 2 July 2024"),
    Remembered(name="Ida", dates="June 2024", line="who stayed a little longer"),
)
SPACE = Space(slug="lina", title="For Lina", remembered=(LINA,))
SPACE_TWINS = Space(slug="emil-ida", title="Emil and Ida", remembered=TWINS)
SPACE_NAMELESS = Space(slug="our-little-one", title="Our little one", remembered=(Remembered(dates="Autumn 2025"),))
SPACE_ARABIC = Space(slug="layla", title="من أجل ليلى", remembered=(Remembered(name="ليلى", dates="٢٠٢٦"),))

LINES = (
    Helpline(
        name="Emergency",
        tel="00 00",
        tel_href="tel:0000",
        checked_on=date(2026, 2, 1),
        note="If somebody may be hurt now.",
        hours="Day and night",
    ),
    Helpline(
        name="The Listening Line",
        kind_label="someone to talk to",
        tel="0000 111 222",
        tel_href="tel:0000111222",
        text="Text HELLO to 00000",
        hours="Day and night",
        url="https://example.org/",
        note="A person answers. You need not give your name.",
    ),
    Helpline(
        name="After a Baby",
        kind_label="for parents",
        tel="0000 333 444",
        tel_href="tel:0000333444",
        hours="Mondays to Fridays, 9 to 17",
    ),
)

HELD = Held(
    id="h1", version=3, lane="safety", lane_label="Safety", name="Grief Angel Fund", space_title="For Lina",
    arrived=datetime(2026, 3, 21, 8, 4, tzinfo=UTC),
    words_marked=(
        ("So sorry for your loss. ", ""), ("Our foundation pays out 4,000 to grieving mothers", "promises money"),
        (", only ", ""), ("write to Mr Stone on his private number", "asks to move elsewhere"), (" today.", ""),
    ),
    reasons=("Promises money and asks to write elsewhere.", "The same words came to two other families."),
)  # fmt: skip
HELD_CARE = Held(
    id="h2", version=1, lane="care", lane_label="Care", name="Noor", space_title="For Lina", claimed_by="Tom",
    arrived=datetime(2026, 3, 21, 7, 50, tzinfo=UTC),
    words_marked=(("I lost mine in spring too. ", ""), ("I don't want to wake up any more", "may be in danger"), (".", "")),
    reasons=("The writer may be in danger. Answer today, kindly, and ask directly.",),
)  # fmt: skip

PACES = (
    ("not_now", "Not now", "Everything is kept. Nothing comes to you."),
    ("a_little", "A little", "Five at a time, the nearest people first."),
    ("as_it_comes", "As it comes", "All of it, in the order it arrives."),
)
NAMES = (
    "Ada Lindqvist", "Tomás", "the choir at St Brannock's", "ليلى حداد", "Grandma Jo", "Per & Ingrid", "周婷",
    "Someone from the clinic",
    "Noor", "Class 4b", "שרה", "Wim",
)  # fmt: skip
STEPS = (Step("Who is remembered", "done", "#"), Step("Your words", "now"), Step("Who may see it"))
KEPT = {
    "message": WORDS,
    "state": "Your words are kept. They will read them when they are ready.",
    "audience": "Only the family",
    "print_label": "Yes, with your name",
    "answer": "No answer needed",
}
QUIET = {
    "title": "It is quiet here.",
    "text": "When words arrive, they wait here for you.",
    "link_url": "#",
    "link_text": "Write a letter",
}
NOT_ALONE = {
    "tone": "care",
    "title": "You are not alone with this",
    "text": "If tonight is very hard, there are people who answer.",
    "link_url": "/help/",
    "link_text": "Where to turn",
}
NOT_UNDONE = {
    "tone": "danger",
    "title": "This cannot be undone",
    "text": "The page and everything on it would be gone.",
}
