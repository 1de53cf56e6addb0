"""Agreement and publication: who may do what, what others read, and what time brings."""

import datetime

import pytest

from alongside.ground.errors import NotThere
from alongside.letters import agreeing, draft, moments, outside, publishing, queries
from alongside.letters.agreeing import AlreadyOut, NotAsked, OlderWords
from alongside.letters.draft import ChangedMeanwhile, Draft
from alongside.letters.models import Letter, LetterVersion
from alongside.letters.publishing import AlreadyPublished, NeedsAgreement, NoWords, TimeHasPassed
from alongside.rounds import timetable
from alongside.spaces import access
from alongside.spaces.models import Audience, Membership, Space
from tests import given

pytestmark = pytest.mark.django_db

NOW = given.NOW
TOMORROW = NOW + datetime.timedelta(days=1)


def _begin(keeper, words="We light a candle.", audience="public", **more):
    return draft.begin(keeper=keeper, draft=Draft(words=words, audience=audience, **more), now=NOW).id


def _change(keeper, letter_id, words, *, seen, audience="public"):
    draft.save(keeper=keeper, letter_id=letter_id, draft=Draft(words=words, audience=audience), seen=seen, now=NOW)


def _publish(keeper, letter_id, seen=1, now=NOW):
    publishing.publish(keeper=keeper, letter_id=letter_id, seen=seen, now=now)


def _schedule(keeper, letter_id, seen=1, at=TOMORROW):
    publishing.schedule(keeper=keeper, letter_id=letter_id, seen=seen, at=at, now=NOW)


def _ask(keeper, letter_id, seen=1):
    agreeing.ask(keeper=keeper, letter_id=letter_id, seen=seen, now=NOW)


def _agree(keeper, letter_id, seen=1):
    agreeing.agree(keeper=keeper, letter_id=letter_id, seen=seen, now=NOW)


def _read_by(space, audience=Audience.PUBLIC):
    return [letter.words for letter in outside.on_face(guest=access.Guest(space, audience)).letters]


def _state(letter_id):
    return Letter.objects.get(pk=letter_id).state


@pytest.fixture
def two():
    """A space where letters need agreement, and its two keepers."""
    space = given.a_space(letters_need_agreement=True)
    return space, given.a_keeper(space, "Mira"), given.a_keeper(space, "Jonas")


READS = {
    # who reads a letter that is meant for ...
    "keepers": {"keepers"},
    "helpers": {"keepers", "helpers"},
    "invited": {"keepers", "helpers", "invited"},
    "public": {"keepers", "helpers", "invited", "public"},
}


@pytest.mark.parametrize("reader", [audience.value for audience in Audience])
@pytest.mark.parametrize("audience", READS)
def test_a_letter_is_read_by_those_it_is_meant_for(audience, reader):
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper, audience=audience)
    assert _read_by(space, Audience(reader)) == []
    seen = queries.preview(keeper=keeper, letter_id=letter_id, reader=reader, now=NOW)
    _publish(keeper, letter_id)
    may = reader in READS[audience]
    assert _read_by(space, Audience(reader)) == (["We light a candle."] if may else [])
    assert (seen is not None) is may


@pytest.mark.parametrize("who", ["helper", "a keeper of another space", "a stranger", "a keeper who left"])
def test_only_keepers_write_agree_and_publish(who):
    space = given.a_space()
    given.a_helper(space, "Tilda")
    given.a_space("noor", keeper="Noor")
    left = given.a_keeper(space, "Lev")
    Membership.objects.filter(pk=left.membership.pk).update(left_at=NOW)
    name = {"helper": "Tilda", "a keeper of another space": "Noor", "a stranger": "Eve", "a keeper who left": "Lev"}[
        who
    ]
    with pytest.raises(NotThere):
        access.keeper(slug=space.slug, person=given.a_person(name))


def test_what_belongs_to_another_space_is_not_there_for_any_verb():
    mira = given.a_keeper(given.a_space())
    noor = given.a_keeper(given.a_space("noor", keeper="Noor"), "Noor")
    letter_id = _begin(mira)
    deeds = (
        lambda: _publish(noor, letter_id), lambda: _schedule(noor, letter_id), lambda: _ask(noor, letter_id),
        lambda: _agree(noor, letter_id), lambda: agreeing.take_back(keeper=noor, letter_id=letter_id),
        lambda: publishing.hold(keeper=noor, letter_id=letter_id),
        lambda: queries.one(keeper=noor, letter_id=letter_id), lambda: queries.versions(keeper=noor, letter_id=letter_id),
        lambda: queries.preview(keeper=noor, letter_id=letter_id, reader="public", now=NOW),
    )  # fmt: skip
    for deed in deeds:
        with pytest.raises(NotThere):
            deed()
    assert queries.all_of(keeper=noor) == ()
    assert _state(letter_id) == "draft"


def test_a_published_letter_says_who_wrote_it_when_and_for_whom():
    space = given.a_space(time_zone="Pacific/Auckland")
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper, title="To everyone", language="en")
    _publish(keeper, letter_id, now=datetime.datetime(2026, 3, 14, 12, 30, tzinfo=datetime.UTC))
    (shown,) = outside.on_face(guest=given.a_guest(space)).letters
    assert (shown.title, shown.by, shown.audience, shown.language) == ("To everyone", "Mira", "public", "en")
    assert shown.published_on == datetime.date(2026, 3, 15)  # it is the next day already where the family lives
    assert shown.audience_label == "Everyone who can open the page"


def test_the_newest_letter_comes_first():
    space = given.a_space()
    keeper = given.a_keeper(space)
    first, second = _begin(keeper, "first"), _begin(keeper, "second")
    _publish(keeper, second, now=NOW)
    _publish(keeper, first, now=TOMORROW)
    assert _read_by(space) == ["first", "second"]


def test_a_second_publication_is_one_sentence_and_changes_nothing():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper)
    _publish(keeper, letter_id)
    with pytest.raises(AlreadyPublished) as refused:
        _publish(keeper, letter_id, now=TOMORROW)
    assert refused.value.status == 409
    assert outside.on_face(guest=given.a_guest(space)).letters[0].published_at == NOW


def test_a_stale_page_publishes_nothing():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper)
    _change(keeper, letter_id, "Changed in another window.", seen=1)
    for deed in (_publish, _schedule):
        with pytest.raises(ChangedMeanwhile):
            deed(keeper, letter_id, seen=1)
    assert _read_by(space) == []


def test_a_letter_without_words_is_not_published():
    keeper = given.a_keeper(given.a_space())
    letter_id = _begin(keeper, "  \n", title="Only a title")
    for deed in (_publish, _schedule):
        with pytest.raises(NoWords) as refused:
            deed(keeper, letter_id)
        assert refused.value.status == 422


def test_a_mended_letter_stays_as_it_was_until_it_is_published_again_and_keeps_its_day():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper, "Fist words.")
    _publish(keeper, letter_id)
    _change(keeper, letter_id, "First words.", seen=1, audience="keepers")
    assert _read_by(space) == ["Fist words."]
    assert queries.one(keeper=keeper, letter_id=letter_id).is_mended
    _publish(keeper, letter_id, seen=2, now=TOMORROW)
    assert _read_by(space) == []
    (shown,) = outside.on_face(guest=access.Guest(space, Audience.KEEPERS)).letters
    assert (shown.words, shown.published_at) == ("First words.", NOW)
    kept = LetterVersion.objects.filter(why="published").values_list("words", flat=True)
    assert sorted(kept) == ["First words.", "Fist words."]


def test_holding_back_takes_a_letter_off_the_page_at_once_and_twice_is_once():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper)
    _publish(keeper, letter_id)
    for _again in range(2):
        publishing.hold(keeper=keeper, letter_id=letter_id)
        assert _read_by(space) == []
        assert _state(letter_id) == "held"
    _publish(keeper, letter_id, now=TOMORROW)
    assert outside.on_face(guest=given.a_guest(space)).letters[0].published_at == TOMORROW


# Agreement


def test_where_the_space_asks_for_it_nothing_goes_out_without_another_keeper(two):
    space, mira, jonas = two
    letter_id = _begin(mira)
    for keeper in (mira, jonas):
        for deed in (_publish, _schedule):
            with pytest.raises(NeedsAgreement):
                deed(keeper, letter_id)
    _ask(mira, letter_id)
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id)
    _agree(mira, letter_id)  # one's own agreement is not another's
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id)
    _agree(jonas, letter_id)
    _publish(mira, letter_id)
    assert _read_by(space) == ["We light a candle."]


def test_the_one_who_was_asked_may_publish_it_themselves(two):
    space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _publish(jonas, letter_id)
    assert _read_by(space) == ["We light a candle."]


@pytest.mark.parametrize("changed", [{"words": "Other words."}, {"words": "We light a candle.", "audience": "invited"}])
def test_a_change_after_the_agreement_needs_it_again(two, changed):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _agree(jonas, letter_id)
    _change(mira, letter_id, seen=1, **changed)
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id, seen=2)
    _agree(jonas, letter_id, seen=2)
    _publish(mira, letter_id, seen=2)


def test_agreeing_to_an_old_version_is_one_sentence(two):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _change(mira, letter_id, "Other words.", seen=1)
    with pytest.raises(OlderWords) as refused:
        _agree(jonas, letter_id, seen=1)
    assert refused.value.status == 409
    assert queries.one(keeper=jonas, letter_id=letter_id).agreed_by == ()


def test_nobody_agrees_to_what_nobody_asks(two):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    with pytest.raises(NotAsked):
        _agree(jonas, letter_id)
    _ask(mira, letter_id)
    agreeing.take_back(keeper=mira, letter_id=letter_id)
    assert _state(letter_id) == "draft"
    with pytest.raises(NotAsked):
        _agree(jonas, letter_id)


def test_an_agreement_can_be_taken_back_until_it_is_used(two):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    for _again in range(2):
        _agree(jonas, letter_id)
    agreeing.take_back(keeper=jonas, letter_id=letter_id)
    agreeing.take_back(keeper=jonas, letter_id=letter_id)
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id)
    _agree(jonas, letter_id)
    _publish(mira, letter_id)
    with pytest.raises(AlreadyOut):
        agreeing.take_back(keeper=jonas, letter_id=letter_id)
    with pytest.raises(AlreadyOut):
        _ask(mira, letter_id)


def test_whoever_holds_a_letter_back_no_longer_agrees_to_it(two):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _agree(jonas, letter_id)
    _publish(mira, letter_id)
    publishing.hold(keeper=jonas, letter_id=letter_id)
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id)


def test_a_keeper_alone_needs_nobody():
    space = given.a_space(letters_need_agreement=True)
    keeper = given.a_keeper(space)
    given.a_helper(space)
    letter_id = _begin(keeper)
    assert queries.one(keeper=keeper, letter_id=letter_id).may_publish
    _publish(keeper, letter_id)
    assert _read_by(space) == ["We light a candle."]


def test_the_agreement_of_someone_who_left_no_longer_counts(two):
    space, mira, jonas = two
    given.a_keeper(space, "Ines")
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _agree(jonas, letter_id)
    Membership.objects.filter(pk=jonas.membership.pk).update(left_at=NOW)
    with pytest.raises(NeedsAgreement):
        _publish(mira, letter_id)


def test_each_keeper_is_told_where_a_letter_stands(two):
    _space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    assert [line.awaits_me for line in queries.all_of(keeper=jonas)] == [True]
    assert [line.awaits_me for line in queries.all_of(keeper=mira)] == [False]
    assert not queries.one(keeper=mira, letter_id=letter_id).may_publish
    _agree(jonas, letter_id)
    assert queries.one(keeper=mira, letter_id=letter_id).standing == "Jonas agrees. It can be published."
    assert queries.one(keeper=mira, letter_id=letter_id).agreed_by == ("Mira", "Jonas")
    assert queries.one(keeper=mira, letter_id=letter_id).may_publish


# On a day and at an hour


def _rounds(now):
    return timetable.publish_letters(now)


def test_a_scheduled_letter_goes_out_when_its_hour_comes_and_once():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper)
    _schedule(keeper, letter_id)
    assert _rounds(TOMORROW - datetime.timedelta(seconds=1)) == 0
    assert _read_by(space) == []
    assert _rounds(TOMORROW) == 1
    assert _rounds(TOMORROW + datetime.timedelta(hours=1)) == 0
    assert outside.on_face(guest=given.a_guest(space)).letters[0].published_at == TOMORROW


def test_a_change_takes_a_letter_off_the_calendar():
    space = given.a_space()
    keeper = given.a_keeper(space)
    letter_id = _begin(keeper)
    _schedule(keeper, letter_id)
    _change(keeper, letter_id, "Half a sent", seen=1)
    assert _rounds(TOMORROW) == 0
    assert _read_by(space) == []
    assert _state(letter_id) == "draft"


@pytest.mark.parametrize("undo", ["hold", "take back"])
def test_a_letter_held_back_or_no_longer_agreed_to_does_not_go_out(two, undo):
    space, mira, jonas = two
    letter_id = _begin(mira)
    _ask(mira, letter_id)
    _agree(jonas, letter_id)
    _schedule(mira, letter_id)
    verb = {"hold": publishing.hold, "take back": agreeing.take_back}[undo]
    verb(keeper=jonas, letter_id=letter_id)
    assert _rounds(TOMORROW) == 0
    assert _read_by(space) == []


def test_a_letter_that_lost_its_agreement_on_the_way_waits_for_the_keepers():
    space = given.a_space()
    mira = given.a_keeper(space, "Mira")
    given.a_keeper(space, "Jonas")
    letter_id = _begin(mira)
    _schedule(mira, letter_id)
    Space.objects.filter(pk=space.pk).update(letters_need_agreement=True)
    assert _rounds(TOMORROW) == 1
    assert _read_by(space) == []
    assert _state(letter_id) == "asking"
    assert _rounds(TOMORROW) == 0


def test_many_letters_of_one_hour_all_go_out_in_pieces():
    space = given.a_space()
    keeper = given.a_keeper(space)
    for number in range(5):
        _schedule(keeper, _begin(keeper, f"letter {number}"))
    assert [publishing.publish_due(limit=2, now=TOMORROW) for _round in range(4)] == [2, 2, 1, 0]
    assert len(outside.titles(guest=given.a_guest(space)).letters) == 5


@pytest.mark.parametrize("at", [NOW, NOW - datetime.timedelta(days=365)])
def test_a_moment_that_has_passed_is_said_at_the_day(at):
    keeper = given.a_keeper(given.a_space())
    with pytest.raises(TimeHasPassed) as refused:
        _schedule(keeper, _begin(keeper), at=at)
    assert (refused.value.field, refused.value.status) == ("day", 422)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "utc"),
    [
        ("Europe/Lisbon", "2026-07-01", "09:30", "2026-07-01T08:30"),
        ("Pacific/Auckland", "2026-01-01", "00:00", "2025-12-31T11:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30"),  # an hour that the clocks skip
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # an hour that comes twice
        ("Nowhere/Atall", "2026-07-01", "9:05", "2026-07-01T09:05"),
        ("../../etc", "2026-07-01", "9:05:59", "2026-07-01T09:05"),
    ],
)
def test_days_and_hours_are_the_familys(zone, day, hour, utc):
    space = Space(time_zone=zone)
    assert f"{moments.moment(day=day, hour=hour, space=space):%Y-%m-%dT%H:%M}" == utc


@pytest.mark.parametrize(
    ("day", "hour", "field"),
    [
        ("2026-02-30", "09:00", "day"), ("", "09:00", "day"), ("tomorrow", "09:00", "day"), ("9999-99-99", "1:00", "day"),
        ("0001-01-01", "00:30", "day"), ("9999-12-31", "23:30", "day"),
        ("2026-07-01", "", "hour"), ("2026-07-01", "25:00", "hour"),
        ("2026-07-01", "nine", "hour"), ("2026-07-01", "9", "hour"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_day_or_an_hour_that_is_none_is_said_at_its_field(day, hour, field, zone):
    with pytest.raises(moments.NotAMoment) as refused:
        moments.moment(day=day, hour=hour, space=Space(time_zone=zone))
    assert (refused.value.field, refused.value.status) == (field, 422)


def test_the_list_asks_the_same_number_of_queries_however_many_letters(django_assert_num_queries):
    space = given.a_space(letters_need_agreement=True)
    mira, jonas = given.a_keeper(space, "Mira"), given.a_keeper(space, "Jonas")

    def count(number):
        for turn in range(number):
            letter_id = _begin(mira, f"letter {turn}")
            _ask(mira, letter_id)
            _agree(jonas, letter_id)
            _publish(mira, letter_id)
        with django_assert_num_queries(3):
            assert len(queries.all_of(keeper=jonas)) >= number
        with django_assert_num_queries(1):
            outside.on_face(guest=access.Guest(space, Audience.PUBLIC))

    count(2)
    count(12)


def test_letters_not_out_yet_come_first_and_those_held_back_last():
    keeper = given.a_keeper(given.a_space())
    held, out, drafted = _begin(keeper, "held"), _begin(keeper, "out"), _begin(keeper, "drafted\nand more")
    publishing.hold(keeper=keeper, letter_id=held)
    _publish(keeper, out)
    assert [line.id for line in queries.all_of(keeper=keeper)] == [drafted, out, held]
    assert [line.heading for line in queries.all_of(keeper=keeper)] == ["drafted", "out", "held"]
