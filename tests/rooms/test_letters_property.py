"""Two keepers, three open windows and the clock, in any order: three promises of the letters room that nothing breaks."""

import datetime

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from alongside.ground.errors import Refused
from alongside.letters import agreeing, draft, outside, publishing
from alongside.letters.draft import ChangedMeanwhile, Draft
from alongside.letters.history import is_inside
from alongside.letters.models import Letter, LetterVersion
from alongside.spaces.access import Audience, Guest
from tests import given

KEEPERS = st.sampled_from(("Mira", "Jonas"))
WINDOWS = st.sampled_from(("one", "two"))
PIECES = st.text(alphabet="abc \n", min_size=1, max_size=4)
PLACES = st.integers(min_value=0, max_value=12)
CHANGES = st.tuples(PIECES, PLACES, st.integers(min_value=0, max_value=6))  # what is put in, where, how much is cut


class Letters(RuleBasedStateMachine):
    """One letter in a space that needs agreement. Each keeper has two windows that go on typing what they show."""

    def __init__(self):
        super().__init__()
        self.whole_run = transaction.atomic()
        self.whole_run.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.whole_run.__exit__(None, None, None)

    @initialize()
    def a_letter(self):
        space = given.a_space(letters_need_agreement=True)
        self.keepers = {name: given.a_keeper(space, name) for name in ("Mira", "Jonas")}
        self.space = space
        self.now = given.NOW
        self.id = draft.begin(
            keeper=self.keepers["Mira"], draft=Draft(words="Begun.", audience="public"), now=self.now
        ).id
        self.windows = {(name, window): ("Begun.", 1) for name in self.keepers for window in ("one", "two")}
        self.typed = {"Begun."}
        self.stands_behind = set()  # (keeper, version)
        self.set_by = ""
        self.shown = []

    @rule(name=KEEPERS, window=WINDOWS, change=CHANGES)
    def type(self, name, window, change):
        """Something is put in and something taken out; the page saves it and goes on, whatever the answer was."""
        words, seen = self.windows[name, window]
        piece, place, cut = change
        words = words[:place] + piece + words[place + cut :]
        self.typed.add(words)
        try:
            seen = draft.save(
                keeper=self.keepers[name], letter_id=self.id, draft=Draft(words=words, audience="public"), seen=seen,
                window=f"{name} {window}", now=self.now,
            ).version  # fmt: skip
        except ChangedMeanwhile:
            words, seen = self.row.words, self.row.version  # the page is opened again
        self.windows[name, window] = (words, seen)

    @rule(name=KEEPERS, which=st.integers(min_value=0, max_value=30))
    def bring_back(self, name, which):
        rows = list(LetterVersion.objects.filter(letter=self.id).order_by("id"))
        if rows:
            version = rows[which % len(rows)].pk
            self._try(draft.bring_back, name, seen=self.row.version, version_id=version, now=self.now)

    @rule(name=KEEPERS)
    def ask(self, name):
        if self._try(agreeing.ask, name, seen=self.row.version, now=self.now):
            self.stands_behind.add((name, self.row.version))

    @rule(name=KEEPERS, window=WINDOWS)
    def agree(self, name, window):
        _words, seen = self.windows[name, window]
        if self._try(agreeing.agree, name, seen=seen, now=self.now):
            assert seen == self.row.version
            self.stands_behind.add((name, seen))

    @rule(name=KEEPERS)
    def take_back(self, name):
        if self._try(agreeing.take_back, name):
            self.stands_behind.discard((name, self.row.version))

    @rule(name=KEEPERS)
    def hold(self, name):
        publishing.hold(keeper=self.keepers[name], letter_id=self.id)
        self.stands_behind = {pair for pair in self.stands_behind if pair[0] != name}
        self.shown = []

    @rule(name=KEEPERS, window=WINDOWS)
    def publish(self, name, window):
        seen = self.windows[name, window][1]
        if self._try(publishing.publish, name, seen=seen, now=self.now):
            self._went_out(by=name)

    @rule(name=KEEPERS, hours=st.integers(min_value=1, max_value=3))
    def schedule(self, name, hours):
        at = self.now + datetime.timedelta(hours=hours)
        if self._try(publishing.schedule, name, seen=self.row.version, at=at, now=self.now):
            self.set_by = name

    @rule(minutes=st.integers(min_value=1, max_value=200))
    def time_passes(self, minutes):
        self.now += datetime.timedelta(minutes=minutes)
        before = self.row.state
        publishing.publish_due(now=self.now)
        if before == "scheduled" and self.row.state == "published":
            self._went_out(by=self.set_by)

    @invariant()
    def others_read_what_was_published_and_nothing_else(self):
        read = [letter.words for letter in outside.on_face(guest=Guest(self.space, Audience.PUBLIC)).letters]
        assert read == self.shown

    @invariant()
    def nothing_that_was_typed_is_lost(self):
        kept = [self.row.words, *LetterVersion.objects.filter(letter=self.id).values_list("words", flat=True)]
        assert [words for words in self.typed if not any(_is_part_of(words, whole) for whole in kept)] == []

    @property
    def row(self):
        return Letter.objects.get(pk=self.id)

    def _try(self, verb, name, **how):
        try:
            verb(keeper=self.keepers[name], letter_id=self.id, **how)
        except Refused:
            return False
        return True

    def _went_out(self, *, by):
        others = {name for name, version in self.stands_behind if version == self.row.version} - {by}
        assert others, "it went out with only one keeper behind it"
        self.shown = [self.row.words]


def _is_part_of(words, whole):
    """Whether every letter of `words` stands in `whole`, in their order."""
    rest = iter(whole)
    return all(letter in rest for letter in words)


@pytest.mark.django_db
def test_no_order_of_deeds_breaks_the_three_promises():
    run_state_machine_as_test(Letters, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))


def test_inside_means_nothing_taken_out():
    assert is_inside("", "anything")
    assert is_inside("Dear all", "Dear friends all")
    assert is_inside("aaa", "aaaa")
    assert not is_inside("Dear all", "Dear al")
    assert not is_inside("abc", "cba and more")
    assert not is_inside("ab", "axbx")  # put in at two places: kept to be safe
