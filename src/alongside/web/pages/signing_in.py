"""Signing in by a mailed code (django-allauth underneath) or by an operator's one-time link; signing out."""

from typing import Any, cast

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from alongside.ground import ids
from alongside.people import arriving
from alongside.web import who
from alongside.web.forms import signing_in as forms

LINK_COOKIE = "one-time"
LINK_COOKIE_LASTS = 300  # seconds between opening a link and being let in
CAME_FOR = "came-for"


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Asks for an address and mails a code there. The answer is the same whoever asks."""

    template_name = "signing_in/ask.html"

    def get_form_class(self) -> type[forms.AskForCode]:
        """Our own form."""
        return forms.AskForCode

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Whoever is on the way to open a page is told so; otherwise the question seems to come from nowhere."""
        opens_space = self.get_next_url() == reverse("open-space")
        return cast(dict[str, object], super().get_context_data(opens_space=opens_space, **kwargs))

    def form_valid(self, form: forms.AskForCode) -> HttpResponse:
        """Send the code, and remember what the person came for, since a code may be entered by its link."""
        self.request.session[CAME_FOR] = self.get_next_url() or ""
        return cast(HttpResponse, super().form_valid(form))

    def form_invalid(self, form: forms.AskForCode) -> HttpResponse:
        """What was typed stays in the form."""
        return cast(HttpResponse, self.render_to_response(self.get_context_data(form=form), status=422))


class EnterCode(ConfirmLoginCodeView):  # type: ignore[misc]  # allauth has no types
    """Takes the code. The link in the letter fills it in; pressing the button is still the person's."""

    template_name = "signing_in/code.html"

    def get_form_class(self) -> type[Any]:
        """Our own form, unless the button that sends another code was pressed."""
        form: type[Any] = super().get_form_class()
        return form if self._action == "resend" else forms.EnterCode

    def get_initial(self) -> dict[str, str]:
        """The code from the link."""
        return {"code": self.request.GET.get("code", "")}

    def get_next_url(self) -> str | None:
        """Where the person was going when we asked them to sign in."""
        return super().get_next_url() or self.request.session.get(CAME_FOR) or None

    def form_invalid(self, form: forms.EnterCode) -> HttpResponse:
        """What was typed stays in the form."""
        response: HttpResponse = super().form_invalid(form)
        if not isinstance(response, HttpResponseRedirect):
            response.status_code = 422
        return response


@require_safe
def one_time_link(request: HttpRequest, token: str) -> HttpResponse:
    """The operator's link: opening it spends nothing yet. A browser that keeps a cookie is let in at the next step."""
    response = HttpResponseRedirect(reverse("one-time-link-enter", args=[token]))
    response.set_cookie(
        LINK_COOKIE, token, max_age=LINK_COOKIE_LASTS, path=reverse("one-time-link", args=[token]), httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in: at once for the browser that opened the link, by one press for anyone else.

    What previews links in letters and chats keeps no cookie and presses no button, so it spends no link.
    """
    who.person(request)  # asked here, since the head of every page names who is signed in
    opened_here = ids.same_secret(request.COOKIES.get(LINK_COOKIE, ""), token)
    if request.method == "POST" or (request.method == "GET" and opened_here):
        return _come_in(request, token)
    return render(request, "signing_in/press.html")


def _come_in(request: HttpRequest, token: str) -> HttpResponse:
    try:
        person = arriving.come_in(token=token, now=who.now())
    except arriving.LinkSpent as spent:
        if who.person(request):  # the second tap on a link that worked
            return redirect("home")
        return render(request, "signing_in/spent.html", {"sentence": spent.sentence}, status=spent.status)
    if not person.is_active:
        return redirect("sign-in")
    auth.login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    response = HttpResponseRedirect(reverse("home"))
    response.delete_cookie(LINK_COOKIE, path=reverse("one-time-link", args=[token]), samesite="Lax")
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out by a press of the button; an address alone does nothing."""
    if who.person(request) is None:
        return redirect("front")
    if request.method != "POST":
        return render(request, "signing_in/out.html")
    auth.logout(request)
    return redirect("front")


_ask, _code = AskForCode.as_view(), EnterCode.as_view()

urls = [
    path("sign-in/", _ask, name="sign-in"),
    path("sign-in/code/", _code, name="sign-in-code"),
    path("sign-in/<token:token>/", one_time_link, name="one-time-link"),
    path("sign-in/<token:token>/enter/", enter, name="one-time-link-enter"),
    path("sign-out/", sign_out, name="sign-out"),
    # The names under which allauth looks for these pages.
    path("sign-in/", _ask, name="account_login"),
    path("sign-in/", _ask, name="account_request_login_code"),
    path("sign-in/", _ask, name="account_signup"),
    path("sign-in/", _ask, name="account_inactive"),
    path("sign-in/code/", _code, name="account_confirm_login_code"),
    path("sign-out/", sign_out, name="account_logout"),
]
