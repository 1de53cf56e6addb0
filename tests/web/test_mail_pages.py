"""Unsubscribing by one press, and the operator's page of letters on their way out."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from alongside.mail import carrying, outbox, unsubscribing
from alongside.mail.models import Outgoing, Unsubscribed
from alongside.mail.outbox import SIGN_IN_CODE
from alongside.mail.unsubscribing import Wish
from tests import given
from tests.mailhouse import mail_house

pytestmark = pytest.mark.django_db

TOKEN = unsubscribing.token(Wish("ada@example.org", "thanks", None))
ADDRESS = f"/unsubscribe/{TOKEN}/"


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings, tmp_path):
    settings.SITE = settings.SITE.model_copy(update={"data": tmp_path})


def _put(to="ada@example.org", **more) -> None:
    asked = {"kind": "thanks", "text": "They thank you.", "subject": "A few words", "dedupe": f"about {to}", **more}
    outbox.put(to=to, now=given.NOW, **asked)


def _carry() -> None:
    while carrying.carry(limit=carrying.BATCH, now=given.NOW):
        pass


@pytest.fixture
def tom(client) -> Client:
    client.force_login(given.a_person("Tom", moderator=True))
    return client


def test_looking_at_the_address_changes_nothing(client):
    for method in (client.get, client.head):
        assert method(ADDRESS).status_code == 200
    assert not unsubscribing.is_stopped(token=TOKEN)
    assert "No more of these, please" in client.get(ADDRESS).content.decode()


def test_a_mail_program_posts_without_cookie_or_page():
    program = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})
    for _ in range(2):
        answer = program.post(ADDRESS, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 200
    assert unsubscribing.is_stopped(token=TOKEN)
    assert Unsubscribed.objects.count() == 1
    assert "ada@example" not in str(Unsubscribed.objects.values().get())  # three letters alone may stand in an id


def test_the_address_in_the_letter_is_the_pages(settings):
    _put()
    row = Outgoing.objects.get()
    assert unsubscribing.address(row) == settings.SITE.base_url + reverse("unsubscribe", args=[TOKEN])


def test_pressed_by_mistake(client):
    page = client.post(ADDRESS).content.decode()
    action = re.search(r'action="(/unsubscribe/[^"]+/again/)"', page)
    assert client.post(action[1])["Location"] == ADDRESS
    assert not unsubscribing.is_stopped(token=TOKEN)


@pytest.mark.parametrize("forged", ["x", TOKEN[:-1], "A" + TOKEN, TOKEN.replace(":", ".", 1), "a:b", "%00"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_address_is_not_there(client, forged, method):
    assert getattr(client, method)(f"/unsubscribe/{forged}/").status_code == 404
    assert Unsubscribed.objects.count() == 0


@pytest.mark.parametrize("who", ["nobody", "a keeper", "a helper"])
def test_letters_are_for_those_who_look_after_the_site(client, who):
    _put()
    space = given.a_space()
    if who != "nobody":
        client.force_login((given.a_keeper(space) if who == "a keeper" else given.a_helper(space)).person)
    letter = Outgoing.objects.get().pk
    shown, again = client.get("/desk/letters-out/"), client.post(f"/desk/letters-out/{letter}/again/")
    expected = (302, 303) if who == "nobody" else (404, 404)
    assert (shown.status_code, again.status_code) == expected


def test_without_a_server_the_operator_reads_letters_but_no_codes_and_no_secret_addresses(tom, tmp_path):
    _put(text="They thank you, Ada: https://alongside.example/received/x123/ and https://alongside.example/for/lina/.")
    _put("per@example.org", text="Look here:\nhttps://alongside.example/invited/y456/\n\nIt is for you alone.")
    _put("mira@example.org", kind=SIGN_IN_CODE, text="Your code is ABCD-EFGH")
    _carry()
    page = tom.get("/desk/letters-out/").content.decode()
    assert "They thank you, Ada" in page
    assert "It is for you alone" in page
    for secret in ("received", "x123", "invited", "y456"):
        assert secret not in page, "whoever has this address is its reader"
    assert 'href="https://alongside.example/for/lina/"' in page
    assert "x123" in Path(tmp_path, "letters-out", Outgoing.objects.get(to="ada@example.org").folder_name).read_text()
    assert "mira@example.org" in page
    assert "ABCD" not in page
    assert "laid in the folder" in page
    assert Outgoing.objects.get(kind=SIGN_IN_CODE).folder_name in page


def test_with_a_server_the_operator_sees_what_it_said_and_no_words(tom, settings):
    with mail_house() as house:
        settings.SITE = settings.SITE.model_copy(update={"mail_url": house.url})
        house.replies["bela@example.org"] = ["550 No such person here"]
        _put()
        _put("bela@example.org")
        _carry()
        page = tom.get("/desk/letters-out/").content.decode()
        assert "They thank you" not in page
        assert "550 No such person here" in page
        only = tom.get("/desk/letters-out/?only=given_up").content.decode()
        assert "bela@example.org" in only
        assert "ada@example.org" not in only
        house.replies.clear()
        letter = Outgoing.objects.get(to="bela@example.org")
        assert tom.post(f"/desk/letters-out/{letter.pk}/again/")["Location"] == "/desk/letters-out/"
        carrying.carry(limit=5, now=given.NOW + timedelta(days=365 * 10))
    assert house.recipients()[-1] == "bela@example.org"


def test_trying_a_letter_again_that_was_sent_sends_nothing(tom):
    _put()
    _carry()
    letter = Outgoing.objects.get().pk
    assert tom.post(f"/desk/letters-out/{letter}/again/").status_code == 303
    assert Outgoing.objects.get().state == "sent"
    assert tom.post("/desk/letters-out/00000000-0000-0000-0000-000000000000/again/").status_code == 404


def test_the_page_is_cut_and_every_letter_is_on_one_of_them(tom):
    for number in range(120):
        _put(f"friend{number}@example.org")
    seen, where = [], "/desk/letters-out/"
    while where:
        page = tom.get(where).content.decode()
        seen += re.findall(r"friend\d+@example.org", page)
        more = re.search(r'href="(\?older=[^"]+)"', page)
        where = "/desk/letters-out/" + more[1].replace("&amp;", "&") if more else ""
    assert sorted(set(seen)) == sorted(f"friend{number}@example.org" for number in range(120))


def test_a_page_of_many_letters_asks_no_more_than_a_page_of_one(tom, django_assert_max_num_queries):
    for number in range(50):
        _put(f"friend{number}@example.org")
    with django_assert_max_num_queries(6):
        tom.get("/desk/letters-out/")


def test_very_many_are_counted_no_further(tom, settings):
    settings.SITE = settings.SITE.model_copy(update={"mail_url": "smtp://localhost:1"})
    for number in range(101):
        _put(f"friend{number}@example.org")
    Outgoing.objects.filter(to="friend0@example.org").update(state="given_up")
    page = tom.get("/desk/letters-out/").content.decode()
    assert "100 letters are waiting" in page
    assert "1 letter was given up" in page
    for number in range(101, 240):
        _put(f"friend{number}@example.org")
    assert "More than 100 letters are waiting" in tom.get("/desk/letters-out/").content.decode()
    Outgoing.objects.update(state="given_up")
    assert "More than 100 letters were given up" in tom.get("/desk/letters-out/").content.decode()


def test_what_somebody_wrote_stays_harmless_on_the_page(tom):
    _put(subject="<b>bold</b>", text="<script>alert(1)</script>")
    _carry()
    page = tom.get("/desk/letters-out/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("odd", ["?older=x", "?only=nothing", "?only=given_up&older="])
def test_an_odd_address_is_still_a_page(tom, odd):
    assert tom.get("/desk/letters-out/" + odd).status_code == 200
