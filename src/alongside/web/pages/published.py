"""The family's letters as others read them: all by their titles, and each on a page of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from alongside.ground.errors import NotThere
from alongside.letters import outside
from alongside.spaces import queries as spaces
from alongside.web import who


@require_safe
def letters(request: HttpRequest, slug: str) -> HttpResponse:
    """Every letter that this visitor may read, by its title."""
    guest = who.guest(request, slug)
    page = outside.titles(guest=guest, older_than=_id(request.GET.get("older", "")))
    shown = {"space": spaces.face(guest.space), "page": page, "later": "older" in request.GET}
    return render(request, "letters/published.html", shown)


@require_safe
def letter(request: HttpRequest, slug: str, letter_id: UUID) -> HttpResponse:
    """One letter, whole."""
    guest = who.guest(request, slug)
    shown = {"space": spaces.face(guest.space), "letter": outside.one(guest=guest, letter_id=letter_id)}
    return render(request, "letters/published_one.html", shown)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotThere from None


urls = [
    path("for/<slug:slug>/letters/", letters, name="space-letters"),
    path("for/<slug:slug>/letters/<uuid:letter_id>/", letter, name="space-letter"),
]
