"""Who may come through a family's door at the moment, and what the page says of it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from alongside.door.limits import Sender
from alongside.ground.errors import Refused
from alongside.spaces.access import Guest
from alongside.spaces.models import Audience, Door

MEMBERS = (Audience.KEEPERS, Audience.HELPERS)


class DoorClosed(Refused):
    """The family takes no messages at the moment, or none from this guest."""

    status = 403


@dataclass(frozen=True, slots=True)
class DoorShown:
    """How the door stands for one guest; `sentence` may be empty."""

    takes: bool
    sentence: str


def check(guest: Guest) -> DoorClosed | None:
    """Why this guest can leave no message at the moment; None when they can."""
    door = guest.space.door
    if door == Door.CLOSED:
        return DoorClosed(_("The family is not taking messages at the moment. Please come back another day."))
    if door == Door.KNOWN and guest.audience == Audience.PUBLIC:
        return DoorClosed(
            _(
                "At the moment the family takes messages from people who come by its own link. If you have it, in a "
                "letter from them for instance, open that first."
            )
        )
    return None


def as_it_stands(guest: Guest, sender: Sender) -> Sender:
    """The sender, with what the door asks of a guest who comes like this one."""
    if guest.audience == Audience.PUBLIC and guest.space.door != Door.SLOW:
        return sender
    slow = guest.space.door == Door.SLOW and guest.audience not in MEMBERS
    return replace(sender, slow=slow, known=guest.audience != Audience.PUBLIC)


def shown(guest: Guest) -> DoorShown:
    """How the door stands for this guest, in a sentence."""
    closed = check(guest)
    if closed:
        return DoorShown(takes=False, sentence=closed.sentence)
    if guest.space.door == Door.SLOW and guest.audience not in MEMBERS:
        return DoorShown(takes=True, sentence=_("At the moment each message takes a little longer to send."))
    return DoorShown(takes=True, sentence="")
