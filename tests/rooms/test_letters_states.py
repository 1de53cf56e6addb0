"""Which deed may follow which state of a letter: the whole table, and that the verbs follow it."""

import datetime

import pytest

from alongside.ground.errors import Refused
from alongside.letters import agreeing, draft, publishing, states
from alongside.letters.draft import Draft
from alongside.letters.models import Letter
from alongside.letters.states import Deed, State
from tests import given

TOMORROW = given.NOW + datetime.timedelta(days=1)
NO = None
D, A, S, P, H = State.DRAFT, State.ASKING, State.SCHEDULED, State.PUBLISHED, State.HELD
TABLE = {
    #                          draft asking scheduled published held
    Deed.CHANGE:             (D,    A,     D,        D,        H),
    Deed.ASK:                (A,    A,     NO,       NO,       A),
    Deed.AGREE:              (NO,   A,     NO,       NO,       NO),
    Deed.STOP_ASKING:        (NO,   D,     NO,       NO,       NO),
    Deed.DISAGREE:           (D,    A,     A,        NO,       H),
    Deed.PUBLISH:            (P,    P,     P,        NO,       P),
    Deed.SCHEDULE:           (S,    S,     S,        NO,       S),
    Deed.HOLD:               (H,    H,     H,        H,        H),
    Deed.FALL_DUE:           (NO,   NO,    P,        NO,       NO),
    Deed.FALL_DUE_DISAGREED: (NO,   NO,    A,        NO,       NO),
}  # fmt: skip
EVERY = [(deed, before, after) for deed, row in TABLE.items() for before, after in zip(State, row, strict=True)]


@pytest.mark.parametrize(("deed", "before", "after"), EVERY)
def test_a_deed_leads_where_the_table_says(deed, before, after):
    assert states.after(deed, before=before) is after


def test_the_table_knows_every_deed():
    assert set(TABLE) == set(Deed)


def _do(deed, keeper, letter):
    """The verb that does the deed, as a keeper calls it."""
    at = {"keeper": keeper, "letter_id": letter.pk}
    seen = {**at, "seen": letter.version}
    if deed is Deed.CHANGE:
        draft.save(**seen, draft=Draft(words="Other words."), now=given.NOW)
    elif deed is Deed.ASK:
        agreeing.ask(**seen, now=given.NOW)
    elif deed is Deed.AGREE:
        agreeing.agree(**seen, now=given.NOW)
    elif deed is Deed.PUBLISH:
        publishing.publish(**seen, now=given.NOW)
    elif deed is Deed.SCHEDULE:
        publishing.schedule(**seen, at=TOMORROW, now=given.NOW)
    elif deed is Deed.HOLD:
        publishing.hold(**at)


KEEPERS_DEEDS = (Deed.CHANGE, Deed.ASK, Deed.AGREE, Deed.PUBLISH, Deed.SCHEDULE, Deed.HOLD)


@pytest.mark.django_db
@pytest.mark.parametrize(("deed", "before", "after"), [row for row in EVERY if row[0] in KEEPERS_DEEDS])
def test_the_verbs_follow_the_table(deed, before, after):
    space = given.a_space()
    keeper = given.a_keeper(space)
    saved = draft.begin(keeper=keeper, draft=Draft(words="Our words."), now=given.NOW)
    Letter.objects.filter(pk=saved.id).update(state=before)
    letter = Letter.objects.get(pk=saved.id)
    if after is None:
        with pytest.raises(Refused) as refused:
            _do(deed, keeper, letter)
        assert refused.value.status == 409
        assert refused.value.sentence
    else:
        _do(deed, keeper, letter)
    letter.refresh_from_db()
    assert letter.state == (after or before)
