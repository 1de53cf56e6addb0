"""Every state of a letter and every step between them: the only place where they are listed.

The state is that of the words being written. What others read is apart from it (`Letter.on_page` and the `shown_` columns):
a letter that is on the page stays there, unchanged, while its next words are drafted, asked about or scheduled.
"""

from enum import StrEnum


class State(StrEnum):
    """Where the words being written stand."""

    DRAFT = "draft"
    ASKING = "asking"  # shown to the other keepers, for their agreement
    SCHEDULED = "scheduled"
    PUBLISHED = "published"  # what is written is what is on the page
    HELD = "held"  # kept back on purpose; nothing of it is on the page


class Deed(StrEnum):
    """What can be done with a letter."""

    CHANGE = "change"
    ASK = "ask"
    AGREE = "agree"
    STOP_ASKING = "stop asking"
    DISAGREE = "disagree"  # an agreement is taken back
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    HOLD = "hold"
    FALL_DUE = "fall due"
    FALL_DUE_DISAGREED = "fall due, without the agreement it needs"


_ANYTHING_NOT_OUT = (State.DRAFT, State.ASKING, State.SCHEDULED, State.HELD)

STEPS: dict[Deed, dict[State, State]] = {
    # A changed letter is nobody's appointment any more; the others still look at one they were asked about.
    Deed.CHANGE: {
        State.DRAFT: State.DRAFT,
        State.ASKING: State.ASKING,
        State.SCHEDULED: State.DRAFT,
        State.PUBLISHED: State.DRAFT,
        State.HELD: State.HELD,
    },
    Deed.ASK: dict.fromkeys((State.DRAFT, State.ASKING, State.HELD), State.ASKING),
    Deed.AGREE: {State.ASKING: State.ASKING},
    Deed.STOP_ASKING: {State.ASKING: State.DRAFT},
    Deed.DISAGREE: {
        State.DRAFT: State.DRAFT,
        State.ASKING: State.ASKING,
        State.SCHEDULED: State.ASKING,
        State.HELD: State.HELD,
    },
    Deed.PUBLISH: dict.fromkeys(_ANYTHING_NOT_OUT, State.PUBLISHED),
    Deed.SCHEDULE: dict.fromkeys(_ANYTHING_NOT_OUT, State.SCHEDULED),
    Deed.HOLD: dict.fromkeys(State, State.HELD),
    Deed.FALL_DUE: {State.SCHEDULED: State.PUBLISHED},
    Deed.FALL_DUE_DISAGREED: {State.SCHEDULED: State.ASKING},
}


def after(deed: Deed, *, before: str) -> State | None:
    """Where `deed` leads from `before`; None when it cannot be done there."""
    return STEPS[deed].get(State(before))
