"""Under which words a message is found: kept in the same write that settles, moves, mends or takes back the message."""

from collections.abc import Callable, Iterable, Sequence, Set
from uuid import UUID

from django.db.models import QuerySet

from alongside.door.models import Findable, Message
from alongside.ground import many, search, store
from alongside.passage.states import READABLE, State


def read_aloud(message: Message) -> str:
    """The text that the gate reads, and that is searched: the words, and after them the name and relation."""
    return "\n".join(part for part in (message.words, message.name, message.relation) if part)


def enter(messages: Sequence[tuple[Message, State]]) -> None:
    """Messages with the lanes they go to: those that the family may read are found from now on, the others are not."""
    entering(messages)({message.pk for message, _lane in messages})


def entering(messages: Iterable[tuple[Message, State]]) -> Callable[[Set[UUID]], None]:
    """Make messages ready to be found, or not to be found any more, in the lanes they go to; what is returned does it.

    It is given the keys of those to enter. Each gets a place, in the order given here, that it keeps.
    """
    ready = [(message.space_id, message.pk, _words(message, lane)) for message, lane in messages]
    return lambda keys: _enter([row for row in ready if row[1] in keys])


def _enter(rows: Sequence[tuple[UUID, UUID, str]]) -> None:
    with store.write():
        new = many.insert_each(Findable, columns=("space", "message", "words"), rows=rows)
        if new < len(rows):  # some have a place from before
            many.update_each(
                Findable, columns=("words",), where=("message",), rows=[(words, key) for _space, key, words in rows]
            )


def _words(message: Message, lane: State) -> str:
    return search.put(message.space_id, read_aloud(message)) if lane in READABLE else ""


def leave(*, messages: QuerySet[Message]) -> None:
    """From now on these are found under no word; their places are kept."""
    Findable.objects.filter(message__in=messages).update(words="")
