"""The pages of the letters room, as a keeper, a co-keeper and a helper walk through them."""

import datetime
import html
import json
import re

import pytest
import time_machine
from django.test import Client

from alongside.letters import agreeing, draft, publishing, queries
from alongside.letters.draft import Draft
from alongside.letters.models import Letter
from alongside.rounds import timetable
from tests import given

pytestmark = pytest.mark.django_db

ROOM = "/home/lina/letters/"
NAUGHTY = (
    "<script>alert(1)</script>",
    "\" onfocus=alert(1) x='",
    "{{ 7|add:7 }}",
    "</textarea><b>",
    "👩‍👧 مرحبا \u202e",
    "\n\n  first",
)


def _signed_in(name):
    client = Client()
    client.force_login(given.a_person(name))
    return client


@pytest.fixture
def mira():
    given.a_space()
    return _signed_in("Mira")


@pytest.fixture
def two():
    """Two keepers of a space where letters need agreement."""
    space = given.a_space(letters_need_agreement=True)
    given.a_keeper(space, "Jonas")
    return _signed_in("Mira"), _signed_in("Jonas")


def _typed(words="Our words.", *, title="", audience="public", version=0, window="w", language="en", **more):
    return {
        "title": title, "words": words, "audience": audience, "language": language, "version": version,
        "window": window, **more,
    }  # fmt: skip


def _new_address(client):
    page = client.get(f"{ROOM}new/").content.decode()
    return re.search(rf'action="({ROOM}[0-9a-f-]+/)"', page)[1]


def _a_letter(client, **typed):
    address = _new_address(client)
    assert client.post(address, _typed(**typed)).status_code == 303
    return address


def _text(answer):
    """What a person reads on the page, and what stands in its fields."""
    return html.unescape(answer.content.decode())


def _words_in_field(answer):
    box = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", answer.content.decode(), re.DOTALL)[1]
    return html.unescape(box)


def _only_letter():
    return Letter.objects.get()


# Who


PAGES = ["", "new/", "{id}/", "{id}/preview/", "{id}/agree/", "{id}/publish/", "{id}/earlier/"]
WHO = {
    # who: the status of the list, and of every other page
    "Mira": (200, 200),
    "Tilda": (200, 404),
    "Noor": (404, 404),
    "Eve": (404, 404),
}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("page", PAGES)
def test_who_finds_which_page(who, page):
    space = given.a_space()
    given.a_helper(space, "Tilda")
    given.a_space("noor", keeper="Noor")
    saved = draft.begin(keeper=given.a_keeper(space), draft=Draft(words="Ours."), now=given.NOW)
    answer = _signed_in(who).get(ROOM + page.format(id=saved.id))
    assert answer.status_code == WHO[who][bool(page)]
    if answer.status_code == 404:
        assert "Ours." not in _text(answer)


@pytest.mark.parametrize("page", PAGES)
def test_someone_signed_out_is_led_to_the_door_and_back(page):
    space = given.a_space()
    saved = draft.begin(keeper=given.a_keeper(space), draft=Draft(words="Ours."), now=given.NOW)
    address = ROOM + page.format(id=saved.id)
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in/?next={address}"


@pytest.mark.parametrize("deed", ["", "save/", "ask/", "agree/", "take-back/", "publish/", "earlier/"])
@pytest.mark.parametrize("who", ["Tilda", "Noor"])
def test_nobody_else_changes_a_letter(deed, who):
    space = given.a_space()
    given.a_helper(space, "Tilda")
    given.a_space("noor", keeper="Noor")
    saved = draft.begin(keeper=given.a_keeper(space), draft=Draft(words="Ours."), now=given.NOW)
    sent = _typed("Not ours.", version=1, seen=1, when="now")
    assert _signed_in(who).post(f"{ROOM}{saved.id}/{deed}", sent).status_code == 404
    assert (_only_letter().words, _only_letter().state) == ("Ours.", "draft")


def test_a_helper_reads_what_is_meant_for_them():
    space = given.a_space()
    keeper = given.a_keeper(space)
    given.a_helper(space, "Tilda")
    for words, audience in (("For us alone.", "keepers"), ("For those who help.", "helpers"), ("For all.", "public")):
        saved = draft.begin(keeper=keeper, draft=Draft(words=words, audience=audience), now=given.NOW)
        publishing.publish(keeper=keeper, letter_id=saved.id, seen=1, now=given.NOW)
    draft.begin(keeper=keeper, draft=Draft(words="Only a draft.", audience="public"), now=given.NOW)
    page = _text(_signed_in("Tilda").get(ROOM))
    assert "For those who help." in page
    assert "For all." in page
    assert "For us alone." not in page
    assert "Only a draft." not in page


# Writing


def test_the_room_is_quiet_before_the_first_letter(mira):
    assert "No letter yet." in _text(mira.get(ROOM))


def test_a_letter_from_the_first_word_to_the_page(mira):
    address = _a_letter(mira, title="To everyone", words="We light a candle.", audience="public")
    assert "To everyone" in _text(mira.get(ROOM))
    assert "We light a candle." not in _text(Client().get("/for/lina/"))

    answer = mira.post(address, _typed("We light a candle.", title="To everyone", version=1, go="preview"), follow=True)
    assert answer.redirect_chain == [(f"{address}preview/", 303)]
    assert "We light a candle." in _text(answer)
    answer = mira.post(address, _typed("We light a candle.", title="To everyone", version=1, go="publish"), follow=True)
    assert answer.redirect_chain == [(f"{address}publish/", 303)]
    assert "Everyone who can open the page" in _text(answer)

    answer = mira.post(f"{address}publish/", {"when": "now", "seen": 1}, follow=True)
    assert "Your letter is on your page." in _text(answer)
    page = _text(Client().get("/for/lina/"))
    assert "To everyone" in page
    assert "We light a candle." in page


def test_an_empty_letter_is_answered_in_words(mira):
    answer = mira.post(_new_address(mira), _typed("  "))
    assert answer.status_code == 422
    assert "There is nothing to keep yet." in _text(answer)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("words", NAUGHTY)
def test_whatever_is_typed_stands_in_the_field_again(mira, words):
    address = _a_letter(mira, words=words, title="T" + words.strip())
    page = mira.get(address)
    assert _words_in_field(page) == words
    assert "<script>alert" not in page.content.decode()
    assert "</textarea><b>" not in page.content.decode()
    preview = mira.get(f"{address}preview/").content.decode()
    assert html.escape(words) in preview
    assert _only_letter().title == "T" + words.strip()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": "x" * 50_001}, "This is longer than we can keep here: 50,000 letters."),
        ({"title": "x" * 201}, "This is longer than we can keep here: 200 letters."),
        ({"audience": "moon"}, "Choose who may read this letter."),
        ({"language": "<b>"}, "Choose a language from the list."),
        ({"version": "many"}, "This page is out of date."),
        ({"version": "-1"}, "This page is out of date."),
        ({"version": "9" * 40}, "This page is out of date."),
        ({"words": "nul\0"}, "cannot be kept"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_what_cannot_be_kept_comes_back_with_a_sentence_and_the_words(mira, wrong, sentence, known):
    address = _a_letter(mira) if known else _new_address(mira)
    sent = {**_typed("These stay.", title="This stays.", version=int(known)), **wrong}
    answer = mira.post(address, sent)
    assert answer.status_code == 422
    assert sentence in _text(answer) or "Null characters are not allowed." in _text(answer)
    assert _words_in_field(answer).replace("\0", "") == str(sent["words"]).replace("\0", "")
    saved = mira.post(f"{address}save/", sent)
    assert saved.status_code == 422
    assert saved.json()["sentence"]


def test_broken_bytes_are_refused_in_words(mira):
    address = _a_letter(mira)
    answer = mira.post(address, b"words=%ff%fe&version=1", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "did not arrive whole" in _text(answer)


@pytest.mark.parametrize("page", [page for page in PAGES if "{id}" in page])
def test_a_letter_that_never_was_is_not_there(mira, page):
    never = "00000000-0000-0000-0000-000000000000"
    assert mira.get(ROOM + page.format(id=never)).status_code == 404


# Saved as it is typed


def test_a_letter_is_saved_as_it_is_typed_from_the_first_word(mira):
    save = _new_address(mira) + "save/"
    version = 0
    for words in ("D", "Dear", "Dear all"):
        answer = mira.post(save, _typed(words, version=version))
        version = answer.json()["version"]
    assert version == 3
    assert _only_letter().words == "Dear all"
    assert mira.post(_new_address(mira) + "save/", _typed("", version=0)).json() == {"version": 0}


def test_the_script_finds_what_it_needs_in_the_form(mira):
    page = mira.get(_a_letter(mira)).content.decode()
    letter_id = _only_letter().pk
    assert f'data-autosave="{ROOM}{letter_id}/save/"' in page
    assert f'data-keep-as="letter:{letter_id}"' in page
    assert re.search(r'<input type="hidden" name="version" value="1"', page)
    new = mira.get(f"{ROOM}new/").content.decode()
    assert re.search(r'data-keep-as="letter-new:lina:[0-9a-f-]{36}" data-keep-new="letter-new:lina:"', new)
    assert f'data-renew="{ROOM}new/"' in page
    assert "data-unkept" not in page


# Sent by someone whose session has ended


def test_a_letter_that_was_sent_signed_out_is_given_back_with_its_words(mira):
    address = _a_letter(mira, words="Before.")
    sent = _typed("After <signing> out.", title="To all", audience="helpers", version=1)
    answer = Client().post(address, sent)
    assert answer.status_code == 403
    assert _words_in_field(answer) == "After <signing> out."
    assert "You are signed out here. Sign in in another window, then press again." in _text(answer)
    assert "For Lina" not in _text(answer)
    again = dict(re.findall(r'<input type="(?:hidden|text)" name="(\w+)" value="([^"]*)"', answer.content.decode()))
    assert mira.post(address, {**again, "words": "After <signing> out."}).status_code == 303
    letter = _only_letter()
    assert (letter.words, letter.title, letter.audience) == ("After <signing> out.", "To all", "helpers")


def test_saving_while_typing_says_that_one_is_signed_out(mira):
    answer = Client().post(f"{_a_letter(mira)}save/", _typed("More.", version=1))
    assert answer.status_code == 403
    assert "signed out" in answer.json()["sentence"]


@pytest.mark.parametrize(("comes_from", "given_back"), [("same-origin", True), ("cross-site", False)])
def test_a_letter_from_a_page_that_is_too_old_is_given_back_but_never_a_foreign_one(mira, comes_from, given_back):
    address = _a_letter(mira)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(given.a_person("Mira"))
    answer = strict.post(address, _typed("Typed for long.", version=1), headers={"Sec-Fetch-Site": comes_from})
    assert answer.status_code == 403
    assert ("Typed for long." in _text(answer)) is given_back
    assert _only_letter().words == "Our words."


def test_two_windows_lose_nothing(mira):
    address = _a_letter(mira, words="Begun.")
    assert mira.post(f"{address}save/", _typed("Begun. First window.", version=1, window="one")).status_code == 200
    stale = mira.post(f"{address}save/", _typed("Begun. Second window.", version=1, window="two"))
    assert stale.status_code == 409
    assert "both are kept" in stale.json()["sentence"]

    answer = mira.post(address, _typed("Begun. Second window, more.", version=1, window="two"))
    assert answer.status_code == 409
    assert _words_in_field(answer) == "Begun. Second window, more."
    assert "Begun. First window." in _text(answer)
    assert "This letter was changed in another window." in _text(answer)

    again = dict(re.findall(r'<input type="hidden" name="(version|window)" value="([^"]*)"', answer.content.decode()))
    assert mira.post(address, {**_typed("Begun. Both windows."), **again}).status_code == 303
    assert _only_letter().words == "Begun. Both windows."
    earlier = _text(mira.get(f"{address}earlier/"))
    for words in ("Begun. First window.", "Begun. Second window, more."):
        assert words in earlier


def test_an_earlier_version_is_brought_back(mira):
    address = _a_letter(mira, words="What was.")
    mira.post(address, _typed("What is.", version=1))
    page = mira.get(f"{address}earlier/").content.decode()
    version = re.search(r'name="version" value="([0-9a-f-]+)"', page)[1]
    stale = mira.post(f"{address}earlier/", {"version": version, "seen": 1})
    assert stale.status_code == 409
    assert "has changed since you opened this page" in _text(stale)
    assert mira.post(f"{address}earlier/", {"version": version, "seen": 2}).status_code == 303
    assert _words_in_field(mira.get(address)) == "What was."
    assert mira.post(f"{address}earlier/", {"version": "none", "seen": 3}).status_code == 404
    assert mira.get(f"{address}earlier/?older=none").status_code == 404


def test_a_letter_that_was_never_changed_has_no_earlier_version(mira):
    assert "There is no earlier version." in _text(mira.get(_a_letter(mira) + "earlier/"))


# Publishing


def test_the_preview_shows_each_audience_what_it_would_find(mira):
    address = _a_letter(mira, words="For those who help.", audience="helpers")
    found = {
        reader: "For those who help." in _text(mira.get(f"{address}preview/?as={reader}"))
        for reader in ("keepers", "helpers", "invited", "public")
    }
    assert found == {"keepers": True, "helpers": True, "invited": False, "public": False}
    assert mira.get(f"{address}preview/?as=everybody").status_code == 404


def test_publishing_twice_is_one_sentence(mira):
    address = _a_letter(mira)
    mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    answer = mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    assert answer.status_code == 409
    assert "This letter is on your page already, word for word." in _text(answer)


def test_a_stale_page_publishes_nothing_and_shows_the_letter_as_it_is(mira):
    address = _a_letter(mira)
    mira.post(address, _typed("Newer words.", version=1))
    answer = mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    assert answer.status_code == 409
    assert "has changed since you opened this page" in _text(answer)
    assert "Newer words." in _text(answer)
    assert 'name="seen" value="2"' in answer.content.decode()
    assert not _only_letter().on_page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose one of the three"),
        ({"when": "sometime"}, "Choose one of the three"),
        ({"when": "later", "day": "2026-02-30", "hour": "09:00"}, "There is no such day."),
        ({"when": "later", "day": "", "hour": "09:00"}, "There is no such day."),
        ({"when": "later", "day": "2126-02-20", "hour": "99:00"}, "There is no such hour."),
        ({"when": "later", "day": "2001-02-20", "hour": "09:00"}, "This moment has passed. Choose a later one"),
        ({"when": "now", "seen": "x"}, "This page is out of date."),
    ],
)
def test_a_wrong_choice_or_date_is_said_at_the_form(mira, sent, sentence):
    address = _a_letter(mira)
    answer = mira.post(f"{address}publish/", {"seen": 1, **sent})
    assert answer.status_code == 422
    assert sentence in _text(answer)
    for name in ("day", "hour"):
        if sent.get(name):
            assert f'value="{sent[name]}"' in answer.content.decode()
    assert _only_letter().state == "draft"


def test_a_letter_goes_out_on_the_day_that_was_set():
    given.a_space(time_zone="Europe/Lisbon")
    mira = _signed_in("Mira")
    address = _a_letter(mira, words="In summer.")
    with time_machine.travel(given.NOW, tick=False):
        mira.force_login(given.a_person("Mira"))
        answer = mira.post(
            f"{address}publish/", {"when": "later", "day": "2026-07-01", "hour": "09:30", "seen": 1}, follow=True
        )
        assert "on the day you set" in _text(answer)
        assert "1 July 2026, 09:30 (Europe/Lisbon)" in _text(mira.get(f"{address}publish/"))
        assert "1 July 2026, 09:30 (Europe/Lisbon)" in _text(mira.get(address))
    timetable.publish_letters(datetime.datetime(2026, 7, 1, 8, 29, tzinfo=datetime.UTC))
    assert "In summer." not in _text(Client().get("/for/lina/"))
    timetable.publish_letters(datetime.datetime(2026, 7, 1, 8, 30, tzinfo=datetime.UTC))
    assert "In summer." in _text(Client().get("/for/lina/"))


def test_a_letter_is_held_back_from_its_page(mira):
    address = _a_letter(mira)
    mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    page = _text(mira.get(f"{address}publish/"))
    assert 'name="when" value="hold"' in page
    assert "held back" in _text(mira.post(f"{address}publish/", {"when": "hold"}, follow=True))
    assert "Our words." not in _text(Client().get("/for/lina/"))


def test_a_mended_letter_says_that_others_still_read_the_old_words(mira):
    address = _a_letter(mira, words="Fist words.")
    mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    mira.post(address, _typed("First words.", version=1))
    assert "What others read stays as it was until you publish it again." in _text(mira.get(ROOM))
    assert "Fist words." in _text(Client().get("/for/lina/"))


# Agreement


def test_two_keepers_agree_and_one_publishes(two):
    mira, jonas = two
    address = _a_letter(mira)
    page = _text(mira.get(f"{address}publish/"))
    assert "Ask the others" in page
    answer = mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    assert answer.status_code == 409
    assert "Another keeper has not agreed to these words yet." in _text(answer)

    assert mira.post(f"{address}ask/", {"seen": 1}).status_code == 303
    assert "It waits for you to read it" in _text(jonas.get(ROOM))
    assert f'href="{address}agree/"' in jonas.get(ROOM).content.decode()
    assert "Yes, I agree" in _text(jonas.get(f"{address}agree/"))
    assert jonas.post(f"{address}agree/", {"seen": 1}).status_code == 303
    assert "Jonas agrees. It can be published." in _text(mira.get(ROOM))
    mira.post(f"{address}publish/", {"when": "now", "seen": 1})
    assert "Our words." in _text(Client().get("/for/lina/"))


def test_agreeing_to_an_old_version_is_one_sentence_and_shows_the_new_words(two):
    mira, jonas = two
    address = _a_letter(mira)
    mira.post(f"{address}ask/", {"seen": 1})
    mira.post(address, _typed("Newer words.", version=1))
    answer = jonas.post(f"{address}agree/", {"seen": 1})
    assert answer.status_code == 409
    assert "The letter has changed since you opened this page." in _text(answer)
    assert "Newer words." in _text(answer)
    assert jonas.post(f"{address}agree/", {"seen": 2}).status_code == 303


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
@pytest.mark.parametrize("deed", ["ask", "agree"])
def test_a_form_that_does_not_say_what_it_saw_does_nothing(two, deed, seen):
    mira, _jonas = two
    address = _a_letter(mira)
    mira.post(f"{address}ask/", {"seen": 1})
    assert mira.post(f"{address}{deed}/", {"seen": seen}).status_code == 409


def test_asking_and_agreeing_can_be_taken_back(two):
    mira, jonas = two
    address = _a_letter(mira)
    mira.post(f"{address}ask/", {"seen": 1})
    jonas.post(f"{address}agree/", {"seen": 1})
    assert "Take back my agreement" in _text(jonas.get(f"{address}publish/"))
    assert jonas.post(f"{address}take-back/").status_code == 303
    assert "Stop asking" in _text(mira.get(f"{address}publish/"))
    assert mira.post(f"{address}take-back/").status_code == 303
    assert _only_letter().state == "draft"
    answer = jonas.post(f"{address}agree/", {"seen": 1})
    assert answer.status_code == 409
    assert "Nobody is asking" in _text(answer)


def test_what_is_published_can_no_longer_be_asked_about(two):
    mira, jonas = two
    address = _a_letter(mira)
    mira.post(f"{address}ask/", {"seen": 1})
    jonas.post(f"{address}publish/", {"when": "now", "seen": 1})
    for deed in ("ask", "take-back"):
        answer = mira.post(f"{address}{deed}/", {"seen": 1})
        assert answer.status_code == 409
        assert "on your page" in _text(answer)


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_ask_few_queries_however_many_letters(two, page, django_assert_max_num_queries):
    mira, _jonas = two
    space = given.Space.objects.get()
    keepers = [given.a_keeper(space, name) for name in ("Mira", "Jonas")]
    for number in range(12):
        saved = draft.begin(keeper=keepers[0], draft=Draft(words=f"letter {number}"), now=given.NOW)
        agreeing.ask(keeper=keepers[0], letter_id=saved.id, seen=1, now=given.NOW)
        agreeing.agree(keeper=keepers[1], letter_id=saved.id, seen=1, now=given.NOW)
    address = ROOM + page.format(id=saved.id)
    mira.get(address)
    with django_assert_max_num_queries(14):
        assert mira.get(address).status_code == 200


def test_a_preview_is_taken_from_the_words_being_written():
    keeper = given.a_keeper(given.a_space())
    saved = draft.begin(keeper=keeper, draft=Draft(title="T", words="W", language="ar"), now=given.NOW)
    shown = queries.preview(keeper=keeper, letter_id=saved.id, reader="keepers", now=given.NOW)
    assert shown is not None
    assert (shown.title, shown.words, shown.language, shown.by) == ("T", "W", "ar", "Mira")
    assert json.dumps(shown.audience_label)


def test_the_list_says_when_a_letter_goes_out_and_for_whom(mira):
    address = _a_letter(mira, words="In a hundred years.", audience="helpers")
    mira.post(f"{address}publish/", {"when": "later", "day": "2126-07-01", "hour": "09:30", "seen": 1})
    page = _text(mira.get(ROOM))
    assert "1 July 2126" in page
    assert "The family and those who help them" in page


def test_a_long_first_line_is_cut_between_words():
    assert queries.heading("", "\n  Short.\nMore.") == "Short."
    assert queries.heading("", "one two three " * 10) == "one two three one two three one two three one two three one…"
    assert queries.heading("", "w" * 90) == "w" * 60 + "…"
    assert queries.heading("A title", "Words.") == "A title"
