"""Which state of a received text may follow which, and by whose hand: the whole table."""

import pytest

from alongside.passage import states
from alongside.passage.states import Mover, State

W, X = State.WAITING, State.WITHDRAWN
LANES = frozenset({State.OPEN, State.GENTLE, State.SAFETY, State.CARE})

NOWHERE: frozenset[State] = frozenset()
ALLOWED = {
    Mover.GATE: {W: LANES, X: NOWHERE, **dict.fromkeys(LANES, NOWHERE)},
    Mover.PERSON: {W: LANES, X: NOWHERE, **dict.fromkeys(LANES, LANES)},
    Mover.WRITER: {W: {X, W}, X: NOWHERE, **dict.fromkeys(LANES, frozenset({X, W}))},
}
EVERY_STEP = [(mover, before, after) for mover in Mover for before in State for after in State]


@pytest.mark.parametrize(("mover", "before", "after"), EVERY_STEP)
def test_a_step_is_allowed_exactly_where_the_table_says(mover: Mover, before: State, after: State) -> None:
    assert states.may(mover, before=before, after=after) is (after in ALLOWED[mover][before])


@pytest.mark.parametrize("mover", Mover)
@pytest.mark.parametrize("after", State)
def test_sources_are_the_states_from_which_a_step_is_allowed(mover: Mover, after: State) -> None:
    assert set(states.sources(mover, after=after)) == {b for b in State if after in ALLOWED[mover][b]}
