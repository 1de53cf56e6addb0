"""The reading room's pages: who may open them, what a keeper sees at their pace, and that nothing is ever counted."""

import re
from datetime import timedelta
from html import escape, unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.door import settle
from alongside.door.models import Message
from alongside.ground import ids
from alongside.passage.states import State
from alongside.reading import shelf
from alongside.spaces.models import Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db

PAGES = (
    "reading",
    "pace",
    "search",
    "names",
    "near",
    "again",
    "apart",
    "kept-from-you",
    "put-away",
    "thanks",
    "thanks-everyone",
)
PRESSES = ("read-on", "enough", "carry-on", "pace", "settle-apart", "kept-from-you", "put-away")
MARKS = ("keep-near", "let-go", "never-again")


def some_messages(space: Space, many: int, *, state: str = State.OPEN, word: str = "Kind words.") -> list[Message]:
    return Message.objects.bulk_create(
        Message(
            space=space, kind="words", name="Ada", words=word, state=state, source="form", key=ids.new_token(),
            receipt=ids.new_token(), try_after=NOW, arrived_at=NOW + timedelta(minutes=number),
            verdict={"findings": [{"why": "It can sound as if the loss were smaller."}]} if state != State.OPEN else None,
        )
        for number in range(many)
    )  # fmt: skip


def signed_in(name: str, *, moderator: bool = False) -> Client:
    client = Client()
    if name != "nobody":
        client.force_login(cast.a_person(name, moderator=moderator))
    return client


def a_family(pace: str = "as_it_comes") -> tuple[Space, Client]:
    """Mira's space, and Mira at the door with this pace."""
    space = cast.a_space()
    shelf.choose_pace(keeper=cast.a_keeper(space), pace=pace)
    return space, signed_in("Mira")


class _Read(HTMLParser):
    """What a person reads on the page, days apart."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._in: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("input", "meta", "link", "img", "br", "hr"):
            self._in.append(tag)
        self.text += [value for name, value in attrs if name in ("aria-label", "alt", "title") and value]

    def handle_endtag(self, tag):
        if tag in self._in:
            del self._in[len(self._in) - 1 - self._in[::-1].index(tag) :]

    def handle_data(self, data):
        if not {"time", "style", "script"} & set(self._in):
            self.text.append(data)


def read(response) -> str:
    reader = _Read()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.text).split())


def page(client: Client, name: str, *parts: object, cursor: str = "") -> str:
    answer = client.get(reverse(name, args=["lina", *parts]), {"cursor": cursor} if cursor else {})
    assert answer.status_code == 200
    return read(answer)


WHO = [("Mira", 200), ("Jonas", 200), ("Tilda", 404), ("Noor", 404), ("Tom", 404), ("nobody", 302)]
FOR_HELPERS_TOO = ("reading", "apart")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("who", "status"), WHO)
def test_who_may_open_which_page(name, who, status):
    space = cast.a_space()
    cast.a_keeper(space, "Jonas")
    cast.a_helper(space)
    cast.a_space("other", keeper="Noor")
    answer = signed_in(who, moderator=who == "Tom").get(reverse(name, args=["lina"]))
    assert answer.status_code == (200 if who == "Tilda" and name in FOR_HELPERS_TOO else status)
    if who == "nobody":
        assert answer.headers["Location"].startswith("/sign-in/?next=/home/lina/")


@pytest.mark.parametrize("name", [*PRESSES, *MARKS])
@pytest.mark.parametrize("who", ["Tilda", "Noor", "Tom"])
def test_nobody_but_a_keeper_presses_anything(name, who):
    space = cast.a_space()
    cast.a_helper(space)
    cast.a_space("other", keeper="Noor")
    (message,) = some_messages(space, 1)
    parts = [message.pk] if name in MARKS else []
    answer = signed_in(who, moderator=who == "Tom").post(reverse(name, args=["lina", *parts]))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", [*PRESSES, *MARKS])
def test_a_press_needs_the_page_s_own_token(name):
    space = cast.a_space()
    (message,) = some_messages(space, 1)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.a_person("Mira"))
    parts = [message.pk] if name in MARKS else []
    assert client.post(reverse(name, args=["lina", *parts])).status_code == 403


@pytest.mark.parametrize(
    ("many", "sentence"),
    [(0, "Whatever is sent to you is kept here."), (2, "There are words for you."), (40, "Many people have written.")],
)
def test_not_now_is_one_calm_sentence_and_three_choices(many, sentence):
    space, client = a_family("not_now")
    some_messages(space, many)
    seen = page(client, "reading")
    assert sentence in seen
    assert "Kind words." not in seen
    assert all(choice in seen for choice in ("Not now", "A little", "As it comes"))


def test_a_little_then_a_little_more_then_enough():
    space, client = a_family("a_little")
    for number in "abcdefg":
        some_messages(space, 1, word=f"Word {number}.")
    first = client.get("/home/lina/reading/")
    assert read(first).count("Word") == 5
    assert "A little more" in read(first)
    assert "Enough for today" in read(first)
    passed = re.findall(r'name="message" value="([^"]+)"', first.content.decode())
    assert (
        client.post(reverse("read-on", args=["lina"]), {"message": passed}).headers["Location"] == "/home/lina/reading/"
    )
    following = page(client, "reading")
    assert following.count("Word") == 2
    assert "I have read these" in following

    client.post(reverse("enough", args=["lina"]))
    resting = page(client, "reading")
    assert "Your place is kept." in resting
    assert "Word" not in resting
    client.post(reverse("carry-on", args=["lina"]))
    assert page(client, "reading") == following


def test_a_pace_is_chosen_with_one_press():
    space, client = a_family("not_now")
    some_messages(space, 1)
    assert client.post(reverse("pace", args=["lina"]), {"pace": "as_it_comes"}).status_code == 303
    assert "Kind words." in page(client, "reading")
    refused = client.post(reverse("pace", args=["lina"]), {"pace": "a flood"})
    assert refused.status_code == 422
    assert "Choose one of the three" in read(refused)


def test_keep_near_let_go_and_never_again_lead_back_to_the_page_they_were_pressed_on():
    space, client = a_family()
    (message,) = some_messages(space, 1)
    page(client, "reading")
    near = client.post(reverse("keep-near", args=["lina", message.pk]) + "?from=reading")
    assert near.headers["Location"] == f"/home/lina/reading/#message-{message.pk}"
    assert "Kept near" in page(client, "reading")
    assert "Kind words." in page(client, "near")
    gone = client.post(reverse("let-go", args=["lina", message.pk]) + "?from=near")
    assert gone.headers["Location"].startswith("/home/lina/reading/near/")
    assert "Kind words." not in page(client, "near")
    away = client.post(reverse("never-again", args=["lina", message.pk]) + "?from=https://elsewhere.example")
    assert away.headers["Location"] == "/home/lina/reading/"


def test_what_is_put_away_is_on_no_page_of_that_keeper_until_it_is_brought_back():
    space, client = a_family()
    (message,) = some_messages(space, 1, word="A heavy word.")
    Message.objects.filter(pk=message.pk).update(name="Somebody Heavy")
    client.post(reverse("never-again", args=["lina", message.pk]))
    seen = " ".join(page(client, name) for name in (*PAGES, "thanks-some"))
    assert "heavy" not in seen.lower()
    assert client.get(reverse("thanks-one", args=["lina", message.pk])).status_code == 404

    client.post(reverse("put-away", args=["lina"]))
    assert "A heavy word." in page(client, "reading")


def test_what_waits_apart_is_asked_about_and_stays_closed_under_its_reason():
    space, client = a_family()
    some_messages(space, 1, state=State.GENTLE, word="At least.")
    assert "because a phrase in them can hurt" in page(client, "reading")
    assert "At least." not in page(client, "reading")
    apart = client.get(reverse("apart", args=["lina"])).content.decode()
    before, inside = apart.split("<details", 1)
    assert "It can sound as if the loss were smaller." in before
    assert "At least." not in before
    assert "At least." in inside

    client.post(reverse("settle-apart", args=["lina"]), {"wish": "helper"}, follow=True)
    assert "because a phrase in them can hurt" not in page(client, "reading")
    cast.a_helper(space)
    asked = page(signed_in("Tilda"), "reading")
    assert "You are asked to answer them" in asked
    assert "Mira" in asked


def test_what_was_kept_from_them_is_shown_only_after_a_warning_and_a_press():
    space, client = a_family()
    some_messages(space, 1, state=State.SAFETY, word="A cruel word.")
    everywhere = " ".join(page(client, name) for name in (*PAGES, "thanks-some"))
    assert "cruel word" not in everywhere
    assert "You do not have to see it" in page(client, "kept-from-you")
    shown = client.post(reverse("kept-from-you", args=["lina"]))
    assert "A cruel word." in read(shown)


def test_who_may_be_in_danger_is_on_no_page_of_the_family():
    space, client = a_family()
    cast.a_helper(space)
    some_messages(space, 1, state=State.CARE, word="I cannot go on.")
    seen = " ".join(page(client, name) for name in (*PAGES, "thanks-some"))
    seen += read(client.post(reverse("kept-from-you", args=["lina"])))
    seen += " ".join(page(signed_in("Tilda"), name) for name in FOR_HELPERS_TOO)
    assert "cannot go on" not in seen


@pytest.mark.parametrize("pace", ["not_now", "a_little", "as_it_comes"])
def test_nothing_is_counted_on_any_page(pace):
    space, client = a_family(pace)
    some_messages(space, 37)
    some_messages(space, 23, state=State.GENTLE)
    some_messages(space, 21, state=State.SAFETY)
    client.post(reverse("thanks-everyone", args=["lina"]), {"words": "Thank you.", "go": "give"})
    answers = [page(client, name) for name in (*PAGES, "thanks-some")]
    answers.append(read(client.post(reverse("kept-from-you", args=["lina"]))))
    client.post(reverse("enough", args=["lina"]))
    answers.append(page(client, "reading"))
    assert [re.findall(r"\d+", answer) for answer in answers] == [[]] * len(answers)


def test_a_helper_reads_plainly_and_can_press_nothing():
    space, client = a_family()
    some_messages(space, 30)
    cast.a_helper(space)
    tilda = signed_in("Tilda")
    answer = tilda.get("/home/lina/reading/")
    assert read(answer).count("Kind words.") == 20
    assert "Never show again" not in read(answer)
    (older,) = re.findall(r'cursor=([^"]+)"', answer.content.decode())
    assert read(tilda.get(f"/home/lina/reading/?cursor={older}")).count("Kind words.") == 10
    assert read(client.get("/home/lina/reading/")).count("Kind words.") == 20


@pytest.mark.parametrize("name", ["names", "near", "again", "apart", "thanks"])
def test_a_broken_cursor_is_a_page_that_is_not_there(name):
    _space, client = a_family()
    assert client.get(reverse(name, args=["lina"]), {"cursor": "rubbish"}).status_code == 404
    assert client.post(reverse("kept-from-you", args=["lina"]), {"cursor": "rubbish"}).status_code == 404


def test_a_forged_form_is_a_page_that_is_not_there():
    _space, client = a_family()
    assert client.post(reverse("read-on", args=["lina"]), {"message": "rubbish"}).status_code == 404
    assert client.post(reverse("thanks-some", args=["lina"]), {"pick": "rubbish"}).status_code == 404


@pytest.mark.parametrize("name", ["reading", "names", "near", "again", "apart", "thanks-some", "thanks"])
def test_more_messages_ask_no_more_of_the_database(name):
    space, client = a_family()
    keeper = cast.a_keeper(space)

    def asked(many: int) -> int:
        for state in (State.OPEN, State.GENTLE):
            messages = some_messages(space, many, state=state)
            for message in messages[: many // 2]:
                shelf.keep_near(keeper=keeper, message_id=message.pk, now=NOW)
        client.post(reverse("thanks-everyone", args=["lina"]), {"words": "Thank you.", "go": "give"})
        client.get(reverse(name, args=["lina"]))  # what is taken up once is taken up here
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, name)
        return len(queries)

    assert asked(2) >= asked(14)


def found(client: Client, **asked: str):
    return client.get(reverse("search", args=["lina"]), asked)


def a_family_with(*told: str) -> tuple[Space, Client]:
    space, mira = a_family()
    for words in told:
        cast.a_message(space, cast.a_draft(words), state=State.WAITING)
    settle.settle_waiting(now=NOW)
    return space, mira


def test_something_is_found_again_from_the_reading_page():
    _space, mira = a_family_with("A candle for Lina.", "We remember her.")
    assert reverse("search", args=["lina"]) in mira.get(reverse("reading", args=["lina"])).content.decode()
    shown = found(mira, q="Candle")
    text = read(shown)
    assert ("A candle for Lina." in text, "We remember her." in text) == (True, False)
    assert 'value="Candle"' in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]


def test_before_anything_is_asked_nothing_is_said_to_be_missing():
    _space, mira = a_family_with("A candle for Lina.")
    for asked in ({}, {"q": ""}, {"q": "  "}):
        text = read(found(mira, **asked))
        assert ("Nothing was found" in text, "A candle" in text) == (False, False)


@pytest.mark.parametrize("asked", ["lantern", "…!", '"', "*", "' OR 1=1 --", "NEAR(", "%", "candle lantern"])
def test_what_is_not_found_is_said_gently(asked):
    _space, mira = a_family_with("A candle for Lina.")
    answer = found(mira, q=asked)
    assert (answer.status_code, "Nothing was found for this." in read(answer)) == (200, True)
    assert f'value="{escape(asked)}"' in answer.content.decode()


def test_what_is_too_long_is_said_at_the_field_and_kept():
    _space, mira = a_family_with("A candle for Lina.")
    asked = "candle " * 60
    answer = found(mira, q=asked)
    assert (answer.status_code, "This is too long." in read(answer)) == (422, True)
    assert asked in answer.content.decode()


def test_a_null_character_is_no_search():
    _space, mira = a_family_with("A candle for Lina.")
    assert found(mira, q="can\0dle").status_code == 400


def test_the_next_page_of_what_was_found_looks_for_the_same():
    _space, mira = a_family_with(*(f"Candle & light {number}." for number in range(25)))
    first = found(mira, q="candle & light").content.decode()
    (following,) = re.findall(r'href="([^"]*cursor=[^"]*)"', first)
    text = read(mira.get(unescape(following)))
    assert [f"Candle & light {number}." in text for number in (5, 4, 0)] == [False, True, True]
    assert found(mira, q="candle", cursor="nowhere").status_code == 404


def test_a_mark_made_where_it_was_found_leads_back_there():
    _space, mira = a_family_with("A candle & a light.")
    shown = found(mira, q="candle & light").content.decode()
    near, never = (
        next(action for action in re.findall(r'action="([^"]*)"', shown) if part in action)
        for part in ("keep-near", "never-again")
    )
    answer = mira.post(unescape(near))
    assert answer.headers["Location"].startswith("/home/lina/reading/search/?q=candle+%26+light#message-")
    assert mira.post(unescape(never)).headers["Location"] == "/home/lina/reading/search/?q=candle+%26+light"
    assert "Nothing was found" in read(found(mira, q="candle"))
