"""Who is at the door: the signed-in person, the family's link, the sender. The only place that reads them off a request."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from alongside.door import limits, proofs
from alongside.people.arriving import Person
from alongside.spaces import access

LINK_COOKIE = "family-link"
LINK_LASTS = 60 * 60 * 24 * 180  # seconds


def now() -> datetime:
    """The time, for verbs: only the front doors read the clock."""
    return datetime.now(UTC)


def person(request: HttpRequest) -> Person | None:
    """The signed-in person, or none."""
    return request.user if isinstance(request.user, Person) else None


def guest(request: HttpRequest, slug: str) -> access.Guest:
    """The visitor's proof at a space's page. Raises `NotThere`."""
    return access.guest(slug=slug, person=person(request), link_key=link_key(request))


def link_key(request: HttpRequest) -> str:
    """The family's link, from the address at the first visit, from a cookie of that space's path afterwards."""
    return request.GET.get("link", "") or request.COOKIES.get(LINK_COOKIE, "")


def remember_link(response: HttpResponseBase, *, slug: str, key: str) -> None:
    """Keep the family's link in the visitor's browser, for this space alone, so that it can leave the address bar."""
    response.set_cookie(
        LINK_COOKIE, key, max_age=LINK_LASTS, path=f"/for/{slug}/", httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def sender(request: HttpRequest, *, guest: access.Guest, proof: str) -> limits.Sender:
    """Who sends, for the fair limits (nobody when they are off), and the proof they show that they took their time."""
    at = now()
    shown = proofs.read(shown=proof, space_id=guest.space.pk, now=at)
    return limits.sender(direct=_direct(request), forwarded=_forwarded(request), now=at, proof=shown)


def address(request: HttpRequest) -> str:
    """The sender's address as the outermost proxy that is ours saw it."""
    return limits.address_of(direct=_direct(request), forwarded=_forwarded(request), proxies=settings.SITE.proxies)


def _direct(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _forwarded(request: HttpRequest) -> str:
    return request.headers.get("X-Forwarded-For", "")
