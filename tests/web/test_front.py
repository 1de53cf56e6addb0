"""The first page: what the site is, and only those families who chose to be found."""

import html
import re

import pytest
from django.test import Client

from tests import given

pytestmark = pytest.mark.django_db


def seen(answer) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("</head>")[1]))


def test_it_says_what_this_is_and_where_to_go_without_a_number():
    given.a_space(may_be_found=True, title="For Lina")
    answer = Client().get("/")
    page = answer.content.decode()
    for place in ("/open/", "/sign-in/", "/help/", "/for/lina/"):
        assert f'href="{place}"' in page
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<li class=\"space-card\".*?</li>", "", main, flags=re.DOTALL)
    assert not re.search(r"\d", html.unescape(re.sub(r"<[^>]+>", " ", words)))
    assert "noindex" not in answer.headers.get("X-Robots-Tag", "")


def test_a_signed_in_person_finds_their_way_home():
    client = Client()
    client.force_login(given.a_person("Mira"))
    assert 'href="/home/"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lina", True),
        ("LINA", True),
        ("for lina", True),
        ("berg", False),
        ("", True),
        ("   ", True),
        ("%", False),
        ("'", False),
    ],
)
def test_the_search_is_a_plain_address(words, found):
    given.a_space(may_be_found=True, title="For Lina")
    answer = Client().get("/", {"words": words})
    assert answer.status_code == 200
    assert ('href="/for/lina/"' in answer.content.decode()) is found
    if not found:
        assert f"Nothing is listed for “{words}”" in seen(answer)
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "a" * 5000, "👩‍👧\u202e", "\" autofocus onfocus='x"]
)
def test_whatever_is_searched_for_comes_back_harmless(words):
    answer = Client().get("/", {"words": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "onfocus='x" not in answer.content.decode()
    assert len(answer.content) < 20_000


def test_a_hidden_space_is_found_by_nobody_not_even_by_its_keeper():
    given.a_space(visibility="private", may_be_found=True, title="For Lina")
    client = Client()
    client.force_login(given.a_person("Mira"))
    assert "/for/lina/" not in client.get("/", {"words": "lina"}).content.decode()


def test_the_first_page_asks_the_database_twice_however_many_there_are(django_assert_max_num_queries):
    for number in range(15):
        given.a_space(f"space-{number}", may_be_found=True)
    with django_assert_max_num_queries(2):
        Client().get("/")
