"""What a family has done in a very full space before its pages are measured: read, kept near, put away, thanked."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alongside.spaces.access import Keeper

READ = 20_000  # messages, the oldest; a thousand sittings
NEAR, AWAY = 40, 50  # one of so many is kept near, or put away
THANKED = 500


def live(keeper: "Keeper") -> None:
    """Have this keeper read as it comes, and leave the marks of somebody who has for a long time; twice changes nothing."""
    from alongside.door.models import Message
    from alongside.reading import shelf, thanks
    from alongside.reading.models import Mark, ReadMark

    now = datetime.now(UTC)
    shelf.choose_pace(keeper=keeper, pace="as_it_comes")
    passed = list(Message.objects.in_space(keeper.space).for_family().order_by("arrived_at", "id")[:READ])
    marks = [
        ReadMark(space=keeper.space, membership=keeper.membership, message=message, state=_state(place), at=now)
        for place, message in enumerate(passed)
    ]
    ReadMark.objects.bulk_create(marks, batch_size=1_000, ignore_conflicts=True)
    thanks.thank_all(keeper=keeper, words="Thank you.", key="all", now=now - timedelta(days=3))
    some = [mark.message_id for mark in marks if mark.state == Mark.READ][:THANKED]
    thanks.thank_some(keeper=keeper, message_ids=some, words="Thank you all.", key="some", now=now)


def _state(place: int) -> str:
    from alongside.reading.models import Mark

    return Mark.NEAR if place % NEAR == 0 else Mark.NEVER if place % AWAY == 1 else Mark.READ
