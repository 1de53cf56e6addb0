"""What a space says of itself, and who may change it."""

import pytest

from alongside.ground.errors import NotThere, Refused
from alongside.spaces import access, inviting, opening, queries, telling
from alongside.spaces.models import Role, Space
from alongside.spaces.opening import OneRemembered
from alongside.spaces.telling import Words
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db


def a_shaper(space, name="Mira"):
    return telling.shaper(slug=space.slug, person=given.a_person(name))


def now_of(space):
    return queries.settings(Space.objects.select_related("vocabulary").get(pk=space.pk))


@pytest.mark.parametrize(
    ("who", "seen", "may"),
    [
        ("keeper", True, True), ("keeper", False, True), ("helper", True, False), ("helper", False, True),
        ("moderator", True, False), ("moderator", False, False), ("stranger", True, False), ("stranger", False, False),
        ("guest", True, False), ("guest", False, False), ("gone", True, False), ("gone", False, False),
    ],
)  # fmt: skip
def test_who_may_shape_a_space(who, seen, may):
    space = given.a_space()
    if not seen:
        Space.objects.update(seen_at=None)
    gone = given.a_helper(space, "Olaf")
    inviting.leave(helper=gone, now=NOW)
    people = {
        "keeper": given.a_person("Mira"), "helper": given.a_helper(space).person, "guest": None, "gone": gone.person,
        "moderator": given.a_moderator().person, "stranger": given.a_person("Noor"),
    }  # fmt: skip
    if may:
        assert telling.shaper(slug=space.slug, person=people[who]).space == space
    else:
        with pytest.raises(NotThere):
            telling.shaper(slug=space.slug, person=people[who])


def test_title_and_those_remembered_are_written_anew_in_order():
    space = given.a_space()
    ones = (OneRemembered(name="Emil", born="2024-06"), OneRemembered(line="and one without a name"))
    telling.say(shaper=a_shaper(space), title="  Two of ours ", remembered=ones)
    assert now_of(space).title == "Two of ours"
    assert now_of(space).remembered == ones
    with pytest.raises(Refused):
        telling.say(shaper=a_shaper(space), title="x", remembered=[OneRemembered(born="2026-02-31")])
    assert now_of(space).remembered == ones


def test_words_and_wishes_reach_the_gate():
    space = given.a_space()
    words = Words(child_word="our son", event_words="died", parent_words="his dads", faith=False, images=("star",))
    telling.choose_words(shaper=a_shaper(space), words=words)
    telling.choose_spared(shaper=a_shaper(space), wishes={"H11": "show", "H12": "hold"})
    told = queries.for_gate(space_id=space.pk)
    assert (told.child_words, told.faith, told.images) == (("our son",), False, ("star",))
    assert (told.shown, told.held) == (("H11",), ("H12",))


@pytest.mark.parametrize("wishes", [{"H31": "show"}, {"H00": "show"}, {"H01": "delete"}, {"": ""}])
def test_unknown_wishes_are_refused(wishes):
    with pytest.raises(telling.CannotTell):
        telling.choose_spared(shaper=a_shaper(given.a_space()), wishes=wishes)


@pytest.mark.parametrize("visibility", ["private", "link", "public"])
def test_only_a_public_page_may_be_found(visibility):
    space = given.a_space()
    telling.choose_visibility(shaper=a_shaper(space), visibility=visibility, may_be_found=True, shows_messages=False)
    assert now_of(space).may_be_found is (visibility == "public")
    assert now_of(space).shows_messages is False
    assert bool(queries.listed()) is (visibility == "public")


def test_a_new_link_opens_and_the_old_one_does_not():
    space = given.a_space(visibility="link")
    new = telling.make_new_link(shaper=a_shaper(space))
    assert access.guest(slug=space.slug, link_key=new)
    with pytest.raises(NotThere):
        access.guest(slug=space.slug, link_key=space.link_key)


@pytest.mark.parametrize(
    "place",
    [
        {"language": "en; drop"}, {"language": ""}, {"language": "x" * 13}, {"time_zone": "Mars/Olympus"},
        {"time_zone": "../etc"}, {"country": "gb"}, {"country": "GBR"}, {"country": "ÄÖ"},
    ],
)  # fmt: skip
def test_places_that_are_none_are_refused_at_their_field(place):
    (field,) = place
    with pytest.raises(telling.CannotTell) as refused:
        telling.choose_place(
            shaper=a_shaper(given.a_space()), **{"language": "en", "time_zone": "UTC", "country": "", **place}
        )
    assert refused.value.field == field


def test_place_and_agreement_are_kept():
    space = given.a_space()
    telling.choose_place(shaper=a_shaper(space), language="pt-br", time_zone="America/Sao_Paulo", country="BR")
    telling.choose_agreement(shaper=a_shaper(space), letters_need_agreement=True)
    now = now_of(space)
    assert (now.language, now.time_zone, now.country) == ("pt-br", "America/Sao_Paulo", "BR")
    assert now.letters_need_agreement


def test_one_familys_changes_touch_no_other_space():
    mine, theirs = given.a_space(), given.a_space("noor", keeper="Noor")
    before = now_of(theirs)
    shaper = a_shaper(mine)
    telling.say(shaper=shaper, title="Changed", remembered=())
    telling.choose_words(shaper=shaper, words=Words(child_word="x"))
    telling.choose_visibility(shaper=shaper, visibility="private", may_be_found=False, shows_messages=False)
    telling.make_new_link(shaper=shaper)
    telling.set_picture(shaper=shaper, name="p", alt="a")
    assert now_of(theirs) == before


def test_a_helper_shapes_until_a_keeper_has_seen_it():
    asked = opening.Opening(slug="prepared", title="For Lina")
    tilda = given.a_person("Tilda")
    space = opening.open_space(opening=asked, by=tilda, role=Role.HELPER, now=NOW)
    telling.say(shaper=telling.shaper(slug=space.slug, person=tilda), title="For our Lina", remembered=())
    opening.see(keeper=given.a_keeper(space, "Ruth"), now=NOW)
    with pytest.raises(NotThere):
        telling.shaper(slug=space.slug, person=tilda)
