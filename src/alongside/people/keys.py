"""Keys: how a person's own program comes in as that person, in one space, until they give the key up.

A key proves who asks, and for which space; what they may see there is decided by `spaces.access` each time, so a key of
someone who has left opens nothing.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.people.models import Key, Person

LONGEST_NAME = 100
MOST_KEYS = 20
MARK = "alongside-"  # so that a key is known for what it is, wherever it turns up


class NoKeyMade(Refused):
    """A key cannot be made as asked; the sentence says what to change."""

    status = 422


@dataclass(frozen=True, slots=True)
class Made:
    """A new key. Its secret can be seen this once and never again."""

    secret: str
    name: str


@dataclass(frozen=True, slots=True)
class KeyShown:
    """A key in its owner's list."""

    id: UUID
    name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a key is, and the one space it is for."""

    person: Person
    space_id: UUID


def make_key(*, person: Person, space_id: UUID, name: str, now: datetime) -> Made:
    """Make a key for `person` and one space; only its digest is stored. Raises `NoKeyMade`."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        raise NoKeyMade(_("Give the key a name, of 100 letters at most, so that you know it again."), field="name")
    secret = MARK + ids.new_token() + ids.new_token()
    with store.write():
        if Key.objects.good().filter(person=person, space=space_id).count() >= MOST_KEYS:
            raise NoKeyMade(_("There are very many keys already. Give one up before you make another."))
        Key.objects.create(person=person, space=space_id, name=name, digest=_digest(secret), made_at=now)
    return Made(secret, name)


def key_owner(*, secret: str) -> Owner:
    """Whose this key is. Raises `NotThere` for a key that never was, or was given up, or whose owner may not come in."""
    found = Key.objects.good().select_related("person").filter(digest=_digest(secret)).first()
    if found is None:
        raise NotThere
    return Owner(found.person, found.space)


def give_up(*, person: Person, key_id: UUID, now: datetime) -> None:
    """From now on the key opens nothing; doing it twice changes nothing. Raises `NotThere` for somebody else's."""
    with store.write():
        mine = Key.objects.filter(person=person, pk=key_id)
        if not mine.filter(given_up_at=None).update(given_up_at=now) and not mine.exists():
            raise NotThere


def keys_of(*, person: Person, space_id: UUID) -> tuple[KeyShown, ...]:
    """A person's keys for one space, the oldest first."""
    mine = Key.objects.good().filter(person=person, space=space_id).order_by("made_at", "id")
    return tuple(KeyShown(key.id, key.name, key.made_at) for key in mine)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
