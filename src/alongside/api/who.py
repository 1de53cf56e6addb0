"""Who calls: a guest, or the owner of a key. Nothing else is read off a request; cookies are not looked at."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.door import limits, proofs
from alongside.ground.errors import NotThere, Refused
from alongside.people import keys
from alongside.spaces import access
from alongside.spaces.access import Guest, Keeper


class NoSuchKey(Refused):
    """The key that was shown opens nothing (any more)."""

    status = 401


def now() -> datetime:
    """The time, for verbs."""
    return timezone.now()


def guest(request: HttpRequest, slug: str, *, link: str = "") -> Guest:
    """The caller's proof at a space's door: by its visibility, by the family's link, or by a member's key.

    Raises `NotThere`, or `NoSuchKey`.
    """
    owner = _owner(request)
    proof = access.guest(slug=slug, person=owner.person if owner else None, link_key=link)
    if owner:
        _check_scope(owner, proof.space.pk)
    return proof


def keeper(request: HttpRequest, slug: str) -> Keeper | None:
    """The keeper whose key was shown, or None when none was. Raises `NotThere`, or `NoSuchKey`."""
    owner = _owner(request)
    if owner is None:
        return None
    proof = access.keeper(slug=slug, person=owner.person)
    _check_scope(owner, proof.space.pk)
    return proof


def sender(request: HttpRequest, *, guest: Guest, proof: str) -> limits.Sender:
    """Who sends, for the fair limits (nobody when they are off), and the proof they show that they took their time."""
    at = now()
    return limits.sender(
        direct=str(request.META.get("REMOTE_ADDR", "")), forwarded=request.headers.get("X-Forwarded-For", ""), now=at,
        proof=proofs.read(shown=proof, space_id=guest.space.pk, now=at),
    )  # fmt: skip


def _owner(request: HttpRequest) -> keys.Owner | None:
    shown = request.headers.get("Authorization")
    if shown is None:
        return None
    scheme, _space, secret = shown.partition(" ")
    try:
        if scheme.lower() != "bearer":
            raise NotThere
        return keys.key_owner(secret=secret.strip())
    except NotThere:
        raise NoSuchKey(_("This key opens nothing. It was never made, or it was given up.")) from None


def _check_scope(owner: keys.Owner, space_id: UUID) -> None:
    """A key is for one space; everywhere else it is as if nothing were there."""
    if owner.space_id != space_id:
        raise NotThere
