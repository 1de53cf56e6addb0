"""The first page: what this site is, and the way to a family's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from alongside.spaces import queries as spaces
from alongside.web import who

LONGEST_SEARCH = 100

# What is nobody's business but one person's is not even asked for; a family's page says by itself what may be listed.
ROBOTS = "\n".join(
    (
        "User-agent: *",
        *(
            f"Disallow: /{place}/"
            for place in ("api", "desk", "home", "invited", "open", "received", "sign-in", "unsubscribe")
        ),
        "",
    )
)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """What this site is; search among the spaces whose families chose to be found."""
    words = request.GET.get("words", "").strip()[:LONGEST_SEARCH]
    shown = {"words": words, "found": spaces.listed(words=words), "arrived": who.person(request)}
    response = render(request, "front/front.html", shown)
    if "words" not in request.GET:
        response.headers["X-Robots-Tag"] = "all"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """For search engines."""
    return HttpResponse(
        ROBOTS, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=3600"}
    )


urls = [path("", front, name="front"), path("robots.txt", robots, name="robots")]
