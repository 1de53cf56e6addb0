"""Unsubscribing: one press, no questions, at once. The right to do it is a signed token in the letter itself."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core import signing

from alongside.ground import addresses, store
from alongside.ground.errors import NotThere
from alongside.mail.models import Outgoing, Unsubscribed
from alongside.spaces.models import Space

SALT = "alongside.mail.unsubscribe"


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose wish it is, about which kind of letter, from which space (None: from the site itself)."""

    to: str
    kind: str
    space: UUID | None


def address(letter: Outgoing) -> str:
    """The whole address of the page where this letter's reader can have no more of its kind."""
    return addresses.whole(f"/unsubscribe/{token(wish_of(letter))}/")


def wish_of(letter: Outgoing) -> Wish:
    """The wish that this letter's reader would have."""
    return Wish(letter.to, letter.kind, letter.space_id)


def token(wish: Wish) -> str:
    """A signed text for an address; it is good for ever, since a letter can be opened years later."""
    return signing.Signer(salt=SALT).sign_object([wish.to, wish.kind, str(wish.space or "")])


def read(token: str) -> Wish:
    """What a token says. Raises `NotThere` for anything that we did not sign."""
    try:
        to, kind, space = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        raise NotThere from None
    return Wish(to, kind, UUID(space) if space else None)


def stop(*, token: str, now: datetime) -> None:
    """No more letters of this kind from this space to this address, from now on. Twice is the same as once.

    Raises `NotThere` for a forged token.
    """
    wish = read(token)
    with store.write():
        space = Space.objects.filter(pk=wish.space).first() if wish.space else None
        Unsubscribed.objects.bulk_create(
            [Unsubscribed(space=space, kind=wish.kind, mark=_mark(wish), at=now)], ignore_conflicts=True
        )


def begin_again(*, token: str) -> None:
    """Letters of this kind may come again: somebody pressed the button by mistake. Raises `NotThere`."""
    wish = read(token)
    with store.write():
        Unsubscribed.objects.filter(mark=_mark(wish)).delete()


def is_stopped(*, token: str) -> bool:
    """Whether letters of this kind are stopped. Raises `NotThere` for a forged token."""
    return Unsubscribed.objects.filter(mark=_mark(read(token))).exists()


def unwanted(letters: Iterable[Outgoing]) -> set[UUID]:
    """Which of these letters their readers do not want; asked at the last moment before sending."""
    marks = {_mark(wish_of(letter)): letter.pk for letter in letters if letter.unsubscribe}
    stopped = set(Unsubscribed.objects.filter(mark__in=marks).values_list("mark", flat=True))
    return {letter.pk for letter in letters if letter.unsubscribe and _mark(wish_of(letter)) in stopped}


def _mark(wish: Wish) -> str:
    """A digest of the three, so that no address is kept; without a key, so that it outlives a new secret key."""
    return hashlib.sha256(f"{wish.to.lower()}\n{wish.kind}\n{wish.space or ''}".encode()).hexdigest()
