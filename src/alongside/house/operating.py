"""What an operator does from the command line: the same verbs that the pages call, and whole addresses for the answer."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from alongside.ground.errors import Refused
from alongside.people import arriving
from alongside.spaces import opening
from alongside.spaces.models import Visibility
from alongside.web import links


@dataclass(frozen=True, slots=True)
class Opened:
    """A space that was opened, and how its keeper comes in."""

    slug: str
    url: str
    sign_in_url: str


def open_space(*, slug: str, title: str, keeper: str, visibility: str, now: datetime) -> Opened:
    """Open a space for the keeper with this address. Raises `Refused`."""
    _check_address(keeper)
    with transaction.atomic():
        person = arriving.arrive(email=keeper, now=now)
        asked = opening.Opening(slug=slug, title=title, visibility=visibility)
        space = opening.open_space(opening=asked, by=person, now=now)
        link = arriving.offer_link(person=person, now=now)
    key = space.link_key if space.visibility == Visibility.LINK else ""
    return Opened(space.slug, links.space(space.slug, link_key=key), links.whole("one-time-link", link.token))


def sign_in_url(*, email: str, moderator: bool = False, now: datetime) -> str:
    """A one-time sign-in link for this address; `moderator` appoints them. Raises `Refused`."""
    _check_address(email)
    person = arriving.arrive(email=email, now=now)
    if moderator:
        arriving.appoint(person=person, moderator=True)
    return links.whole("one-time-link", arriving.offer_link(person=person, now=now).token)


def _check_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"“{email}” is not an email address.") from None
