"""The shelf: a few messages at a time, the same ones until they are passed, and what a keeper does with each."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from alongside.door.models import Message
from alongside.ground import store
from alongside.ground.errors import NotThere, Refused
from alongside.passage.states import READABLE, State
from alongside.reading import marks, queries
from alongside.reading.models import Apart, Mark, Place, ReadMark
from alongside.reading.queries import AT_ONCE, Bundle
from alongside.spaces import pace as spaces_pace
from alongside.spaces.access import Keeper
from alongside.spaces.models import Membership, Pace


class NoSuchWish(Refused):
    """Something was wished for what waits apart that there is not."""

    status = 422


def next_bundle(*, keeper: Keeper, now: datetime) -> Bundle:
    """What is before a keeper now; when nothing is at hand, the next few messages are taken up, oldest first.

    What is at hand stays the same, also when older messages are let through later, until `mark_read` has passed it.
    """
    if queries.has_room(keeper=keeper, now=now):
        _take_up(keeper)
    return queries.bundle(keeper=keeper, now=now)


def _take_up(keeper: Keeper) -> None:
    few = list(marks.unread(keeper).values_list("pk", flat=True)[: AT_ONCE[Pace(keeper.membership.pace)]])
    if not few:
        return
    with store.write():
        place = _place(keeper)
        if not marks.is_any_at_hand(keeper, place.at_hand):  # else taken up in another window, a moment ago
            still = marks.unread(keeper).filter(pk__in=few).values_list("pk", flat=True)
            Place.objects.filter(pk=place.pk).update(at_hand=[str(key) for key in still])


def mark_read(
    *, keeper: Keeper, message_ids: Collection[UUID], now: datetime, shown_at: datetime | None = None
) -> None:
    """These have been read and are passed: the next ones follow. What is kept near stays near; doing it twice is harmless.

    `shown_at` is when the page with them was made: words that their writer mended after that have not been read.
    Raises `NotThere` when one of them is not a message of this space.
    """
    found = set(Message.objects.in_space(keeper.space).filter(pk__in=message_ids).values_list("pk", flat=True))
    if found != set(message_ids):
        raise NotThere
    with store.write():
        at = min(shown_at or now, now)
        ReadMark.objects.bulk_create([_mark(keeper, key, Mark.READ, at) for key in found], ignore_conflicts=True)
        ReadMark.objects.filter(membership=keeper.membership, message__in=found, at__lt=at).update(at=at)
        place = _place(keeper)
        passed = {str(key) for key in found}
        left = [key for key in place.at_hand if key not in passed]
        Place.objects.filter(pk=place.pk).update(at_hand=left)


def keep_near(*, keeper: Keeper, message_id: UUID, now: datetime) -> None:
    """Keep a message near, to find it again. Raises `NotThere`."""
    _put(keeper, message_id, Mark.NEAR, now, among=READABLE)


def let_go(*, keeper: Keeper, message_id: UUID) -> None:
    """No longer keep a message near; it stays read. Harmless where it was not near."""
    with store.write():
        near = ReadMark.objects.filter(membership=keeper.membership, message=message_id, state=Mark.NEAR)
        near.update(state=Mark.READ)


def never_again(*, keeper: Keeper, message_id: UUID, now: datetime) -> None:
    """Put a message away: this keeper does not meet it again anywhere, until they bring it back. Raises `NotThere`."""
    _put(keeper, message_id, Mark.NEVER, now, among=(*READABLE, State.SAFETY))


def bring_back(*, keeper: Keeper) -> None:
    """Bring back everything this keeper put away, as if they had not read it yet."""
    with store.write():
        ReadMark.objects.filter(membership=keeper.membership, state=Mark.NEVER).delete()


def _put(keeper: Keeper, message_id: UUID, state: Mark, now: datetime, *, among: Sequence[State]) -> None:
    with store.write():
        if not Message.objects.in_space(keeper.space).filter(pk=message_id, state__in=among).exists():
            raise NotThere
        mark = _mark(keeper, message_id, state, now)
        ReadMark.objects.bulk_create(
            [mark], update_conflicts=True, unique_fields=["membership", "message"], update_fields=["state", "at"]
        )


def _mark(keeper: Keeper, message_id: UUID, state: Mark, now: datetime) -> ReadMark:
    return ReadMark(space=keeper.space, membership=keeper.membership, message_id=message_id, state=state, at=now)


def enough_for_today(*, keeper: Keeper, now: datetime) -> None:
    """Show this keeper nothing more until tomorrow (where the family lives), or until they ask; the place is kept."""
    zone = ZoneInfo(keeper.space.time_zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    with store.write():
        place = _place(keeper)
        Place.objects.filter(pk=place.pk).update(rests_until=datetime.combine(tomorrow, time(), tzinfo=zone))


def carry_on(*, keeper: Keeper) -> None:
    """They ask for more after all, on the same day."""
    with store.write():
        Place.objects.filter(membership=keeper.membership).update(rests_until=None)


def choose_pace(*, keeper: Keeper, pace: str) -> None:
    """Set this keeper's pace; whoever chooses one is asking, so a rest ends. Raises `NoSuchPace`."""
    with store.write():
        spaces_pace.set_pace(keeper=keeper, pace=pace)
        Place.objects.filter(membership=keeper.membership).update(rests_until=None)


def settle_apart(*, keeper: Keeper, wish: str) -> None:
    """Say what should be done with the messages that wait apart: `leave`, `helper`, or empty to be asked again.

    Raises `NoSuchWish`.
    """
    if wish not in Apart.values:
        raise NoSuchWish(_("Open them, leave them, or let a helper answer."))
    with store.write():
        place = _place(keeper)
        Place.objects.filter(pk=place.pk).update(apart=wish)


def _place(keeper: Keeper) -> Place:
    """This keeper's place, held until the write ends. Call it inside one."""
    member = Membership.objects.select_for_update().get(pk=keeper.membership.pk)
    place, _made = Place.objects.get_or_create(membership=member, defaults={"space": keeper.space})
    return place
