"""Deciding about a held text: to which lane, for which reason, and about which version of it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.desk import texts
from alongside.desk.duty import Duty
from alongside.desk.models import Claim, Decision
from alongside.door import settle
from alongside.door.models import Message
from alongside.ground import store
from alongside.ground.errors import NotThere, Refused
from alongside.passage.states import LANES, State

LONGEST_REASON = 500


class NotDecided(Refused):
    """A decision needs one of the lanes, and a reason."""

    status = 422


class SomeoneWasHere(Refused):
    """The text is no longer what this person saw: it was decided, mended or taken back meanwhile."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Someone was here before you: this text was changed or decided meanwhile. Nothing was done. Look once more."
            )
        )


def decide(*, duty: Duty, message_id: UUID, to: str, reason: str, seen_version: int, now: datetime) -> Decision:
    """Move a text to a lane and write the line of the log, both or neither; claims on it end.

    A decision may also confirm the lane it is in: then it no longer waits at the desk. Raises `NotDecided`,
    `SomeoneWasHere`, or `NotThere`.
    """
    lane, reason = _lane(to), _said(reason)
    with store.write():
        message = _seen(duty, message_id, seen_version, now)
        if not settle.move(space=message.space, message_id=message.pk, to=lane, seen_version=seen_version):
            raise SomeoneWasHere
        Claim.objects.filter(message=message).delete()
        return Decision.objects.create(
            space=message.space, message=message, by=duty.person, before=message.state, to=lane, reason=reason,
            seen_version=seen_version, at=now,
        )  # fmt: skip


def _lane(to: str) -> State:
    if to not in LANES:
        raise NotDecided(_("Choose where this text goes."), field="to")
    return State(to)


def _said(reason: str) -> str:
    reason = reason.strip()
    if not reason or "\0" in reason:
        raise NotDecided(_("Say why, in a word or two: whoever looks at this later needs it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise NotDecided(
            _("This is too long. Please use %(most)d letters at most.") % {"most": LONGEST_REASON}, field="reason"
        )
    return reason


def _seen(duty: Duty, message_id: UUID, version: int, now: datetime) -> Message:
    """The text, as this person saw it. That it changed is said before whether it is still for them to see."""
    known = Message.objects.filter(duty.spaces, pk=message_id).values_list("version", flat=True).first()
    if known is None:
        raise NotThere
    if known != version:
        raise SomeoneWasHere
    return texts.find(duty, message_id, now=now)
