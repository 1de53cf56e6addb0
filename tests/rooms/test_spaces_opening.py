"""Opening a space: what can be opened, what is refused and at which field, and that nobody sees what is prepared."""

from typing import Any

import pytest

from alongside.ground import partial
from alongside.ground.errors import NotThere
from alongside.spaces import access, opening, queries
from alongside.spaces.models import Role, Space
from alongside.spaces.opening import OneRemembered, Opening
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db


def opened(*remembered, role=Role.KEEPER, **asked):
    wanted = Opening(**{"slug": "lina", "title": "For Lina", "remembered": remembered, **asked})
    return opening.open_space(opening=wanted, by=given.a_person("Mira"), role=role, now=NOW)


@pytest.mark.parametrize(
    ("one", "dates"),
    [
        (OneRemembered(name="Lina", born="2026-03-01", died="2026-03-02"), "1 March 2026 – 2 March 2026"),
        (OneRemembered(name="Lina", born="2026-03-01", died="2026-03-01"), "1 March 2026"),
        (OneRemembered(name="Lina", born="2026-3"), "March 2026"),
        (OneRemembered(died="2026"), "2026"),
        (OneRemembered(name="Otto", born="spring 1974", died="2026-03"), "spring 1974 – March 2026"),
        (OneRemembered(name="Lina"), ""),
        (OneRemembered(line="who never had a name"), ""),
    ],
)
def test_dates_are_as_exact_as_they_were_written(one, dates):
    (shown,) = queries.remembered(opened(one))
    assert (shown.name, shown.dates, shown.line) == (one.name, dates, one.line)


def test_several_stand_in_the_familys_order_and_nobody_need_be_named():
    names = ["Emil", "", "Ida", "Åsa"]
    assert [one.name for one in queries.remembered(opened(*(OneRemembered(name=name) for name in names)))] == names
    assert queries.remembered(opened(slug="nobody")) == ()


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"slug": ""}, "slug"), ({"slug": "Lina"}, "slug"), ({"slug": "für-lina"}, "slug"), ({"slug": "-lina"}, "slug"),
        ({"slug": "lina/.."}, "slug"), ({"slug": "l" * 61}, "slug"), ({"slug": "lina\n"}, "slug"),
        ({"title": ""}, "title"), ({"title": "  "}, "title"), ({"title": "L" * 201}, "title"), ({"title": "L\0"}, "title"),
        ({"visibility": "secret"}, "visibility"), ({"child_word": "c" * 61}, "child_word"),
        ({"event_words": "\0"}, "event_words"), ({"parent_words": "p" * 61}, "parent_words"),
        ({"remembered": [OneRemembered(name="L" * 201)]}, "name"),
        ({"remembered": [OneRemembered(line="l" * 301)]}, "line"),
        ({"remembered": [OneRemembered(born="2026-02-30")]}, "born"),
        ({"remembered": [OneRemembered(died="2026-13")]}, "died"),
        ({"remembered": [OneRemembered(born="b" * 61)]}, "born"),
        ({"remembered": [OneRemembered(born="2026-03-02", died="2026-03-01")]}, "died"),
        ({"remembered": [OneRemembered(born="2026-03-02", died="2025")]}, "died"),
    ],
)  # fmt: skip
def test_what_cannot_be_opened_is_said_at_its_field_and_nothing_is_left(asked, field):
    with pytest.raises((opening.CannotOpen, partial.NotADate)) as refused:
        opened(**asked)
    assert refused.value.field == field
    assert refused.value.sentence
    assert refused.value.status == 422
    assert not Space.objects.exists()


def test_vague_dates_that_may_be_in_order_are_kept():
    for born, died in (("2026-03-02", "2026"), ("2026", "2026-03"), ("one autumn", "2025"), ("2026-03", "2026-03-01")):
        opening.check_one(OneRemembered(born=born, died=died))


def test_an_address_that_is_taken_is_said_at_its_field():
    opened()
    with pytest.raises(opening.CannotOpen) as refused:
        opened()
    assert refused.value.field == "slug"


@pytest.mark.parametrize("visibility", ["private", "link", "public"])
def test_nobody_sees_what_a_helper_prepared_before_a_keeper_has(visibility):
    space = opened(role=Role.HELPER, visibility=visibility, slug="prepared")
    assert not any(one.slug == "prepared" for one in queries.listed())
    with pytest.raises(NotThere):
        access.guest(slug=space.slug, link_key=space.link_key)
    keeper = given.a_keeper(space, "Ruth")
    with pytest.raises(NotThere):
        access.guest(slug=space.slug, link_key=space.link_key)
    opening.see(keeper=keeper, now=NOW)
    if visibility == "private":
        with pytest.raises(NotThere):
            access.guest(slug=space.slug, link_key=space.link_key)
    else:
        assert access.guest(slug=space.slug, link_key=space.link_key)


def test_closing_hides_it_from_guests_and_opening_again_shows_it():
    space = opened(visibility="public")
    keeper = given.a_keeper(space)
    opening.close(keeper=keeper, now=NOW)
    with pytest.raises(NotThere):
        access.guest(slug=space.slug)
    assert access.keeper(slug=space.slug, person=keeper.person)
    opening.reopen(keeper=keeper)
    assert access.guest(slug=space.slug)


def test_only_what_may_be_found_is_listed():
    kinds: dict[str, dict[str, Any]] = {
        "found": {"may_be_found": True}, "public": {}, "link": {"visibility": "link", "may_be_found": True},
        "private": {"visibility": "private", "may_be_found": True}, "closed": {"may_be_found": True, "closed_at": NOW},
        "unseen": {"may_be_found": True, "seen_at": None},
    }  # fmt: skip
    for slug, details in kinds.items():
        given.a_space(slug, **details)
    assert [one.slug for one in queries.listed()] == ["found"]


def test_a_search_looks_at_titles_and_names_and_takes_words_as_they_are():
    given.a_space("one", title="For Lina and Bo", may_be_found=True)
    given.a_space("two", title="Our little one", may_be_found=True)
    found = {
        words: {one.slug for one in queries.listed(words=words)}
        for words in ("lina", "LINA bo", "little", "%", "_", "x\0")
    }
    assert found == {
        "lina": {"one", "two"},
        "LINA bo": {"one"},
        "little": {"two"},
        "%": set(),
        "_": set(),
        "x\0": set(),
    }


def test_the_list_asks_two_questions_however_long_it_is(django_assert_num_queries):
    for number in range(12):
        given.a_space(f"space-{number}", may_be_found=True)
    with django_assert_num_queries(2):
        assert len(queries.listed()) == 12
