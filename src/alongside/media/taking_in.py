"""Taking a picture in, and letting it go."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db import transaction

from alongside.ground import ids, store
from alongside.media import bounds, shelf
from alongside.media.models import Picture
from alongside.spaces.models import Space


class Sent(Protocol):
    """A file as it was sent: anything that can be read."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most `size` bytes."""


@dataclass(frozen=True, slots=True)
class Shelved:
    """A picture whose files are on the shelf, and which no row names yet."""

    name: str
    width: int
    height: int


def take_in(*, space: Space, file: Sent, now: datetime) -> Picture:
    """Keep a picture for a space: read, stripped of all metadata, in every size. Raises `NotAPicture`."""
    with shelved(file) as on_shelf, store.write():
        return name_it(space, on_shelf, now=now)


@contextmanager
def shelved(file: Sent) -> Iterator[Shelved]:
    """Make a picture and put it on the shelf before any transaction is opened; off again if what follows goes wrong."""
    from alongside.media import renditions  # only now: the decoders weigh 10 MB, and most sites see few pictures

    made = renditions.make(file.read(bounds.MOST_BYTES + 1))
    on_shelf = Shelved(ids.new_token(), made.width, made.height)
    try:
        shelf.keep(on_shelf.name, made.files)
        yield on_shelf
    except BaseException:
        shelf.remove(on_shelf.name)
        raise


def name_it(space: Space, on_shelf: Shelved, *, now: datetime) -> Picture:
    """Write down a picture that is on the shelf. Call it inside a write."""
    return Picture.objects.create(
        space=space, name=on_shelf.name, width=on_shelf.width, height=on_shelf.height, made_at=now
    )


def let_go(*, space: Space, name: str) -> None:
    """Remove a picture of a space and, once that is certain, its files; it does not matter whether it is there."""
    with store.write():
        if Picture.objects.filter(space=space, name=name).delete()[0]:
            transaction.on_commit(lambda: shelf.remove(name))
