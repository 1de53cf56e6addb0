"""Inviting people into a space, joining it, handing it over and leaving it. A space that has keepers always keeps one."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.people.models import Person
from alongside.spaces import opening
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Invitation, Membership, Role, Space

INVITATION_LASTS = timedelta(days=30)
DAY = timedelta(days=1)
MOST_A_DAY = 20  # letters that one person can have sent in a day: this is no way to reach strangers
MOST_TO_ONE = 3  # of them, to one address


class CannotInvite(Refused):
    """This address cannot be invited as asked; the sentence says what to change."""

    status = 422


class InvitationOver(Refused):
    """The invitation was taken back, has been used, or its time is over."""

    status = 410


class ForSomeoneElse(Refused):
    """The invitation went to another address than the one that signed in."""

    status = 403


class LastKeeper(Refused):
    """The only keeper cannot go: nobody would be left who may open the space's rooms."""

    status = 409


def invite(*, keeper: Keeper, email: str, role: str, now: datetime) -> Invitation:
    """Invite someone to keep the space or to help; an earlier invitation to the same address is replaced.

    The secret in the answer goes out by mail only. Raises `CannotInvite`.
    """
    if role not in Role.values:
        raise CannotInvite(_("Choose whether they keep the space with you, or help."), field="role")
    return _invite(keeper, email=email, role=role, now=now)


def invite_first_keeper(*, helper: Helper, email: str, now: datetime) -> Invitation:
    """Invite the one for whom a helper prepares the space. Raises `NotThere` once it has a keeper, and `CannotInvite`."""
    if helper.space.is_seen or _keepers(helper.space).exists():
        raise NotThere
    if email.strip().lower() == helper.person.email:
        raise CannotInvite(
            _("This is your own address. If you are one of the family, choose “I am one of the family” above."),
            field="email",
        )
    with store.write():
        _pending(helper.space).update(withdrawn_at=now)  # an address that was mistyped must not lead to the family
        return _invite(helper, email=email, role=Role.KEEPER, now=now)


def _invite(by: Helper, *, email: str, role: str, now: datetime) -> Invitation:
    email = email.strip().lower()
    _check(by.space, email=email, role=role)
    _check_measure(by.person, email=email, now=now)
    with store.write():
        _pending(by.space).filter(email=email).update(withdrawn_at=now)
        return Invitation.objects.create(
            space=by.space, email=email, role=role, token=ids.new_token(), made_by=by.membership, made_at=now,
            good_until=now + INVITATION_LASTS,
        )  # fmt: skip


def _check(space: Space, *, email: str, role: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise CannotInvite(_("This does not look like an email address."), field="email") from None
    if len(email) > 254:
        raise CannotInvite(_("This address is too long for a letter to reach it."), field="email")
    member = Membership.objects.filter(space=space, person__email=email, left_at=None).first()
    if member is not None and role in {member.role, Role.HELPER}:
        raise CannotInvite(_("They are here already."), field="email")


def _check_measure(person: Person, *, email: str, now: datetime) -> None:
    lately = Invitation.objects.filter(made_by__person=person, made_at__gt=now - DAY)
    if lately.count() >= MOST_A_DAY or lately.filter(email=email).count() >= MOST_TO_ONE:
        raise CannotInvite(
            _("This is as many letters as we send for one person in a day. Try again tomorrow."), field="email"
        )


def _pending(space: Space) -> QuerySet[Invitation]:
    return Invitation.objects.filter(space=space, joined_at=None, withdrawn_at=None)


def _keepers(space: Space) -> QuerySet[Membership]:
    return Membership.objects.filter(space=space, role=Role.KEEPER, left_at=None)


def take_back(*, keeper: Keeper, invitation_id: UUID, now: datetime) -> None:
    """Take an invitation back; its address leads nowhere from now on. Raises `NotThere`."""
    with store.write():
        if not _pending(keeper.space).filter(pk=invitation_id).update(withdrawn_at=now):
            raise NotThere


def invited(*, token: str, person: Person | None, now: datetime) -> Invitation:
    """The invitation behind a token, for the one to whom it was sent.

    Raises `NotThere` for a token that never was, `InvitationOver`, and `ForSomeoneElse` when another address signed in.
    """
    found = Invitation.objects.select_related("space", "space__vocabulary").filter(token=token).first()
    if found is None:
        raise NotThere
    if person is not None and person.email != found.email:
        raise ForSomeoneElse(
            _("This invitation was sent to another email address. Sign in with the address that the letter came to.")
        )
    if found.withdrawn_at or (found.good_until <= now and not found.joined_at):
        raise InvitationOver(_("This invitation is no longer open. Ask the one who sent it for a new one."))
    if found.joined_at and not _is_member(found.space, person):
        raise InvitationOver(_("This invitation has been used. Ask the family for a new one."))
    return found


def _is_member(space: Space, person: Person | None) -> bool:
    return Membership.objects.filter(space=space, person=person, left_at=None).exists() if person else True


def join(*, token: str, person: Person, name: str = "", now: datetime) -> Space:
    """Take up an invitation: from now on `person` keeps the space, or helps in it, under `name`. Twice does nothing more.

    Whoever keeps it already stays a keeper. Raises as `invited` does, and `CannotOpen` for a name that is too long.
    """
    opening.check_line(name, opening.LONGEST_TITLE, field="name")
    with store.write():
        invitation = invited(token=token, person=person, now=now)
        if Invitation.objects.filter(pk=invitation.pk, joined_at=None, withdrawn_at=None).update(joined_at=now):
            _take_place(invitation, person, name=name.strip() or person.name, now=now)
    return invitation.space


def _take_place(invitation: Invitation, person: Person, *, name: str, now: datetime) -> None:
    place, made = Membership.objects.get_or_create(
        space=invitation.space, person=person,
        defaults={"role": invitation.role, "name": name, "joined_at": now},
    )  # fmt: skip
    if made or (place.role == Role.KEEPER and place.left_at is None):
        return
    Membership.objects.filter(pk=place.pk).update(role=invitation.role, left_at=None)


def hand_over(*, keeper: Keeper, member_id: UUID) -> None:
    """Give the keeping to another member: they keep the space, and the one who gives it helps from now on.

    Raises `NotThere` for someone who is no member, and for one who gives what is no longer theirs.
    """
    with store.write():
        Space.objects.select_for_update().get(pk=keeper.space.pk)  # who hands over and who leaves take turns
        if not _keepers(keeper.space).filter(pk=keeper.membership.pk).exists():
            raise NotThere
        others = Membership.objects.filter(space=keeper.space, left_at=None).exclude(pk=keeper.membership.pk)
        if not others.filter(pk=member_id).update(role=Role.KEEPER):
            raise NotThere
        Membership.objects.filter(pk=keeper.membership.pk).update(role=Role.HELPER)


def let_go(*, keeper: Keeper, member_id: UUID, now: datetime) -> None:
    """A member's place ends; what they did stays. Raises `NotThere`, and `LastKeeper` for the only keeper."""
    _end(keeper.space, member_id, now=now)


def leave(*, helper: Helper, now: datetime) -> None:
    """Leave a space. Raises `LastKeeper` for the only keeper."""
    _end(helper.space, helper.membership.pk, now=now)


def _end(space: Space, member_id: UUID, *, now: datetime) -> None:
    with store.write():
        Space.objects.select_for_update().get(pk=space.pk)  # two keepers who leave at once take turns
        place = Membership.objects.filter(space=space, left_at=None, pk=member_id).first()
        if place is None:
            raise NotThere
        if place.role == Role.KEEPER and not _keepers(space).exclude(pk=member_id).exists():
            raise LastKeeper(_("You are the only one who keeps this space. Hand it over first, or close it."))
        Membership.objects.filter(pk=member_id).update(left_at=now)
