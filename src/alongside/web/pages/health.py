"""For machines: is the process alive, can it serve. Neither page says anything that a stranger may not know."""

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from alongside.door import queries as door
from alongside.ground import readiness
from alongside.web import who

LEAST_ROOM = 64_000_000  # bytes; a commit, its log and a copy of a picture find room in it


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and its tables are up to date, what waits is being read, and there is room on the disk."""
    try:
        missing = next((says for question, says in QUESTIONS if not question()), "")
    except DatabaseError:
        missing = "the database does not answer"
    return HttpResponse(f"{missing or 'ok'}\n", content_type="text/plain", status=503 if missing else 200)


def _rounds() -> bool:
    return not door.is_left_lying(now=who.now())


def _room() -> bool:
    return readiness.free_bytes(settings.SITE.data) >= LEAST_ROOM


QUESTIONS: tuple[tuple[Callable[[], bool], str], ...] = (
    (readiness.tables_are_up_to_date, "the tables are not up to date"),
    (_rounds, "what waits is not being read: the rounds do not go"),
    (_room, "the disk is full"),
)

urls = [path("healthz", alive), path("readyz", ready)]
