"""What every page is given besides its own data."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest

from alongside.people.arriving import Person
from alongside.web import who


class PageContext(TypedDict):
    """Plain data for the base template; `arrived` is the signed-in person, or None."""

    site_name: str
    arrived: Person | None
    debug: bool


def page(request: HttpRequest) -> PageContext:
    """The site's name, who is signed in, and whether this is a developer's machine."""
    arrived = who.person(request) if hasattr(request, "user") else None
    return {"site_name": settings.SITE.site_name, "arrived": arrived, "debug": settings.FOR_DEVELOPERS}
