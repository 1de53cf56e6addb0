"""Where to turn: for every country, for a country nobody knows, and when the list has grown old."""

from datetime import date, timedelta

import pytest
import time_machine

from alongside.care import countries, helplines
from tests import given

LIST_DAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _soon_after_the_list_was_made():
    with time_machine.travel(LIST_DAY + timedelta(days=7)):
        yield


def _page(client, where: str = "/help/", **headers: str) -> str:
    answer = client.get(where, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_help_is_there_for_everyone(client):
    page = _page(client, "/help/?country=GB")
    assert 'href="tel:999"' in page
    assert 'href="tel:116123"' in page
    assert 'href="tel:08081643332"' in page
    assert "116 123" in page
    assert "<form" in page


@pytest.mark.parametrize("code", sorted(countries.NAMES))
def test_every_country_has_a_way_to_somebody(client, code):
    page = _page(client, f"/help/?country={code}")
    card = helplines.card(country=code, today=LIST_DAY)
    assert 2 <= len(card) <= 3
    assert card[0].kind == "emergency"
    for line in card:
        assert line.tel_href in page
        assert line.tel or line.text or line.url
    assert f'<option value="{code}" selected>' in page


@pytest.mark.parametrize("asked", ["XX", "", "zzzzz", "<script>"])
def test_a_country_we_do_not_know_gets_the_international_ones(client, asked):
    answer = client.get("/help/", {"country": asked})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "findahelpline.com" in page
    assert "<script>" not in page
    assert "tel:" not in page


@pytest.mark.parametrize(
    ("languages", "country"),
    [
        ("en-GB,en;q=0.9", "United Kingdom"),
        ("de", "Germany"),
        ("de-AT", "Austria"),
        ("fr-CH;q=0.8,fr;q=0.5", "Switzerland"),
        ("zh-Hant-TW", "Taiwan"),
        ("pt-BR,pt;q=0.9,en;q=0.5", "Brazil"),
        ("en", ""),
        ("", ""),
        ("*", ""),
        ("xx-YY, en-AU;q=0.1", "Australia"),
    ],
)
def test_the_country_is_guessed_by_the_readers_languages(client, languages, country):
    page = _page(client, **{"accept-language": languages})
    assert (f"Someone to talk to: {country}" if country else "wherever you are") in page


def test_the_host_can_say_which_country_stands_first(client, settings):
    settings.SITE = settings.SITE.model_copy(update={"country": "nz"})
    assert 'href="tel:1737"' in _page(client)
    assert 'href="tel:999"' in _page(client, **{"accept-language": "en-GB"})


def test_numbers_nobody_looked_at_for_a_year_are_hidden_and_their_pages_stay(client):
    with time_machine.travel(LIST_DAY + timedelta(days=367)):
        page = _page(client, "/help/?country=GB")
    assert "116 123" not in page
    assert "https://www.samaritans.org" in page
    assert 'href="tel:999"' in page, "an emergency number does not grow old"


def test_numbers_that_may_have_changed_are_never_shown(client):
    assert "12356" not in _page(client, "/help/?country=CN")
    assert "miscarriageassociation.org.uk" in _page(client, "/help/?country=GB")


def test_where_no_number_is_sure_the_finder_takes_its_place():
    kinds = [line.kind for line in helplines.card(country="TR", today=LIST_DAY)]
    assert kinds == ["emergency", "finder"]


def test_the_page_says_when_the_list_was_looked_at(client):
    assert "22 November 2026" in _page(client, "/help/?country=GB")


def test_it_is_there_for_those_who_are_signed_in_too(client):
    client.force_login(given.a_person("Mira"))
    assert "tel:" in _page(client, "/help/?country=GB")
    assert "tel:" in _page(client, "/help/everywhere/")


def test_the_whole_list_is_one_page(client):
    page = _page(client, "/help/everywhere/")
    assert all(f'id="{code}"' in page for code in countries.NAMES)


def test_every_page_leads_to_help(client):
    for where in ("/sign-in/", "/help/", "/nothing-here/", "/sign-in/x/enter/"):
        assert 'href="/help/"' in client.get(where).content.decode()
