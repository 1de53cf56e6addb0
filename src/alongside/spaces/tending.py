"""Tending the door: whose messages a space takes, and how, changed in one step by whoever stands beside it."""

from django.utils.translation import gettext as _

from alongside.ground import store
from alongside.ground.errors import NotThere, Refused
from alongside.spaces.access import Helper
from alongside.spaces.models import Door, Space


class NoSuchDoor(Refused):
    """A door cannot be set like that."""

    status = 422


def set_door(*, helper: Helper, door: str) -> None:
    """Set the door of a space (open, slow, known or closed), by one who keeps it or helps in it. Raises `NoSuchDoor`."""
    _set(helper.space.slug, door)


def set_door_as_host(*, slug: str, door: str) -> None:
    """Set the door of any space; only for the command line, where having the machine is the proof.

    Raises `NoSuchDoor` or `NotThere`.
    """
    _set(slug, door)


def _set(slug: str, door: str) -> None:
    if door not in Door.values:
        raise NoSuchDoor(_("Choose how the door is set: open, slow, known or closed."), field="door")
    with store.write():
        if not Space.objects.filter(slug=slug).update(door=door):
            raise NotThere
