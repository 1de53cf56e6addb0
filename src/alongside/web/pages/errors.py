"""Pages for when something went wrong before a room was asked."""

import contextlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.ground.errors import Refused
from alongside.web import who
from alongside.web.pages import letters


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's own proof was missing or old (CSRF). A letter is given back with its words, to be sent again."""
    who.person(request)  # nobody has asked yet who this is, and a template must not be the first
    if request.resolver_match is not None and request.resolver_match.url_name == "letter":
        with contextlib.suppress(Refused):  # from another site's page, or not whole: nothing of it is shown
            return letters.give_back(request)
    return render(request, "errors/403.html", {"reason": ""}, status=403)
