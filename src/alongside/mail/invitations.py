"""Invitations by letter: the secret of an invitation goes out by mail only, in the same transaction that makes it."""

import re
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from alongside.ground import store
from alongside.mail import outbox
from alongside.people.models import Person
from alongside.spaces import inviting, opening
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Invitation, Role, Space
from alongside.spaces.opening import Opening

LONGEST_NAME = 80
LINKISH = re.compile(r"[/@:]|\w\.\w")

Address = Callable[[str], str]
"""The whole address of an invitation's page, made from its token by those who know addresses."""


def invite(*, keeper: Keeper, email: str, role: str, address: Address, now: datetime) -> None:
    """Invite someone to keep the space or to help, and send them the letter. Raises `CannotInvite`."""
    with store.write():
        invitation = inviting.invite(keeper=keeper, email=email, role=role, now=now)
        send(invitation=invitation, url=address(invitation.token), now=now)


def open_for(*, asked: Opening, by: Person, name: str, keeper: str, address: Address, now: datetime) -> Space:
    """A helper opens a space for someone of the family, who gets a letter that leads them to it. All of it, or nothing.

    `name` is the helper's, `keeper` the email address of the one it is for. Nobody else sees the space before they have.
    Raises `CannotOpen`, `NotADate` or `CannotInvite`.
    """
    with store.write():
        space = opening.open_space(opening=asked, by=by, role=Role.HELPER, name=name, now=now)
        invite_first_keeper(helper=_helper(space, by), email=keeper, address=address, now=now)
    return space


def invite_first_keeper(*, helper: Helper, email: str, address: Address, now: datetime) -> None:
    """Invite the one for whom a helper prepares the space, once more or at another address. Raises `CannotInvite`."""
    with store.write():
        invitation = inviting.invite_first_keeper(helper=helper, email=email, now=now)
        send(invitation=invitation, url=address(invitation.token), now=now)


def _helper(space: Space, person: Person) -> Helper:
    return Helper(space, person, space.memberships.get(person=person))


def send(*, invitation: Invitation, url: str, now: datetime) -> bool:
    """Put the letter of an invitation into the outbox; false when it was there already. Call it in the same write."""
    return outbox.put(
        to=invitation.email, subject=_("Somebody has invited you to a family's page"), text=_text(invitation, url),
        kind="invitation", dedupe=f"invitation:{invitation.pk}", now=now, space=invitation.space,
    )  # fmt: skip


def _text(invitation: Invitation, url: str) -> str:
    """The letter. It names who asks, and nothing of the space: other eyes than theirs may see it."""
    return _words(invitation) % {"name": _who_asks(invitation), "url": url}


def _who_asks(invitation: Invitation) -> str:
    """The name of the one who asks; their address where the name could carry a link or a message of its own."""
    by = invitation.made_by
    if by is None:
        return ""
    name = " ".join((by.name or by.person.name).split())
    return name if name and len(name) <= LONGEST_NAME and not LINKISH.search(name) else by.person.email


def _words(invitation: Invitation) -> str:
    if invitation.role == Role.HELPER:
        return _(
            "%(name)s asks you to help with a page on which people write to a family after a loss.\n\n"
            "You would read first, and answer for them where they wish it. You can see what it is about here:\n%(url)s\n\n"
            "The address is for you alone. It stays open for thirty days. If this is not the time, leave it be; "
            "nobody is told."
        )
    if not invitation.space.is_seen:
        return _(
            "%(name)s has prepared a page for you and your family, on which people can write to you.\n\n"
            "Nobody else can see it. It opens only when you have looked at it and say so, and you can change "
            "everything first:\n%(url)s\n\n"
            "The address is for you alone. It stays open for thirty days. There is no hurry, and nothing needs to be done."
        )
    return _(
        "%(name)s asks you to keep a family's page together: to read what people write, and to say something when you "
        "wish to.\n\n%(url)s\n\n"
        "The address is for you alone. It stays open for thirty days. There is no hurry."
    )
