"""The picture at the top of a space's page."""

from datetime import datetime

from alongside.ground import store
from alongside.media import taking_in
from alongside.media.models import Picture
from alongside.media.taking_in import Sent
from alongside.spaces import opening, telling
from alongside.spaces.telling import Shaper


def put_up(*, shaper: Shaper, file: Sent, alt: str, now: datetime) -> Picture:
    """Put a picture at the top of the space's page, in place of the one that was there.

    `alt` says in words what is to be seen. Raises `NotAPicture`, and `CannotOpen` for words that are too long.
    """
    opening.check_line(alt, telling.LONGEST_ALT, field="alt")
    with taking_in.shelved(file) as on_shelf, store.write():
        picture = taking_in.name_it(shaper.space, on_shelf, now=now)
        telling.set_picture(shaper=shaper, name=picture.name, alt=alt)
        taking_in.let_go(space=shaper.space, name=shaper.space.picture)
    return picture


def describe(*, shaper: Shaper, alt: str) -> None:
    """Say in words what is to be seen on the picture that is there. Raises `CannotOpen` for words that are too long."""
    telling.set_picture(shaper=shaper, name=shaper.space.picture, alt=alt)


def take_down(*, shaper: Shaper) -> None:
    """Take the picture off the page and remove it."""
    with store.write():
        telling.set_picture(shaper=shaper, name="", alt="")
        taking_in.let_go(space=shaper.space, name=shaper.space.picture)
