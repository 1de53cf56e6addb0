"""Pages for when something went wrong before a room was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own proof was missing or old (CSRF)."""
    return render(request, "errors/403.html", {"reason": ""}, status=403)
