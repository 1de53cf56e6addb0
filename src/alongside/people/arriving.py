"""Arriving: an address becomes a person, and an operator's one-time link becomes a visit."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.ground import ids, store
from alongside.ground.errors import Refused
from alongside.people.models import Person, SignInLink

LINK_LASTS = timedelta(hours=24)


class LinkSpent(Refused):
    """A one-time link was used before, has run out, or never was."""

    status = 410


@dataclass(frozen=True, slots=True)
class Offered:
    """A one-time link: the secret for its address, and until when it is good."""

    token: str
    good_until: datetime


def arrive(*, email: str, now: datetime, name: str = "") -> Person:
    """Return the person with this address, making them if they are new; knowing them gives nobody any right."""
    email = email.strip().lower()
    try:
        with store.write():
            person, _made = Person.objects.get_or_create(email=email, defaults={"name": name, "arrived_at": now})
    except IntegrityError:  # two first visits at once: the other one made the row
        person = Person.objects.get(email=email)
    return person


def offer_link(*, person: Person, now: datetime) -> Offered:
    """Make a one-time sign-in link for `person`, good for a day. Only its digest is stored."""
    offered = Offered(ids.new_token(), now + LINK_LASTS)
    with store.write():
        SignInLink.objects.create(
            person=person, digest=_digest(offered.token), made_at=now, good_until=offered.good_until
        )
    return offered


def come_in(*, token: str, now: datetime) -> Person:
    """Use up a one-time link and return whose it is. Raises `LinkSpent` when it is not good, whatever the reason."""
    with store.write():
        good = SignInLink.objects.filter(digest=_digest(token), used_at=None, good_until__gt=now)
        link = good.select_related("person").first()
        if link is None or not good.update(used_at=now):
            raise LinkSpent(_("This link has been used, or its time is over. Ask for a new one."))
    return link.person


def appoint(*, person: Person, moderator: bool) -> None:
    """Let a person be a moderator of this site, or no longer."""
    with store.write():
        Person.objects.filter(pk=person.pk).update(is_moderator=moderator)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
