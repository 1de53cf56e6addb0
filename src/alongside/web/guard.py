"""What every answer passes on its way out: headers, the page's language, and refusals in plain words."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.security import SecurityMiddleware
from django.shortcuts import render
from django.utils import translation

from alongside.ground import sending
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


OF_EVERY_ANSWER = {
    "Content-Security-Policy": POLICY,
    "X-Robots-Tag": "noindex, noarchive, noimageindex",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Nothing foreign runs, nothing is framed, nothing is listed by search engines unless the page says otherwise."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the page itself did not set."""
        response = self.get_response(request)
        headers = response.headers
        for name, value in OF_EVERY_ANSWER.items():
            headers.setdefault(name, value)
        if not headers.get("Cache-Control"):
            headers["Cache-Control"] = "private, no-store"
        if headers["X-Robots-Tag"] == "all":
            del headers["X-Robots-Tag"]
        return response


def headers_without_django() -> list[tuple[str, str]]:
    """The headers of an answer that Django never sees: the same that its middleware would add."""
    request = HttpRequest()
    request.META.update({f"HTTP_{name.upper().replace('-', '_')}": value for name, value in as_by_our_proxy().items()})
    nothing = SecurityHeaders(lambda _: HttpResponse())(request)
    SecurityMiddleware(lambda _: nothing).process_response(request, nothing)
    return [(name, value) for name, value in nothing.headers.items() if name != "Content-Type"]


def as_by_our_proxy() -> dict[str, str]:
    """What our own proxy says of a request on a site whose addresses begin with https (read only where there is one)."""
    return {"x-forwarded-proto": "https"} if settings.IS_HTTPS else {}


class SeeOther:
    """Whoever has sent a form is led on by 303: what comes next is to be looked at, not sent again (RFC 9110, 15.4.4)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so where a page said 302, which leaves it open."""
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == HTTPStatus.FOUND:
            response.status_code = HTTPStatus.SEE_OTHER
        return response


class NoNul:
    """A NUL character stands in no address and no cookie of ours, and PostgreSQL can keep none: no room is asked about one.

    Programs are told by the interface itself, in its own way.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on without the cookies that have one, as if they had not been sent."""
        for name in [name for name, value in request.COOKIES.items() if "\0" in name + value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[object, ...], kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Answer what has one in its address: here, since by now it is known who asks, and the pages name them."""
        if request.path_info.startswith("/api/"):
            return None
        if "\0" in request.path_info:
            return render(request, "404.html", status=404)
        if b"\0" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
            return render(request, "errors/400.html", status=400)
        return None


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
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return _not_so(request, allowed=response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer `NotThere` and `Refused`; anything else is not ours."""
        if isinstance(exception, NotThere):
            return render(request, "404.html", status=404)
        if isinstance(exception, Refused):
            return render(request, "errors/refused.html", {"sentence": exception.sentence}, status=exception.status)
        return None


def _not_so(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """The address is there, and does not do what was asked of it."""
    page = render(request, "errors/405.html", status=405)
    page.headers["Allow"] = allowed
    return page


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django finds too strange to read (it asks for this by name), and among that what is simply too much."""
    if isinstance(exception, RequestDataTooBig):
        sending.let_it_finish(request)
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)
