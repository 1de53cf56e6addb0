"""The shelf: a keeper's pace, the same few until they are passed, and what each keeper does for themselves alone."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.door import mending
from alongside.door.models import Message
from alongside.ground import ids
from alongside.ground.errors import NotThere
from alongside.passage.states import State
from alongside.reading import queries, shelf
from alongside.reading.models import ReadMark
from alongside.reading.queries import Waits
from alongside.spaces import access
from alongside.spaces.models import Space
from tests import given as cast
from tests.given import NOW

pytestmark = pytest.mark.django_db


def at_pace(space: Space, pace: str = "a_little", name: str = "Mira") -> access.Keeper:
    """The proof of a keeper who reads at this pace."""
    shelf.choose_pace(keeper=cast.a_keeper(space, name), pace=pace)
    return cast.a_keeper(space, name)


def some_messages(space: Space, many: int, *, state: str = State.OPEN, begin: datetime = NOW) -> list[Message]:
    """So many messages, a minute apart, each from somebody else."""
    return Message.objects.bulk_create(
        Message(
            space=space, kind="words", name=f"Writer {number}", words=f"Word {number}.", state=state, source="form",
            key=ids.new_token(), receipt=ids.new_token(), try_after=begin, arrived_at=begin + timedelta(minutes=number),
        )
        for number in range(many)
    )  # fmt: skip


def words(found: queries.Bundle | queries.Shelf) -> list[str]:
    return [message.words for message in found.messages]


def keys(found: queries.Bundle) -> list:
    return [message.id for message in found.messages]


@pytest.mark.parametrize(("pace", "shown"), [("not_now", 0), ("a_little", 5), ("as_it_comes", 20)])
def test_a_pace_decides_how_many_are_shown_at_once(pace, shown):
    space = cast.a_space()
    some_messages(space, 23)
    found = shelf.next_bundle(keeper=at_pace(space, pace), now=NOW)
    assert words(found) == [f"Word {number}." for number in range(shown)]


@pytest.mark.parametrize(("many", "waits"), [(0, Waits.NOTHING), (1, Waits.SOME), (30, Waits.MANY)])
def test_not_now_says_in_words_how_much_waits(many, waits):
    space = cast.a_space()
    some_messages(space, many)
    found = shelf.next_bundle(keeper=at_pace(space, "not_now"), now=NOW)
    assert (found.waits, found.messages, found.apart) == (waits, (), False)


def test_a_new_keeper_is_shown_nothing_until_they_choose():
    space = cast.a_space()
    some_messages(space, 3)
    assert shelf.next_bundle(keeper=cast.a_keeper(space), now=NOW).messages == ()


@pytest.mark.parametrize("state", [State.WAITING, State.GENTLE, State.SAFETY, State.CARE, State.WITHDRAWN])
def test_only_what_was_let_through_is_read(state):
    space = cast.a_space()
    some_messages(space, 1, state=state)
    keeper = at_pace(space)
    assert shelf.next_bundle(keeper=keeper, now=NOW).messages == ()
    assert queries.everything(reader=keeper).messages == ()
    assert queries.names(keeper=keeper).names == ()


def test_the_same_few_stay_until_they_are_passed():
    space = cast.a_space()
    some_messages(space, 7)
    keeper = at_pace(space)
    first = shelf.next_bundle(keeper=keeper, now=NOW)
    some_messages(space, 3, begin=NOW - timedelta(days=1))  # let through later, but they came earlier
    assert shelf.next_bundle(keeper=keeper, now=NOW + timedelta(days=3)) == first

    shelf.mark_read(keeper=keeper, message_ids=keys(first), now=NOW)
    following = shelf.next_bundle(keeper=keeper, now=NOW)
    assert words(following) == ["Word 0.", "Word 1.", "Word 2.", "Word 5.", "Word 6."]
    assert not set(keys(first)) & set(keys(following))


def test_passing_twice_skips_nothing():
    """Two windows, or a second tap: the second one names messages that are passed already."""
    space = cast.a_space()
    some_messages(space, 12)
    keeper = at_pace(space)
    first = shelf.next_bundle(keeper=keeper, now=NOW)
    for _ in range(2):
        shelf.mark_read(keeper=keeper, message_ids=keys(first), now=NOW)
        shelf.next_bundle(keeper=keeper, now=NOW)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == [f"Word {number}." for number in range(5, 10)]


def test_a_message_can_be_passed_alone():
    space = cast.a_space()
    some_messages(space, 6)
    keeper = at_pace(space)
    first = shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.mark_read(keeper=keeper, message_ids=keys(first)[:1], now=NOW)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == [f"Word {number}." for number in range(1, 5)]


def test_whether_more_waits_is_told():
    space = cast.a_space()
    some_messages(space, 6)
    keeper = at_pace(space)
    first = shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.mark_read(keeper=keeper, message_ids=keys(first), now=NOW)
    last = shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.mark_read(keeper=keeper, message_ids=keys(last), now=NOW)
    end = shelf.next_bundle(keeper=keeper, now=NOW)
    assert (first.more, last.more, end.messages, end.waits) == (True, False, (), Waits.SOME)


def test_what_is_taken_back_or_held_since_leaves_the_page():
    space = cast.a_space()
    taken_back, held, *_ = some_messages(space, 5)
    keeper = at_pace(space)
    shelf.next_bundle(keeper=keeper, now=NOW)
    mending.withdraw(receipt=taken_back.receipt, now=NOW)
    Message.objects.filter(pk=held.pk).update(state=State.SAFETY)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Word 2.", "Word 3.", "Word 4."]


def mended(message: Message, now: datetime) -> None:
    """The writer changes their words, and they are let through again."""
    seen = Message.objects.get(pk=message.pk).mends
    mending.mend(receipt=message.receipt, draft=cast.a_draft("Other words."), seen=seen, now=now)
    Message.objects.filter(pk=message.pk).update(state=State.OPEN)


def test_mended_words_are_new_to_whoever_read_the_old_ones():
    space = cast.a_space()
    message, _other = some_messages(space, 2)
    keeper = at_pace(space)
    first = shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.mark_read(keeper=keeper, message_ids=keys(first), now=NOW)
    assert shelf.next_bundle(keeper=keeper, now=NOW).messages == ()
    mended(message, NOW + timedelta(hours=1))
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Other words."]
    shelf.mark_read(keeper=keeper, message_ids=[message.pk], now=NOW + timedelta(hours=2))
    assert shelf.next_bundle(keeper=keeper, now=NOW).messages == ()
    mended(message, NOW + timedelta(hours=3))
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Other words."]


def test_words_mended_while_their_page_was_open_have_not_been_read():
    space = cast.a_space()
    (message,) = some_messages(space, 1)
    keeper = at_pace(space)
    shelf.next_bundle(keeper=keeper, now=NOW)
    mended(message, NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    shelf.mark_read(keeper=keeper, message_ids=[message.pk], shown_at=NOW, now=later)
    assert words(shelf.next_bundle(keeper=keeper, now=later)) == ["Other words."]
    shelf.mark_read(keeper=keeper, message_ids=[message.pk], shown_at=later, now=later)
    shelf.mark_read(keeper=keeper, message_ids=[message.pk], shown_at=NOW, now=later)  # the old window, once more
    assert shelf.next_bundle(keeper=keeper, now=later).messages == ()


def test_mended_words_that_are_kept_near_are_new_and_stay_near():
    space = cast.a_space()
    (message,) = some_messages(space, 1)
    keeper = at_pace(space)
    shelf.keep_near(keeper=keeper, message_id=message.pk, now=NOW)
    mended(message, NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=2)
    assert [(one.words, one.near) for one in shelf.next_bundle(keeper=keeper, now=later).messages] == [
        ("Other words.", True)
    ]
    shelf.mark_read(keeper=keeper, message_ids=[message.pk], now=later)
    assert shelf.next_bundle(keeper=keeper, now=later).messages == ()
    assert words(queries.near(keeper=keeper)) == ["Other words."]


def test_mended_words_that_were_put_away_stay_away():
    space = cast.a_space()
    (message,) = some_messages(space, 1)
    keeper = at_pace(space)
    shelf.never_again(keeper=keeper, message_id=message.pk, now=NOW)
    mended(message, NOW + timedelta(hours=1))
    assert shelf.next_bundle(keeper=keeper, now=NOW + timedelta(hours=2)).messages == ()


def test_a_slower_pace_shows_the_first_of_what_is_at_hand_and_loses_none():
    space = cast.a_space()
    some_messages(space, 9)
    shelf.next_bundle(keeper=at_pace(space, "as_it_comes"), now=NOW)
    keeper = at_pace(space, "a_little")
    found = shelf.next_bundle(keeper=keeper, now=NOW)
    assert (words(found), found.more) == ([f"Word {number}." for number in range(5)], True)
    shelf.mark_read(keeper=keeper, message_ids=keys(found), now=NOW)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == [f"Word {number}." for number in range(5, 9)]


def test_what_is_kept_near_stays_on_the_page_and_can_be_found_again():
    space = cast.a_space()
    some_messages(space, 6)
    keeper = at_pace(space)
    found = shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.keep_near(keeper=keeper, message_id=found.messages[1].id, now=NOW)
    again = shelf.next_bundle(keeper=keeper, now=NOW)
    assert [message.near for message in again.messages] == [False, True, False, False, False]

    shelf.mark_read(keeper=keeper, message_ids=keys(found), now=NOW)
    assert words(queries.near(keeper=keeper)) == ["Word 1."]
    shelf.let_go(keeper=keeper, message_id=found.messages[1].id)
    assert words(queries.near(keeper=keeper)) == []
    assert words(queries.read_before(keeper=keeper)) == [f"Word {number}." for number in range(4, -1, -1)]


def test_what_is_put_away_is_met_nowhere_by_that_keeper():
    space = cast.a_space()
    messages = some_messages(space, 4)
    keeper = at_pace(space)
    shelf.next_bundle(keeper=keeper, now=NOW)
    shelf.keep_near(keeper=keeper, message_id=messages[0].pk, now=NOW)
    shelf.never_again(keeper=keeper, message_id=messages[0].pk, now=NOW)
    shelves = [queries.everything(reader=keeper), queries.read_before(keeper=keeper), queries.near(keeper=keeper)]
    assert all("Word 0." not in words(found) for found in shelves)
    assert "Word 0." not in words(shelf.next_bundle(keeper=keeper, now=NOW))
    assert "Writer 0" not in queries.names(keeper=keeper).names
    assert "Writer 0" not in [person.name for person in queries.choices(keeper=keeper).people]
    assert queries.chosen(keeper=keeper, message_ids=[messages[0].pk]) == ()
    with pytest.raises(NotThere):
        queries.one(keeper=keeper, message_id=messages[0].pk)


@pytest.mark.parametrize(("state", "read"), [(State.GENTLE, "apart"), (State.SAFETY, "kept_from")])
def test_what_is_put_away_leaves_the_held_shelves_too(state, read):
    space = cast.a_space()
    (message,) = some_messages(space, 1, state=state)
    keeper = at_pace(space)
    look = {
        "apart": lambda: queries.apart(reader=keeper),
        "kept_from": lambda: queries.kept_from(keeper=keeper),
    }[read]
    assert words(look()) == ["Word 0."]
    shelf.never_again(keeper=keeper, message_id=message.pk, now=NOW)
    assert words(look()) == []
    assert not shelf.next_bundle(keeper=keeper, now=NOW).apart


def test_what_was_put_away_comes_back_in_its_time():
    space = cast.a_space()
    messages = some_messages(space, 2)
    keeper = at_pace(space)
    shelf.never_again(keeper=keeper, message_id=messages[0].pk, now=NOW)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Word 1."]
    assert queries.has_put_away(keeper=keeper)
    shelf.bring_back(keeper=keeper)
    assert not queries.has_put_away(keeper=keeper)
    shelf.mark_read(keeper=keeper, message_ids=[messages[1].pk], now=NOW)
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Word 0."]


def test_each_keeper_has_marks_and_a_place_of_their_own():
    space = cast.a_space()
    messages = some_messages(space, 6)
    mira, jonas = at_pace(space), at_pace(space, name="Jonas")
    shelf.mark_read(keeper=mira, message_ids=[message.pk for message in messages], now=NOW)
    shelf.never_again(keeper=mira, message_id=messages[0].pk, now=NOW)
    shelf.keep_near(keeper=mira, message_id=messages[1].pk, now=NOW)
    shelf.enough_for_today(keeper=mira, now=NOW)
    shelf.settle_apart(keeper=mira, wish="leave")
    found = shelf.next_bundle(keeper=jonas, now=NOW)
    assert words(found) == [f"Word {number}." for number in range(5)]
    assert not any(message.near for message in found.messages)
    assert queries.near(keeper=jonas).messages == ()


@pytest.mark.parametrize(
    ("zone", "at", "still", "again"),
    [
        ("UTC", "2026-03-14T10:00+00:00", "2026-03-14T23:59+00:00", "2026-03-15T00:00+00:00"),
        ("America/Los_Angeles", "2026-03-15T04:00+00:00", "2026-03-15T06:59+00:00", "2026-03-15T07:00+00:00"),
        ("Asia/Tokyo", "2026-03-14T16:00+00:00", "2026-03-15T14:59+00:00", "2026-03-15T15:00+00:00"),
        ("Europe/Berlin", "2026-03-29T00:30+00:00", "2026-03-29T21:59+00:00", "2026-03-29T22:00+00:00"),  # a short day
    ],
)
def test_enough_for_today_lasts_until_tomorrow_where_the_family_lives(zone, at, still, again):
    space = cast.a_space(time_zone=zone)
    some_messages(space, 6)
    keeper = at_pace(space)
    before = shelf.next_bundle(keeper=keeper, now=datetime.fromisoformat(at))
    shelf.enough_for_today(keeper=keeper, now=datetime.fromisoformat(at))
    resting = shelf.next_bundle(keeper=keeper, now=datetime.fromisoformat(still))
    assert (resting.rests, resting.messages) == (True, ())
    assert shelf.next_bundle(keeper=keeper, now=datetime.fromisoformat(again)) == before  # the place is kept


@pytest.mark.parametrize("ask", ["after all", "another pace"])
def test_a_rest_ends_when_they_ask(ask):
    space = cast.a_space()
    some_messages(space, 1)
    keeper = at_pace(space)
    shelf.enough_for_today(keeper=keeper, now=NOW)
    if ask == "after all":
        shelf.carry_on(keeper=keeper)
    else:
        keeper = at_pace(space, "as_it_comes")
    assert words(shelf.next_bundle(keeper=keeper, now=NOW)) == ["Word 0."]


def test_what_waits_apart_is_asked_about_until_they_have_said():
    space = cast.a_space()
    keeper, tilda = at_pace(space), cast.a_helper(space)
    assert not shelf.next_bundle(keeper=keeper, now=NOW).apart
    some_messages(space, 1, state=State.GENTLE)
    assert shelf.next_bundle(keeper=keeper, now=NOW).apart
    assert queries.asked_to_answer(helper=tilda) == ()
    shelf.settle_apart(keeper=keeper, wish="helper")
    assert not shelf.next_bundle(keeper=keeper, now=NOW).apart
    assert queries.asked_to_answer(helper=tilda) == ("Mira",)
    with pytest.raises(shelf.NoSuchWish):
        shelf.settle_apart(keeper=keeper, wish="burn them")


def test_the_reason_stands_beside_what_waits_apart():
    space = cast.a_space()
    (message,) = some_messages(space, 1, state=State.GENTLE)
    finding = {"label": "hurt", "why": "It can sound as if the loss were smaller."}
    Message.objects.filter(pk=message.pk).update(verdict={"findings": [finding, finding]})
    (seen,) = queries.apart(reader=cast.a_keeper(space)).messages
    assert seen.why == ("It can sound as if the loss were smaller.",)


def test_nobody_in_danger_is_shown_to_the_family():
    space = cast.a_space()
    (message,) = some_messages(space, 1, state=State.CARE)
    keeper = at_pace(space, "as_it_comes")
    shelves = [
        queries.everything(reader=keeper), queries.read_before(keeper=keeper), queries.near(keeper=keeper),
        queries.apart(reader=keeper), queries.kept_from(keeper=keeper),
    ]  # fmt: skip
    assert all(found.messages == () for found in shelves)
    with pytest.raises(NotThere):
        shelf.keep_near(keeper=keeper, message_id=message.pk, now=NOW)


@pytest.mark.parametrize("verb", ["mark_read", "keep_near", "never_again", "let_go"])
@pytest.mark.parametrize("whose", ["another family's", "nobody's"])
def test_only_messages_of_their_own_space_can_be_marked(verb, whose):
    keeper = at_pace(cast.a_space())
    other = cast.a_message(cast.a_space("other", keeper="Noor"))
    message_id = other.pk if whose == "another family's" else uuid4()
    verbs = {
        "mark_read": lambda: shelf.mark_read(keeper=keeper, message_ids=[message_id], now=NOW),
        "keep_near": lambda: shelf.keep_near(keeper=keeper, message_id=message_id, now=NOW),
        "never_again": lambda: shelf.never_again(keeper=keeper, message_id=message_id, now=NOW),
        "let_go": lambda: shelf.let_go(keeper=keeper, message_id=message_id),
    }
    if verb == "let_go":
        verbs[verb]()  # harmless
    else:
        with pytest.raises(NotThere):
            verbs[verb]()
    assert not ReadMark.objects.exists()


def test_a_helper_reads_everything_let_through_and_sees_no_marks():
    space = cast.a_space()
    messages = some_messages(space, 3)
    keeper = at_pace(space)
    shelf.never_again(keeper=keeper, message_id=messages[0].pk, now=NOW)
    shelf.keep_near(keeper=keeper, message_id=messages[1].pk, now=NOW)
    seen = queries.everything(reader=cast.a_helper(space)).messages
    assert [message.words for message in seen] == ["Word 2.", "Word 1.", "Word 0."]
    assert not any(message.near for message in seen)


def test_shelves_and_names_are_paged_without_a_gap():
    space = cast.a_space()
    some_messages(space, 7)
    keeper = at_pace(space)
    seen: list[str] = []
    cursor = ""
    for _ in range(4):
        page = queries.names(keeper=keeper, cursor=cursor, limit=2)
        seen, cursor = [*seen, *page.names], page.next_cursor
    assert (seen, cursor) == ([f"Writer {number}" for number in range(6, -1, -1)], "")
    first = queries.everything(reader=keeper, limit=4)
    rest = queries.everything(reader=keeper, limit=4, cursor=first.next_cursor)
    assert [*words(first), *words(rest)] == [f"Word {number}." for number in range(6, -1, -1)]
    assert rest.next_cursor == ""


def test_who_wrote_twice_is_named_once():
    space = cast.a_space()
    for _ in range(2):
        cast.a_message(space, cast.a_draft(name="Ada"))
    cast.a_message(space, cast.a_draft(name=""))
    assert queries.names(keeper=cast.a_keeper(space)).names == ("Ada",)


@pytest.mark.parametrize(
    "cursor", ["rubbish", "_", "2026-03-14_x", "2026-03-14T10:00:00_00000000000000000000000000000000"]
)
def test_a_broken_cursor_leads_nowhere(cursor):
    keeper = cast.a_keeper(cast.a_space())
    for read in (queries.names, queries.near, queries.read_before, queries.choices):
        with pytest.raises(NotThere):
            read(keeper=keeper, cursor=cursor)


def test_days_are_those_where_the_family_lives():
    space = cast.a_space(time_zone="Pacific/Auckland")
    cast.a_message(space, now=datetime(2026, 3, 14, 20, 0, tzinfo=UTC))
    (seen,) = queries.everything(reader=cast.a_keeper(space)).messages
    assert seen.arrived_on.isoformat() == "2026-03-15"


happening = st.sampled_from(["read", "arrive", "arrive early", "near", "never", "a_little", "as_it_comes", "rest"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(first=st.integers(0, 12), days=st.lists(happening, max_size=12))
def test_every_message_is_reached_exactly_once(first, days):
    """Whatever happens in between, going on to the end shows each message in exactly one bundle."""
    number = Space.objects.count()
    space = cast.a_space(f"space-{number}", keeper=f"Mira{number}")
    some_messages(space, first)
    keeper, passed, now = at_pace(space, name=f"Mira{number}"), [], NOW

    def read() -> None:
        found = shelf.next_bundle(keeper=keeper, now=now)
        passed.extend(keys(found))
        shelf.mark_read(keeper=keeper, message_ids=keys(found), now=now)

    for what in days:
        now += timedelta(days=1)
        at_hand = shelf.next_bundle(keeper=keeper, now=now).messages
        if what == "read":
            read()
        elif what.startswith("arrive"):
            some_messages(space, 2, begin=now if what == "arrive" else NOW - timedelta(days=9))
        elif what == "near" and at_hand:
            shelf.keep_near(keeper=keeper, message_id=at_hand[-1].id, now=now)
        elif what == "never" and at_hand:
            passed.append(at_hand[0].id)
            shelf.never_again(keeper=keeper, message_id=at_hand[0].id, now=now)
        elif what == "rest":
            shelf.enough_for_today(keeper=keeper, now=now)
        elif what in ("a_little", "as_it_comes"):
            keeper = at_pace(space, what, name=f"Mira{number}")
    now += timedelta(days=1)
    while shelf.next_bundle(keeper=keeper, now=now).messages:
        read()
    everyone = set(Message.objects.filter(space=space).values_list("pk", flat=True))
    assert sorted(passed) == sorted(everyone)
