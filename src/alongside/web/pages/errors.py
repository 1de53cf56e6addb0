"""Pages for when something went wrong before a room was asked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.web import who


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own proof was missing or old (CSRF)."""
    who.person(request)  # nobody has asked yet who this is, and a template must not be the first
    return render(request, "errors/403.html", {"reason": ""}, status=403)
