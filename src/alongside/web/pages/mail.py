"""Having no more letters, and the operator's page of letters on their way out."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.mail import outbox, queries, unsubscribing
from alongside.spaces import access
from alongside.web import who


@csrf_exempt  # the signed token is the right to do it; mail programs post here by themselves (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, and changes nothing: what looks at links in letters only looks. POST stops these letters at once."""
    who.person(request)  # asked here, since the head of every page names who is signed in
    if request.method == "POST":
        unsubscribing.stop(token=token, now=who.now())
    return render(request, "mail/unsubscribe.html", {"stopped": unsubscribing.is_stopped(token=token), "token": token})


@csrf_exempt
@require_POST
def resubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The button was pressed by mistake."""
    unsubscribing.begin_again(token=token)
    return redirect("unsubscribe", token)


@login_required
@require_safe
def outgoing(request: HttpRequest) -> HttpResponse:
    """The letters, newest first, for those who look after the site."""
    moderator = access.moderator(person=who.person(request))
    only = request.GET.get("only", "")
    shown = queries.outgoing(moderator=moderator, older=request.GET.get("older", ""), only=only)
    return render(request, "mail/outgoing.html", {"out": shown, "only": only})


@login_required
@require_POST
def again(request: HttpRequest, letter: UUID) -> HttpResponse:
    """Try a letter again that was given up."""
    moderator = access.moderator(person=who.person(request))
    outbox.try_again(moderator=moderator, letter=letter, now=who.now())
    return redirect("outgoing")


urls = [
    path("unsubscribe/<signed:token>/", unsubscribe, name="unsubscribe"),
    path("unsubscribe/<signed:token>/again/", resubscribe, name="resubscribe"),
    path("desk/letters-out/", outgoing, name="outgoing"),
    path("desk/letters-out/<uuid:letter>/again/", again, name="outgoing-again"),
]
