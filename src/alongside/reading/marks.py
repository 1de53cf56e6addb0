"""Messages as one reader's marks leave them: filters that every shelf stands on."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from alongside.door.models import Message
from alongside.reading.models import Mark, ReadMark
from alongside.spaces.access import Helper, Keeper


def unread(keeper: Keeper) -> QuerySet[Message]:
    """What this keeper has not read, oldest first. Words that were mended since are new, unless they were put away."""
    marks = ReadMark.objects.filter(membership=keeper.membership, message=OuterRef("pk"))
    marks = marks.filter(Q(state=Mark.NEVER) | Q(at__gte=Coalesce(OuterRef("mended_at"), F("at"))))
    return Message.objects.in_space(keeper.space).for_family().filter(~Exists(marks)).order_by("arrived_at", "id")


def at_hand(keeper: Keeper, ids: list[str]) -> list[Message]:
    """Those of `ids` that can still be read, in their order: not taken back, not held since, not put away."""
    return sorted(_at_hand(keeper, ids), key=lambda row: ids.index(str(row.pk))) if ids else []


def is_any_at_hand(keeper: Keeper, ids: list[str]) -> bool:
    """Whether any of `ids` can still be read."""
    return bool(ids) and _at_hand(keeper, ids).exists()


def _at_hand(keeper: Keeper, ids: list[str]) -> QuerySet[Message]:
    return not_put_away(Message.objects.in_space(keeper.space).for_family().filter(pk__in=ids), keeper)


def not_put_away(messages: QuerySet[Message], reader: Helper) -> QuerySet[Message]:
    """`messages` without those that this keeper put away; a helper has put nothing away."""
    if not isinstance(reader, Keeper):
        return messages
    # Few, so they are gathered once; asked for message by message, PostgreSQL can take a very slow way to a fresh table.
    away = ReadMark.objects.filter(membership=reader.membership, state=Mark.NEVER)
    return messages.exclude(pk__in=away.values("message"))
