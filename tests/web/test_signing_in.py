"""Coming in: by a mailed code, by a one-time link; and what strangers can learn from trying (nothing)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from alongside.mail.models import Outgoing
from alongside.people import arriving
from alongside.people.models import Person
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def link() -> str:
    """A one-time link of Mira's, good now."""
    return f"/sign-in/{arriving.offer_link(person=given.a_person('Mira'), now=_now()).token}/"


def _now():
    from django.utils import timezone

    return timezone.now()


def _ask(client: Client, email: str, **more: str):
    return client.post("/sign-in/", {"email": email, **more})


def _code(email: str) -> str:
    letter = Outgoing.objects.filter(to__iexact=email).latest("id")
    found = re.search(r"Your code is (\S+)", letter.text)
    assert found
    return found[1]


def _signed_in(client: Client) -> str:
    """The address of who is signed in, or nothing."""
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).email if key else ""


def test_someone_comes_in_with_a_mailed_code(client):
    given.a_person("Mira")
    assert client.get("/sign-in/").status_code == 200
    answer = _ask(client, "mira@example.org")
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/code/")
    page = client.get("/sign-in/code/")
    assert "mira@example.org" in page.content.decode()
    answer = client.post("/sign-in/code/", {"code": _code("mira@example.org"), "action": "verify"})
    assert (answer.status_code, answer["Location"]) == (303, "/home/")
    assert _signed_in(client) == "mira@example.org"


def test_the_code_is_taken_however_it_is_typed(client):
    _ask(client, "Mira@Example.org")
    client.post("/sign-in/code/", {"code": f" {_code('mira@example.org').lower()} "})
    assert _signed_in(client) == "mira@example.org"


def test_the_letter_is_neutral_and_goes_at_once(client):
    given.a_space("lina", title="For Lina")
    _ask(client, "mira@example.org")
    letter = Outgoing.objects.get()
    assert letter.subject == "Your code for this site"
    assert "Lina" not in letter.subject + letter.text
    assert (letter.quiet, letter.unsubscribe) == (False, False)


def test_the_link_in_the_letter_fills_the_code_in_and_the_press_is_the_persons(client):
    _ask(client, "mira@example.org", next="/home/lina/letters/")
    link = re.search(r"http://\S+?(/sign-in/code/\S+)", Outgoing.objects.get().text)
    page = client.get(link[1])
    assert f'value="{_code("mira@example.org")}"' in page.content.decode()
    assert _signed_in(client) == ""
    answer = client.post(link[1], {"code": _code("mira@example.org")})
    assert answer["Location"] == "/home/lina/letters/", "it forgot what the person came for"


def test_a_wrong_code_is_said_at_the_field_and_another_can_be_tried(client):
    _ask(client, "mira@example.org")
    answer = client.post("/sign-in/code/", {"code": "nonsense"})
    assert answer.status_code == 422
    assert "not the code we sent" in answer.content.decode()
    assert 'value="nonsense"' in answer.content.decode()
    client.post("/sign-in/code/", {"code": _code("mira@example.org")})
    assert _signed_in(client) == "mira@example.org"


def test_guessing_comes_to_an_end(client):
    _ask(client, "mira@example.org")
    code = _code("mira@example.org")
    for guess in range(10):
        client.post("/sign-in/code/", {"code": f"wrong-{guess}"})
    client.post("/sign-in/code/", {"code": code})
    assert _signed_in(client) == ""


def test_a_code_is_good_for_a_quarter_of_an_hour(client):
    _ask(client, "mira@example.org")
    with time_machine.travel(_now() + timedelta(minutes=16)):
        client.post("/sign-in/code/", {"code": _code("mira@example.org")})
    assert _signed_in(client) == ""


def test_a_code_opens_only_the_browser_that_asked(client):
    _ask(client, "mira@example.org")
    other = Client()
    other.post("/sign-in/code/", {"code": _code("mira@example.org")})
    assert _signed_in(other) == ""


def test_nothing_came_so_another_code_is_sent(client):
    _ask(client, "mira@example.org")
    first = _code("mira@example.org")
    client.post("/sign-in/code/", {"action": "resend"})
    assert Outgoing.objects.count() == 2
    client.post("/sign-in/code/", {"code": first})
    assert _signed_in(client) == ""
    client.post("/sign-in/code/", {"code": _code("mira@example.org")})
    assert _signed_in(client) == "mira@example.org"


def _without_secrets(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    return re.sub(r"\w+@example\.org", "somebody", page)


def test_an_unknown_address_looks_the_same_as_a_known_one():
    given.a_space("lina", keeper="Mira")
    seen = []
    for email in ("mira@example.org", "stranger@example.org"):
        client = Client()
        answer = _ask(client, email)
        page = client.get(answer["Location"])
        seen.append((answer.status_code, answer["Location"], page.status_code, _without_secrets(page.content.decode())))
    assert seen[0] == seen[1]
    subjects = set(Outgoing.objects.values_list("subject", "kind"))
    assert len(subjects) == 1
    assert Outgoing.objects.count() == 2


def test_a_stranger_becomes_a_person_who_belongs_nowhere(client):
    _ask(client, "stranger@example.org")
    client.post("/sign-in/code/", {"code": _code("stranger@example.org")})
    assert _signed_in(client) == "stranger@example.org"
    assert Person.objects.get(email="stranger@example.org").memberships.count() == 0


def test_someone_who_was_shut_out_gets_no_code_and_the_same_page(client):
    person = given.a_person("Mira")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert _ask(client, "mira@example.org")["Location"] == "/sign-in/code/"
    assert client.get("/sign-in/code/").status_code == 200
    assert Outgoing.objects.count() == 0


@pytest.mark.parametrize("email", ["", "mira", "mira@", "a b@example.org", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_said_at_the_field(client, email):
    answer = _ask(client, email)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Outgoing.objects.count() == Person.objects.count() == 0


def test_asking_on_and_on_is_answered_in_words(client):
    answers = [_ask(Client(), "mira@example.org") for _ in range(5)]
    assert answers[-1].status_code == 422
    assert "wait some minutes" in answers[-1].content.decode()
    assert Outgoing.objects.count() == 3


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_nobody_is_led_off_the_site(client, elsewhere):
    answer = _ask(client, "mira@example.org", next=elsewhere)
    answer = client.post(answer["Location"], {"code": _code("mira@example.org"), "next": elsewhere})
    assert answer["Location"] == "/home/"


def test_signed_in_already(client):
    client.force_login(given.a_person("Mira"))
    assert client.get("/sign-in/")["Location"] == "/home/"
    assert client.get("/sign-in/code/")["Location"] == "/home/"


def test_a_one_time_link_lets_a_browser_in_at_once(client, link):
    answer = client.get(link)
    assert (answer.status_code, answer["Location"]) == (302, f"{link}enter/")
    cookie = answer.cookies["one-time"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (link, True, "Lax")
    answer = client.get(answer["Location"])
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert _signed_in(client) == "mira@example.org"


def test_what_previews_links_spends_none(client, link):
    """It keeps no cookies, or only asks for the head; the person comes later."""
    for look in ("get", "head"):
        visitor = Client()
        where = getattr(visitor, look)(link)["Location"]
        visitor.cookies.clear()
        assert getattr(visitor, look)(where).status_code == 200
    visitor = Client()
    visitor.head(visitor.head(link)["Location"])
    client.get(link, follow=True)
    assert _signed_in(client) == "mira@example.org"


def test_without_a_cookie_one_press_lets_in(link):
    client = Client(enforce_csrf_checks=True)
    page = client.get(f"{link}enter/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert page.status_code == 200
    assert client.post(f"{link}enter/").status_code == 403
    answer = client.post(f"{link}enter/", {"csrfmiddlewaretoken": token[1]})
    assert (answer.status_code, answer["Location"]) == (303, "/home/")
    assert _signed_in(client) == "mira@example.org"


@pytest.mark.parametrize("why", ["used", "too late", "never was", "of a shorter kind"])
def test_a_spent_link_says_so_and_shows_the_other_way(client, link, why):
    if why == "used":
        Client().post(f"{link}enter/")
    link = {"never was": "/sign-in/" + "x" * 22 + "/", "of a shorter kind": "/sign-in/x/"}.get(why, link)
    with time_machine.travel(_now() + timedelta(days=2 if why == "too late" else 0)):
        answer = client.get(client.get(link)["Location"])
    assert answer.status_code == 410
    assert 'href="/sign-in/"' in answer.content.decode()
    assert _signed_in(client) == ""


def test_the_second_tap_on_a_link_that_worked_goes_home(client, link):
    client.get(link, follow=True)
    answer = client.post(f"{link}enter/")
    assert answer["Location"] == "/home/"


def test_signing_out_needs_a_press(client):
    client.force_login(given.a_person("Mira"))
    assert client.get("/sign-out/").status_code == 200
    assert _signed_in(client) == "mira@example.org"
    assert client.post("/sign-out/")["Location"] == "/"
    assert _signed_in(client) == ""


def test_a_page_that_needs_signing_in_leads_here_and_back(client):
    given.a_space("lina", keeper="Mira")
    answer = client.get("/desk/letters-out/")
    assert answer["Location"] == "/sign-in/?next=/desk/letters-out/"
    page = client.get(answer["Location"]).content.decode()
    assert 'name="next" value="/desk/letters-out/"' in page


def test_whoever_is_on_the_way_to_open_a_page_is_told_so(client):
    asked = client.get("/sign-in/?next=/open/").content.decode()
    assert "<h1>Open a page for a family</h1>" in asked
    assert "<h1>Come in</h1>" in client.get("/sign-in/").content.decode()
