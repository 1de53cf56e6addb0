"""What every answer passes on its way out: headers, the page's language, and refusals in plain words."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from alongside.ground.errors import NotThere, Refused
from alongside.web import who

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


class SecurityHeaders:
    """Nothing foreign runs, nothing is framed, nothing is listed by search engines unless the page says otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the page itself did not set."""
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Robots-Tag", "noindex, noarchive, noimageindex")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not headers.get("Cache-Control"):
            headers["Cache-Control"] = "private, no-store"
        if headers["X-Robots-Tag"] == "all":
            del headers["X-Robots-Tag"]
        return response


class Language:
    """The page's language: what the reader's browser asks for, among those we have. Nothing is stored."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the language for this request."""
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class Refusals:
    """A refusal that no page answered itself becomes a page in plain words, with the right status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, once it is known who is there: a page that says "not there" asks too, and it must not
        ask the database while it renders.
        """
        who.person(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer `NotThere` and `Refused`; anything else is not ours."""
        if isinstance(exception, NotThere):
            return render(request, "404.html", status=404)
        if isinstance(exception, Refused):
            return render(request, "errors/refused.html", {"sentence": exception.sentence}, status=exception.status)
        return None
