"""Search: a keeper finds what somebody wrote again, by its words or by a name; newest first, and nothing is counted."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.door.models import Findable, Message
from alongside.ground import search
from alongside.ground.errors import NotThere, Refused
from alongside.passage.states import READABLE
from alongside.reading import marks, shown
from alongside.reading.queries import PAGE, Shelf
from alongside.spaces.access import Keeper

LONGEST_ASKED = 200
MOST_TERMS = 12
MOST_AT_ONCE = 1_000  # numbers asked of the index at once, where very many of those it knows were put away


class TooMuchAsked(Refused):
    """What is looked for is longer than a search can be."""

    status = 422


def find(*, keeper: Keeper, asked: str, cursor: str = "", limit: int = PAGE) -> Shelf:
    """What this keeper may have before them and holds every word of `asked` (the last one may be its beginning).

    Nothing is found where there is no word in it. Raises `TooMuchAsked`, and `NotThere` for a broken cursor.
    """
    if len(asked) > LONGEST_ASKED:
        raise TooMuchAsked(_("This is too long. A word or two, or a name, is enough."), field="q")
    looked_for = search.asked(space_id=keeper.space.pk, text=asked, most=MOST_TERMS)
    found: list[tuple[int, Message]] = []
    below, at_once = _below(keeper, cursor), limit + 1
    while looked_for and len(found) <= limit:
        numbers = search.newest(Findable, looked_for, below=below, limit=at_once)
        found += _theirs(keeper, numbers)
        if len(numbers) < at_once:
            break
        below, at_once = numbers[-1], min(at_once * 4, MOST_AT_ONCE)
    rows = [message for _number, message in found[:limit]]
    return Shelf(shown.messages(keeper, rows), rows[-1].pk.hex if len(found) > limit else "")


def _below(keeper: Keeper, cursor: str) -> int:
    """The place of the message that a cursor names. Only this family's messages are anywhere."""
    if not cursor:
        return search.NO_NUMBER_YET
    try:
        here = (
            Findable.objects.filter(space=keeper.space, message=UUID(cursor)).values_list("number", flat=True).first()
        )
    except ValueError:
        raise NotThere from None
    if here is None:
        raise NotThere
    return here


def _theirs(keeper: Keeper, numbers: Sequence[int]) -> list[tuple[int, Message]]:
    """Those of the numbers that stand for something this keeper may have before them, in their order."""
    places = dict(Findable.objects.filter(number__in=numbers).values_list("message_id", "number"))
    messages = Message.objects.in_space(keeper.space).filter(pk__in=list(places), state__in=READABLE)
    return sorted(
        ((places[row.pk], row) for row in marks.not_put_away(messages, keeper)), key=lambda pair: pair[0], reverse=True
    )
