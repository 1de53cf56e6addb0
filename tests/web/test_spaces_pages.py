"""The pages by which a family opens, shapes and shares its space, as its people walk through them without JavaScript."""

import html
import io
import re
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from alongside.mail.models import Outgoing
from alongside.media.bounds import MOST_BYTES
from alongside.spaces import access, queries
from alongside.spaces.models import Space
from alongside.web.pages import sky
from tests import given

pytestmark = pytest.mark.django_db

NAUGHTY = (
    "<script>alert(1)</script>", "\" onfocus=alert(1) x='", "{{ 7|add:7 }}", "{% url 'front' %}", "</title><b>",
    "👩‍👧 مرحبا \u202e", "Robert'); DROP TABLE spaces_space;--", "../../etc/passwd", "ﷺ" * 30,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, str(tmp_path)
    yield
    settings.MEDIA_ROOT = before


def signed_in(name: str) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(given.a_person(name))
    return client


@pytest.fixture
def mira():
    given.a_space()
    return signed_in("Mira")


def seen(answer) -> str:
    """The page as it reads, without its marks."""
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def opening(**typed: str) -> dict[str, str]:
    return {
        "for_whom": "mine", "my_name": "Mira", "title": "For Lina", "slug": "lina", "visibility": "private", "ones": "1",
        "one-0-name": "Lina", "one-0-born": "2026-03-01", **typed,
    }  # fmt: skip


def a_file(picture: Image.Image | None = None, name: str = "IMG_0001.JPG") -> SimpleUploadedFile:
    out = io.BytesIO()
    (picture or Image.new("RGB", (64, 64), "red")).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


# ------------------------------------------------------------------------------------------------------------- opening


def test_who_is_not_signed_in_is_led_there_and_back():
    for place in (
        "/open/",
        "/home/",
        "/home/lina/",
        "/home/lina/settings/",
        "/home/lina/people/",
        "/home/lina/sky.svg",
    ):
        answer = Client().get(place)
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={place}")


def test_a_keeper_opens_a_space_and_stands_in_it():
    client = signed_in("Mira")
    answer = client.post("/open/", opening(child_word="our daughter"))
    assert (answer.status_code, answer["Location"]) == (303, "/home/lina/")
    keeper = access.keeper(slug="lina", person=given.a_person("Mira"))
    assert keeper.membership.name == "Mira"
    assert queries.settings(keeper.space).child_word == "our daughter"
    assert [one.name for one in queries.remembered(keeper.space)] == ["Lina"]
    assert client.get("/home/lina/").status_code == client.get("/for/lina/").status_code == 200


@pytest.mark.parametrize(
    ("title", "slug"), [("For Lina & Bo", "for-lina-bo"), ("Für Öykü", "fur-oyku"), ("x" * 200, "x" * 50)]
)
def test_an_address_is_made_from_the_title_and_a_few_letters_by_chance(title, slug):
    mira, places = signed_in("Mira"), set()
    for _again in range(3):
        answer = mira.post("/open/", opening(title=title, slug=""))
        assert re.fullmatch(rf"/home/{slug}-[2-9a-z]{{3}}/", answer["Location"])
        assert mira.get(answer["Location"]).status_code == 200
        places.add(answer["Location"])
    assert len(places) == 3


def test_a_title_that_gives_no_address_gets_one():
    answer = signed_in("Mira").post("/open/", opening(title="من أجل ليلى", slug=""))
    assert re.fullmatch(r"/home/page-[2-9a-z]{6}/", answer["Location"])


def test_an_address_that_we_make_and_that_is_taken_is_made_once_more(monkeypatch):
    given.a_space("for-lina-222", keeper="Noor")
    letters = iter("2222227k3")
    monkeypatch.setattr("alongside.web.forms.spaces.secrets", SimpleNamespace(choice=lambda _letters: next(letters)))
    for_whom = {"for_whom": "theirs", "keeper": "ruth@example.org", "my_name": "Tilda"}
    assert signed_in("Tilda").post("/open/", opening(slug="", **for_whom))["Location"] == "/home/for-lina-7k3/"
    assert Outgoing.objects.count() == 1


def test_one_more_keeps_what_was_typed_and_says_no_error():
    typed = opening(more="1", title="", keeper="not an address", **{"one-0-born": "2026-02-30", "one-0-line": "<b>"})
    answer = signed_in("Mira").post("/open/", typed)
    assert answer.status_code == 200
    assert 'name="one-1-name"' in answer.content.decode()
    for words in ("not an address", "2026-02-30", "<b>", "lina"):
        assert f'value="{html.escape(words)}"' in answer.content.decode()
    assert "another look" not in seen(answer)
    assert not Space.objects.exists()


def test_several_are_remembered_and_empty_ones_are_left_out():
    more = {"ones": "4", "one-1-name": "Bo", "one-3-line": "and one who has no name"}
    signed_in("Mira").post("/open/", opening(**more))
    remembered = queries.remembered(Space.objects.get())
    assert [(one.name, one.line) for one in remembered] == [("Lina", ""), ("Bo", ""), ("", "and one who has no name")]


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"title": ""}, "title", "Give the page a title"),
        ({"title": "x" * 201}, "title", "200"),
        ({"slug": "Für Lina"}, "slug", "small letters"),
        ({"visibility": "everyone"}, "visibility", "valid choice"),
        ({"for_whom": ""}, "for_whom", "required"),
        ({"for_whom": "theirs"}, "keeper", "email address"),
        ({"for_whom": "theirs", "keeper": "ruth at home"}, "keeper", "does not look like"),
        ({"for_whom": "theirs", "keeper": "mira@example.org"}, "keeper", "your own address"),
        ({"one-0-born": "2026-02-30"}, "one-0-born", "no such day"),
        ({"one-0-died": "2025"}, "one-0-died", "before the first"),
        ({"one-0-name": "x" * 201}, "one-0-name", "200"),
        ({"child_word": "x" * 61}, "child_word", "60"),
        ({"title": "nul\0"}, "title", "Null"),
    ],
)
def test_a_mistake_is_said_at_the_field_and_at_the_top_and_nothing_typed_is_lost(typed, field, says):
    answer = signed_in("Mira").post("/open/", opening(parent_words="her mums", **typed))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Space.objects.exists()
    summary = page[page.index('class="errors"') :].split("</div>")[0]
    assert says in html.unescape(summary)
    assert re.search(rf'href="#id_{field}(_0)?"', summary)
    assert says in html.unescape(page[page.index(f'id="id_{field}_error"') :])[:300]
    assert 'value="her mums"' in page


def test_an_address_that_cannot_be_used_is_said_at_its_field_with_one_that_can():
    given.a_space("lina", keeper="Noor")
    mira = signed_in("Mira")
    answer = mira.post("/open/", opening())
    assert answer.status_code == 422
    suggested = re.search(r"This address cannot be used. We suggest (lina-[2-9a-z]{3}),", seen(answer))
    assert suggested
    assert Space.objects.count() == 1
    assert mira.post("/open/", opening(slug=suggested[1]))["Location"] == f"/home/{suggested[1]}/"


@pytest.mark.parametrize("count", ["", "x", "-1", "0", "9" * 50, "21", "²"])
def test_a_forged_number_of_those_remembered_is_borne(count):
    assert signed_in("Mira").post("/open/", opening(ones=count)).status_code == 303


@pytest.mark.parametrize("words", NAUGHTY)
def test_naughty_words_come_back_as_they_were_and_harmless(words):
    typed = {
        "title": words,
        "slug": "lina",
        "child_word": words[:60],
        "my_name": words,
        "one-0-name": words,
        "one-0-line": words,
    }
    client = signed_in("Mira")
    assert client.post("/open/", opening(**typed)).status_code == 303
    for place in (
        "/for/lina/",
        "/home/",
        "/home/lina/",
        "/home/lina/people/",
        "/home/lina/settings/",
        "/home/lina/settings/page/",
        "/home/lina/settings/words/",
    ):
        answer = client.get(place)
        assert answer.status_code == 200
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "</title><b>" not in page
    assert queries.settings(Space.objects.get()).title == words.strip()
    assert html.escape(words).replace("&#x27;", "&#x27;") in client.get("/home/lina/settings/page/").content.decode()


# ------------------------------------------------------------------------------------------------------ opened by a helper


def letter_address(to: str) -> str:
    text = Outgoing.objects.filter(to=to).latest("made_at").text
    return re.search(r"/invited/[\w-]+/", text)[0]


@pytest.fixture
def prepared():
    """Tilda has prepared a public page for Ruth; their browsers."""
    tilda = signed_in("Tilda")
    answer = tilda.post(
        "/open/", opening(for_whom="theirs", keeper="ruth@example.org", my_name="Tilda", visibility="public")
    )
    assert answer.status_code == 303
    return tilda, signed_in("Ruth")


def test_nobody_sees_what_a_helper_prepared_until_the_keeper_says_so(prepared):
    tilda, ruth = prepared
    assert Client().get("/for/lina/").status_code == 404
    assert "Nobody can see this page yet" in seen(tilda.get("/home/lina/"))
    invitation = letter_address("ruth@example.org")
    assert ruth.get("/home/lina/").status_code == 404
    assert "For Lina" in seen(ruth.get(invitation))
    assert ruth.get("/home/lina/").status_code == 404  # looking is not joining
    assert ruth.post(invitation, {"name": "Ruth"})["Location"] == "/home/lina/"
    page = seen(ruth.get("/home/lina/"))
    for choice in ("Let it be seen", "Not yet", "Change it first", "Lina"):
        assert choice in page
    assert Client().get("/for/lina/").status_code == 404
    assert tilda.post("/home/lina/see/").status_code == 404  # the helper cannot say so
    ruth.post("/home/lina/see/")
    assert Client().get("/for/lina/").status_code == 200
    assert tilda.get("/home/lina/settings/").status_code == 404  # now it is theirs


def test_the_letter_names_who_asks_and_nothing_of_the_space(prepared):
    letter = Outgoing.objects.get()
    assert "Tilda" in letter.text
    assert "Lina" not in letter.subject + letter.text + letter.html
    assert "lina" not in letter.text


@pytest.mark.parametrize(
    "name", ["Free money: http://scam.example", "go to scam.example now", "x@y", "Tilda " * 30, "", "a\nb:c"]
)
def test_a_name_cannot_make_the_letter_say_something_else(name):
    signed_in("Tilda").post("/open/", opening(for_whom="theirs", keeper="ruth@example.org", my_name=name))
    text = Outgoing.objects.get().text
    assert text.startswith(("tilda@example.org has prepared", "Tilda has prepared"))
    assert "scam" not in text


def test_a_helper_may_change_what_is_prepared_and_send_the_letter_elsewhere(prepared):
    tilda, ruth = prepared
    assert tilda.post("/home/lina/settings/page/", {"title": "For our Lina", "ones": "1"}).status_code == 303
    first = letter_address("ruth@example.org")
    assert tilda.post("/home/lina/send-again/", {"email": "nobody"}).status_code == 422
    assert tilda.post("/home/lina/send-again/", {"email": "ruth.b@example.org"}).status_code == 303
    assert ruth.get(first).status_code == 410
    assert Outgoing.objects.filter(to="ruth.b@example.org").exists()


def test_an_invitation_says_nothing_to_whoever_has_only_its_address(prepared):
    invitation = letter_address("ruth@example.org")
    answer = Client().get(invitation)
    assert "Lina" not in answer.content.decode()
    assert f"/sign-in/?next={invitation}" in answer.content.decode()
    other = signed_in("Noor").get(invitation)
    assert other.status_code == 403
    assert "another email address" in seen(other)
    assert "Lina" not in other.content.decode()
    assert Client().get("/invited/never-was/").status_code == 404


def test_a_letter_that_cannot_be_put_out_leaves_no_space_behind():
    answer = signed_in("Tilda").post("/open/", opening(for_whom="theirs", keeper="tilda@example.org"))
    assert answer.status_code == 422
    assert not Space.objects.exists()
    assert not Outgoing.objects.exists()


# ------------------------------------------------------------------------------------------------------------- people


def test_a_keeper_asks_a_helper_in_and_takes_a_letter_back(mira):
    assert mira.post("/home/lina/people/", {"email": "tilda@example.org", "role": "helper"}).status_code == 303
    page = mira.get("/home/lina/people/")
    assert "tilda@example.org" in seen(page)
    address = letter_address("tilda@example.org")
    mira.post(re.search(r"/home/lina/people/take-back/[\w-]+/", page.content.decode())[0])
    assert signed_in("Tilda").get(address).status_code == 410
    mira.post("/home/lina/people/", {"email": "tilda@example.org", "role": "helper"})
    signed_in("Tilda").post(letter_address("tilda@example.org"), {"name": "Tilda"})
    assert "Tilda" in seen(mira.get("/home/lina/people/"))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"email": "", "role": "helper"}, "Write their email"),
        ({"email": "x", "role": "helper"}, "does not look like"),
        ({"email": "mira@example.org", "role": "helper"}, "here already"),
        ({"email": "x@example.org", "role": "king"}, "valid choice"),
    ],
)
def test_an_invitation_that_cannot_be_sent_says_why(mira, typed, says):
    answer = mira.post("/home/lina/people/", typed)
    assert answer.status_code == 422
    assert says in seen(answer)
    assert not Outgoing.objects.exists()


def test_letting_go_handing_over_and_leaving_are_asked_once_more(mira):
    space = Space.objects.get()
    tilda, jonas = given.a_helper(space).membership.pk, given.a_keeper(space, "Jonas").membership.pk
    for what, member in (("let-go", jonas), ("hand-over", tilda)):
        place = f"/home/lina/people/{what}/{member}/"
        assert mira.get(place).status_code == 200
        assert len(queries.members(space)) == 3 - (what == "hand-over")
        assert mira.post(place).status_code == 303
    assert mira.get("/home/lina/settings/").status_code == 404  # a helper now
    assert mira.get("/home/lina/people/leave/").status_code == 200
    assert mira.post("/home/lina/people/leave/")["Location"] == "/home/"
    assert mira.get("/home/lina/").status_code == 404


def test_the_only_keeper_is_told_why_they_cannot_leave(mira):
    answer = mira.post("/home/lina/people/leave/")
    assert answer.status_code == 409
    assert "Hand it over first, or close it" in seen(answer)


def test_a_helper_sees_who_is_here_and_changes_nothing(mira):
    space = Space.objects.get()
    given.a_helper(space)
    tilda = signed_in("Tilda")
    assert "Mira" in seen(tilda.get("/home/lina/people/"))
    assert tilda.post("/home/lina/people/", {"email": "x@example.org", "role": "helper"}).status_code == 404
    assert (
        tilda.post(
            f"/home/lina/people/let-go/{access.keeper(slug='lina', person=given.a_person('Mira')).membership.pk}/"
        ).status_code
        == 404
    )


# ----------------------------------------------------------------------------------------------------------- the settings


@pytest.mark.parametrize(
    ("part", "typed", "kept"),
    [
        ("page", {"title": "Our Lina", "ones": "1"}, {"title": "Our Lina", "remembered": ()}),
        (
            "words", {"child_word": "our son", "faith": "no", "images": ["star", "heaven"]},
            {"child_word": "our son", "faith": False, "images": ("star", "heaven")},
        ),
        ("spared", {"H01": "show", "H02": "hold", "H03": ""}, {"wishes": {"H01": "show", "H02": "hold"}}),
        ("who", {"visibility": "link"}, {"visibility": "link", "shows_messages": False, "may_be_found": False}),
        ("letters", {"letters_need_agreement": "on"}, {"letters_need_agreement": True}),
        ("teaching", {"teaches_gate": "on"}, {"teaches_gate": True}),
        (
            "place", {"language": "ar", "time_zone": "Africa/Cairo", "country": "EG"},
            {"language": "ar", "time_zone": "Africa/Cairo", "country": "EG"},
        ),
    ],
)  # fmt: skip
def test_each_setting_is_kept_and_shown_again(mira, part, typed, kept):
    place = f"/home/lina/settings/{part}/"
    assert mira.get(place).status_code == 200
    answer = mira.post(place, typed, follow=True)
    assert answer.redirect_chain == [("/home/lina/settings/", 303)]
    assert "It is kept." in seen(answer)
    now = queries.settings(Space.objects.get())
    assert {name: getattr(now, name) for name in kept} == kept
    again = mira.get(place).content.decode()
    for value in typed.values():
        if isinstance(value, str) and value not in {"on", ""}:
            assert re.search(rf'value="{re.escape(value)}"', again)


@pytest.mark.parametrize(
    ("part", "typed"),
    [
        ("page", {"title": ""}), ("page", {"title": "x", "ones": "1", "one-0-born": "2026-02-31"}),
        ("words", {"child_word": "x" * 61}),
        ("words", {"faith": "maybe"}), ("spared", {"H01": "delete"}), ("who", {"visibility": "x"}), ("who", {}),
        ("place", {"language": "xx", "time_zone": "UTC"}), ("place", {"language": "en", "time_zone": "Mars"}),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_kept_says_so_and_changes_nothing(mira, part, typed):
    before = queries.settings(Space.objects.get())
    answer = mira.post(f"/home/lina/settings/{part}/", typed)
    assert answer.status_code == 422
    assert "another look" in seen(answer)
    assert queries.settings(Space.objects.select_related("vocabulary").get()) == before


def test_there_are_no_settings_but_those_that_are_there(mira):
    assert mira.get("/home/lina/settings/everything/").status_code == 404


def test_the_familys_link_stands_in_the_settings_and_is_renewed_there(mira):
    mira.post("/home/lina/settings/who/", {"visibility": "link"})
    old = Space.objects.get().link_key
    assert f"/for/lina/?link={old}" in seen(mira.get("/home/lina/settings/who/"))
    page = seen(mira.post("/home/lina/settings/who/new-link/", follow=True))
    assert old not in page
    assert f"?link={Space.objects.get().link_key}" in page


def test_closing_and_opening_again(mira):
    assert Client().get("/for/lina/").status_code == 200
    mira.get("/home/lina/settings/close/")
    assert Client().get("/for/lina/").status_code == 200
    mira.post("/home/lina/settings/close/")
    assert Client().get("/for/lina/").status_code == 404
    assert "closed" in seen(mira.get("/home/lina/"))
    mira.post("/home/lina/settings/close/", {"reopen": "1"})
    assert Client().get("/for/lina/").status_code == 200


# ------------------------------------------------------------------------------------------------------------ the picture


def test_a_picture_is_put_up_shown_and_removed(mira):
    assert mira.post("/home/lina/settings/picture/", {"picture": a_file(), "alt": "a small hand"}).status_code == 303
    page = mira.get("/for/lina/").content.decode()
    assert 'alt="a small hand"' in page
    address = re.search(r'src="(/for/lina/picture/[\w-]+/960\.webp)"', page)[1]
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/webp",
        "nosniff",
    )
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-cache"  # so that no copy of it outlives the family's no
    assert Client().get(address, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304
    sky_of = Client().get("/for/lina/sky.svg")
    assert sky_of["Cache-Control"] == "private, no-cache"
    assert Client().get("/for/lina/sky.svg", HTTP_IF_NONE_MATCH=sky_of["ETag"]).status_code == 304
    mira.post("/home/lina/settings/who/", {"visibility": "private"})
    for what, seen_before in ((address, answer), ("/for/lina/sky.svg", sky_of)):
        assert Client().get(what, HTTP_IF_NONE_MATCH=seen_before["ETag"]).status_code == 404
    assert mira.get(address)["Cache-Control"] == "private, no-cache"
    mira.post("/home/lina/settings/picture/remove/")
    assert mira.get(address).status_code == 404
    assert "picture" not in re.findall(r"<figure.*?</figure>", mira.get("/for/lina/").content.decode())


def test_new_words_for_a_picture_keep_the_picture(mira):
    mira.post("/home/lina/settings/picture/", {"picture": a_file(), "alt": "a hand"})
    name = Space.objects.get().picture
    mira.post("/home/lina/settings/picture/", {"alt": "a small hand"})
    assert (Space.objects.get().picture, Space.objects.get().picture_alt) == (name, "a small hand")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (None, "Choose a picture first"),
        (("a.jpg", b""), "empty"),
        (("a.jpg", b"<svg onload=alert(1)>"), "not a picture"),
        (("a.jpg", b"\xff\xd8" + b"\0" * (MOST_BYTES + 5)), "15 MB"),
        (("x" * 200 + ".jpg", b"hello"), "not a picture"),
    ],
    ids=["none", "empty", "script", "too heavy", "long name"],
)
def test_a_file_that_cannot_be_taken_says_why_and_keeps_the_words(mira, sent, says):
    typed = {
        "alt": "a small hand",
        **({"picture": SimpleUploadedFile(sent[0], sent[1], content_type="image/jpeg")} if sent else {}),
    }
    answer = mira.post("/home/lina/settings/picture/", typed)
    assert answer.status_code == 422
    assert says in seen(answer)
    assert 'value="a small hand"' in answer.content.decode()
    assert Space.objects.get().picture == ""


# ---------------------------------------------------------------------------------------------------------------- the sky


def lights_in(answer) -> int:
    return len(re.findall(r"M\d+ \d+h0|<circle", answer.content.decode()))


def test_the_sky_holds_what_its_reader_may_see(mira):
    space = Space.objects.get()
    given.a_message(space, given.a_draft(name="Ada Berg", public=True))
    given.a_message(space, given.a_draft(name="Bo"))
    given.a_message(space, given.a_draft(name="Cy", public=True), state="safety")
    sky.forget()
    family, outside = mira.get("/home/lina/sky.svg"), Client().get("/for/lina/sky.svg")
    assert family["Content-Type"] == outside["Content-Type"] == "image/svg+xml"
    assert lights_in(family) > lights_in(outside) > 0
    assert lights_in(mira.get("/for/lina/sky.svg")) == lights_in(outside)
    assert b"Ada" not in outside.content
    assert Client().get("/for/lina/sky.svg", HTTP_IF_NONE_MATCH=outside["ETag"]).status_code == 304
    mira.post("/home/lina/settings/who/", {"visibility": "public"})  # messages stand on the page no more
    sky.forget()
    assert lights_in(Client().get("/for/lina/sky.svg")) == 0


def test_a_sky_is_drawn_once_for_a_crowd(mira, django_assert_max_num_queries):
    given.a_message(Space.objects.get(), given.a_draft(public=True))
    sky.forget()
    Client().get("/for/lina/sky.svg")
    with django_assert_max_num_queries(2):  # the space and its words: whether it may be opened
        assert Client().get("/for/lina/sky.svg").status_code == 200


# ------------------------------------------------------------------------------------------------------------------- home


def test_home_lists_my_spaces_and_nobody_elses(mira):
    given.a_space("noors", title="For Emil", keeper="Noor")
    page = seen(mira.get("/home/"))
    assert "For Lina" in page
    assert "Emil" not in page
    assert "There is nothing here yet" in seen(signed_in("Ada").get("/home/"))


@pytest.mark.parametrize("pace", ["not_now", "a_little", "as_it_comes"])
def test_the_front_room_says_the_pace_and_counts_nothing(mira, pace):
    space = Space.objects.get()
    for number in range(12):
        given.a_message(space, given.a_draft(name=f"Ada {number}"))
    space.memberships.update(pace=pace)
    page = seen(mira.get("/home/lina/")).split("</nav>")[-1]
    assert {"not_now": "Nothing comes to you", "a_little": "a little at a time", "as_it_comes": "as it arrives"}[
        pace
    ] in page
    assert "12" not in page


def test_pages_ask_no_more_of_the_database_when_there_is_more_to_show(mira, django_assert_max_num_queries):
    space = Space.objects.get()
    for number in range(8):
        given.a_helper(space, f"Helper{number}")
        given.a_space(f"another-{number}")
    for place in ("/home/", "/home/lina/", "/home/lina/people/", "/home/lina/settings/"):
        with django_assert_max_num_queries(9):
            assert mira.get(place).status_code == 200


def test_the_familys_words_carry_their_language():
    given.a_space(title="من أجل ليلى", language="ar")
    page = signed_in("Mira").get("/for/lina/").content.decode()
    assert re.search(r'<div class="space-face" lang="ar"', page)
    assert re.search(r'class="space-title" dir="auto">من أجل ليلى', page)
