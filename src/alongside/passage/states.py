"""Every state of a received text and every step between them: the only place where they are listed.

`waiting` has been kept and not yet read by anything. The gate moves it to one of four lanes. After that only people
move it: someone at the desk to any lane, its writer to `withdrawn` (for good), or, by mending the words, back to `waiting`.
Nothing is ever deleted here.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a received text stands."""

    WAITING = "waiting"
    OPEN = "open"
    GENTLE = "gentle"  # meant well, would hurt
    SAFETY = "safety"  # cruelty, scams
    CARE = "care"  # the writer may be in danger
    WITHDRAWN = "withdrawn"


class Mover(StrEnum):
    """Who takes a text from one state to another."""

    GATE = "gate"
    PERSON = "person"
    WRITER = "writer"


LANES = frozenset({State.OPEN, State.GENTLE, State.SAFETY, State.CARE})
READABLE = (State.OPEN, State.GENTLE)  # what a keeper may have before them without asking for more
HELD = frozenset({State.GENTLE, State.SAFETY, State.CARE})

_STEPS: dict[Mover, dict[State, frozenset[State]]] = {
    Mover.GATE: {State.WAITING: LANES},
    Mover.PERSON: dict.fromkeys((State.WAITING, *LANES), LANES),
    Mover.WRITER: {state: frozenset({State.WITHDRAWN, State.WAITING}) for state in (State.WAITING, *LANES)},
}


def may(mover: Mover, *, before: State, after: State) -> bool:
    """Whether `mover` may take a text from `before` to `after`."""
    return after in _STEPS[mover].get(before, frozenset())


def sources(mover: Mover, *, after: State) -> list[State]:
    """The states from which `mover` may reach `after`: the condition of the UPDATE that does it."""
    return [before for before, reachable in _STEPS[mover].items() if after in reachable]
