"""The pages of thanks: words, a look at what they will see, and the receipt on which they see it."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.door.models import Message
from alongside.reading.models import Thanks
from alongside.spaces.models import Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def space() -> Space:
    return cast.a_space()


@pytest.fixture
def mira(space: Space) -> Client:
    client = Client()
    client.force_login(cast.a_person("Mira"))
    return client


def on_receipt(message: Message, words: str) -> bool:
    return words in Client().get(reverse("receipt", args=[message.receipt])).content.decode()


def hidden(answer, name: str) -> str:
    """What a hidden field of the page carries on."""
    (tag,) = re.findall(rf'<input[^>]*name="{name}"[^>]*>', answer.content.decode())
    value = re.search(r'value="([^"]*)"', tag)
    return value[1] if value else ""


def test_words_a_look_and_then_everyone_has_them(space, mira):
    message = cast.a_message(space, now=NOW)
    where = reverse("thanks-everyone", args=["lina"])
    blank = mira.get(where)
    assert 'value="Mira"' in blank.content.decode()
    typed = {"words": "You carried us.", "signed": "Mira and Jonas", "key": hidden(blank, "key")}
    look = mira.post(where, {**typed, "go": "look"})
    assert "This is what they will see" in look.content.decode()
    assert "You carried us." in look.content.decode()
    assert not Thanks.objects.exists()

    mend = mira.post(where, {**typed, "go": "mend"})
    assert "You carried us.</textarea>" in mend.content.decode()

    for _ in range(2):  # a second tap
        given = mira.post(where, {**typed, "go": "give"})
        assert given.headers["Location"] == "/home/lina/thanks/"
    assert Thanks.objects.count() == 1
    after = mira.get("/home/lina/thanks/").content.decode()
    assert "You carried us." in after
    assert "To everyone who had written by then." in after
    assert on_receipt(message, "You carried us.")
    assert on_receipt(message, "Mira and Jonas")


def test_thanks_to_one(space, mira):
    one, other = cast.a_message(space, cast.a_draft("We sang for her.")), cast.a_message(space)
    where = reverse("thanks-one", args=["lina", one.pk])
    assert "We sang for her." in mira.get(where).content.decode()
    mira.post(where, {"words": "We heard you.", "go": "give"})
    assert (on_receipt(one, "We heard you."), on_receipt(other, "We heard you.")) == (True, False)


def test_those_chosen_on_one_page_are_still_chosen_on_the_next(space, mira):
    first = [cast.a_message(space, cast.a_draft(name=f"Writer {number:02}")) for number in range(61)]
    where = reverse("thanks-some", args=["lina"])
    page = mira.get(where)
    assert page.content.decode().count('name="pick"') == 60
    following = mira.post(where, {"pick": [first[60].pk], "cursor": hidden(page, "cursor"), "go": "more"})
    assert following.content.decode().count('name="pick"') == 1
    assert "Already chosen:" in following.content.decode()

    write = mira.post(where, {"chosen": hidden(following, "chosen"), "pick": [first[0].pk], "go": "write"})
    assert "Writer 60" in write.content.decode()
    assert "Writer 00" in write.content.decode()
    typed = {"chosen": hidden(write, "chosen"), "key": hidden(write, "key"), "words": "You two.", "signed": "Mira"}
    look = mira.post(where, {**typed, "go": "look"})
    assert hidden(look, "chosen") == typed["chosen"]
    mira.post(where, {**typed, "go": "give"})
    assert [on_receipt(message, "You two.") for message in (first[0], first[1], first[60])] == [True, False, True]


def test_nobody_chosen_is_said_and_asked_again(space, mira):
    cast.a_message(space)
    answer = mira.post(reverse("thanks-some", args=["lina"]), {"go": "write"})
    assert answer.status_code == 422
    assert "Nobody is chosen yet." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"words": "", "signed": "Mira"}, "There are no words yet."),
        ({"words": "nul\0l", "signed": "Mira"}, "Null characters"),
        ({"words": "Kept on the page.", "signed": "x" * 300}, "This is too long."),
        ({}, "There are no words yet."),
    ],
)
def test_a_mistake_is_said_and_nothing_typed_is_lost(mira, typed, sentence):
    for go in ("look", "mend", "give"):
        answer = mira.post(reverse("thanks-everyone", args=["lina"]), {**typed, "go": go})
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert f"{typed.get('words', '').strip()}</textarea>" in answer.content.decode()
    assert not Thanks.objects.exists()


@pytest.mark.parametrize("message", ["another family's", "nobody's"])
def test_who_wrote_elsewhere_cannot_be_thanked_here(space, mira, message):
    other = cast.a_message(cast.a_space("other", keeper="Noor"))
    key = other.pk if message == "another family's" else uuid4()
    assert mira.get(reverse("thanks-one", args=["lina", key])).status_code == 404
    some = mira.post(reverse("thanks-some", args=["lina"]), {"pick": [key], "words": "Thank you.", "go": "give"})
    assert some.status_code == 422
    assert not Thanks.objects.exists()


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "‮right to left", "{{ 7 }}", "😀 'quoted' \"twice\" & more"]
)
def test_words_come_back_as_they_were_typed_and_harmless(space, mira, words):
    message = cast.a_message(space)
    mira.post(reverse("thanks-everyone", args=["lina"]), {"words": words, "signed": words, "go": "give"})
    (kept,) = Thanks.objects.all()
    assert (kept.words, kept.signed) == (words, words)
    page = Client().get(reverse("receipt", args=[message.receipt])).content.decode()
    assert "<script>alert" not in page
    assert on_receipt(message, "&lt;script&gt;" if "<" in words else words.split(" ")[0].split("'")[0])
