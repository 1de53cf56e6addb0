"""Every address for programs; whatever else is asked for below them is a problem document, too."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from alongside.api import problems
from alongside.api.v1 import api


@csrf_exempt  # it does nothing, so there is nothing to borrow
def not_there(request: HttpRequest) -> HttpResponseBase:
    """There is nothing here."""
    return problems.not_there(request)


def _mannered(one: URLPattern) -> problems.View:
    """The description can only be read; ninja itself would answer to any method."""
    view: problems.View = one.callback
    return require_GET(view) if one.name == "openapi-json" else view


def _dressed(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """Ninja's own patterns, each with our manners around it."""
    return [
        URLPattern(one.pattern, csrf_exempt(problems.dressed(_mannered(one))), name=one.name)
        for one in patterns
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


_patterns, _app, _namespace = api.urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include((_dressed(_patterns), _app), namespace=_namespace)),
    re_path("", not_there),
]
