"""What is not yours looks like what is not there: byte for byte, on every address, for whoever has no business there."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from alongside.spaces import inviting
from alongside.spaces.models import Membership, Role
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db

HIDDEN: dict[str, dict[str, Any]] = {
    "hidden-privat": {"visibility": "private"},
    "hidden-bylink": {"visibility": "link"},
    "hidden-unseen": {"visibility": "public", "seen_at": None},
    "hidden-closed": {"visibility": "public", "closed_at": NOW, "may_be_found": True},
}
MISSING = "no-such-space"  # of the same length, so that even lengths tell nothing
DAY = timedelta(days=1)  # one person has only a few letters sent in a day
STRANGERS = ("guest", "someone signed in", "moderator", "keeper of another space", "one who was let go", "invited")
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
SOME_ID = str(uuid4())
BY_CHANCE = re.compile(r'for-lina-berg-[2-9a-z]{3}|demo-[2-9a-z]{3}|csrfmiddlewaretoken" value="\w+')


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address that has a space in it, as it is written in the pages' lists."""
    for pattern in patterns:
        route = before + str(getattr(pattern.pattern, "_route", ""))
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif re.search(r"<(\w+:)?slug>", route):
            yield "/" + route


ROUTES = sorted(set(routes(get_resolver().url_patterns)))


def address(route: str, slug: str, parts: dict[str, str]) -> str:
    """A route with a space in it, and things that are really there where it asks for them."""
    usual = {"uuid": SOME_ID, "int": "1"}
    return PARAMETER.sub(
        lambda found: (
            slug if found["name"] == "slug" else parts.get(found["name"]) or usual.get(found["kind"] or "", "x")
        ),
        route,
    )


def someone(who: str, spaces) -> Client:
    """A browser of one of those who have no business in these spaces."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    if who == "guest":
        return client
    name = {"moderator": "Tom", "keeper of another space": "Noor", "one who was let go": "Olaf", "invited": "Ruth"}.get(
        who, "Ada"
    )
    person = given.a_person(name, moderator=who == "moderator")
    if who == "keeper of another space":
        given.a_space("noors", keeper="Noor")
    for number, space in enumerate(spaces):
        if who == "one who was let go":
            Membership.objects.create(space=space, person=person, role=Role.KEEPER, joined_at=NOW, left_at=NOW)
        if who == "invited":
            inviting.invite(keeper=given.a_keeper(space), email=person.email, role=Role.KEEPER, now=NOW + number * DAY)
    client.force_login(person)
    return client


def said(response, slug: str) -> tuple[int, bytes, dict[str, str]]:
    """Everything of an answer that somebody could look at, but for the address that they typed themselves."""
    headers = {name: value.replace(slug, "*") for name, value in response.headers.items()}
    content = BY_CHANCE.sub("*", response.content.decode()).encode()
    return response.status_code, content.replace(slug.encode(), b"*"), headers


@pytest.mark.parametrize(
    ("who", "method"), [*((who, "get") for who in STRANGERS), ("guest", "post"), ("one who was let go", "post")]
)
def test_nobody_learns_that_a_hidden_space_is_there(who, method):
    spaces = [given.a_space(slug, title="For Lina", picture="apicture", **details) for slug, details in HIDDEN.items()]
    parts = {}
    for space in spaces:
        member, message = given.a_keeper(space).membership, given.a_message(space)
        parts[space.slug] = {
            "name": "apicture", "file": "480.webp", "member": str(member.pk), "message_id": str(message.pk)
        }  # fmt: skip
    client = someone(who, spaces)
    for route in ROUTES:
        for slug, here in parts.items():
            there = said(getattr(client, method)(address(route, slug, here)), slug)
            nowhere = said(getattr(client, method)(address(route, MISSING, here)), MISSING)
            assert there == nowhere, f"{route} of {slug}"
            assert there[0] >= 300, f"{route} of {slug}"
            assert b"Lina" not in there[1], f"{route} of {slug}"


def test_the_walk_meets_the_addresses_that_matter():
    walked = " ".join(ROUTES)
    for part in (
        "/for/<slug:slug>/",
        "/write/",
        "/sky.svg",
        "/picture/",
        "/settings/",
        "/people/",
        "/letters/",
        "/reading/",
        "/api/v1/",
    ):
        assert part in walked


def opening(slug: str, title: str = "For Lina Berg") -> dict[str, str]:
    return {"for_whom": "mine", "title": title, "slug": slug, "visibility": "private", "ones": "1"}


def told(client: Client, slug: str) -> tuple[int, str]:
    """What somebody is told who wants to open a space at an address, but for the address and for what is made by chance."""
    answer = client.post("/open/", opening(slug))
    return answer.status_code, BY_CHANCE.sub("*", answer.content.decode()).replace(slug, "*")


def test_opening_a_space_tells_nobody_that_another_is_there():
    given.a_space("for-lina-berg", visibility="private", title="For Lina Berg", keeper="Noor")
    ada = Client()
    ada.force_login(given.a_person("Ada"))
    for title, slug in (("For Lina Berg", "for-lina-berg"), ("For Runa Dahl", "for-runa-dahl")):
        where = ada.post("/open/", opening("", title))["Location"]
        assert re.fullmatch(rf"/home/{slug}-[2-9a-z]{{3}}/", where), "an address that we make never tells"
    taken, reserved = told(ada, "for-lina-berg"), told(ada, "demo")
    assert taken == reserved
    assert taken[0] == 422
    assert "already" not in taken[1]


def test_whoever_asks_for_one_address_after_another_is_soon_told_the_same_about_all():
    given.a_space("for-lina-berg", visibility="private", keeper="Noor")
    ada, mira = Client(), Client()
    ada.force_login(given.a_person("Ada"))
    mira.force_login(given.a_person("Mira"))
    for number in range(5):
        ada.post("/open/", opening(f"try-{number}"))
    assert told(ada, "for-lina-berg") == told(ada, "for-runa-dahl")
    assert told(ada, "for-runa-dahl")[0] == 422
    assert ada.post("/open/", opening(""))["Location"].startswith("/home/for-lina-berg-"), "without one they still can"
    assert mira.post("/open/", opening("for-runa-dahl"))["Location"] == "/home/for-runa-dahl/", "others are not held up"


ROLES = ("keeper", "helper", "moderator", "stranger", "guest", "guest with the link", "guest with an old link")
SEES = {
    ("private", "open"): {"keeper", "helper"},
    ("link", "open"): {"keeper", "helper", "guest with the link"},
    ("public", "open"): set(ROLES),
    **{
        (visibility, state): {"keeper", "helper"}
        for visibility in ("private", "link", "public")
        for state in ("unseen", "closed")
    },
}


@pytest.mark.parametrize(("visibility", "state"), SEES)
@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_page_its_form_its_sky_and_its_address(role, visibility, state):
    details: dict[str, Any] = {"unseen": {"seen_at": None}, "closed": {"closed_at": NOW}, "open": {}}[state]
    space = given.a_space(visibility=visibility, **details)
    people = {"keeper": "Mira", "helper": "Tilda", "moderator": "Tom", "stranger": "Ada"}
    client = Client()
    if role in people:
        given.a_helper(space)
        client.force_login(given.a_person(people[role], moderator=role == "moderator"))
    link = {"guest with the link": space.link_key, "guest with an old link": "an-old-link"}.get(role, "")
    if link:
        client.get(f"/for/lina/?link={link}")
    expected = 200 if role in SEES[visibility, state] else 404
    for place in ("", "write/", "sky.svg"):
        assert client.get(f"/for/lina/{place}").status_code == expected, place


def test_a_link_leaves_the_address_bar_and_holds_until_a_new_one_is_made():
    space = given.a_space(visibility="link")
    client = Client()
    came = client.get(f"/for/lina/?link={space.link_key}")
    assert (came.status_code, came["Location"]) == (302, "/for/lina/")
    assert client.get("/for/lina/").status_code == 200
    keeper = Client()
    keeper.force_login(given.a_person("Mira"))
    keeper.post("/home/lina/settings/who/new-link/")
    assert client.get("/for/lina/").status_code == 404


@pytest.mark.parametrize(
    ("details", "named"),
    [
        ({"visibility": "public", "may_be_found": True}, True), ({"visibility": "public"}, False),
        ({"visibility": "link", "may_be_found": True}, False), ({"visibility": "private", "may_be_found": True}, False),
    ],
)  # fmt: skip
def test_a_link_preview_names_nobody_who_did_not_choose_it(details, named):
    space = given.a_space(title="For Lina Berg", picture="apicture", **details)
    client = Client()
    client.get(f"/for/lina/?link={space.link_key}")
    if details["visibility"] == "private":
        client.force_login(given.a_person("Mira"))
    answer = client.get("/for/lina/")
    head = answer.content.decode().split("</head>")[0]
    assert ("Lina Berg" in head) is named
    assert ("noindex" in head) is ("noindex" in answer.headers.get("X-Robots-Tag", "")) is not named
    assert '<meta name="description" content="">' in head
    assert "og:image" not in head
    assert "og:description" not in head


def test_search_engines_are_told_no_slug_and_kept_from_what_is_one_persons_business():
    given.a_space("for-lina", may_be_found=True)
    told = Client().get("/robots.txt").content.decode()
    assert "lina" not in told
    for place in ("/home/", "/received/", "/invited/", "/desk/"):
        assert f"Disallow: {place}" in told
    assert "Disallow: /for" not in told
