"""Every error of the API has one shape: a problem document (RFC 9457), with the status's own phrase as its title.

One has a type and a title of its own, since a program has to tell it from a field that cannot be kept: a key that was used
before for something else (draft-ietf-httpapi-idempotency-key-header).
"""

import json
import logging
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from alongside.api import who
from alongside.api.shapes import FieldError, Problem
from alongside.door import intake, proofs
from alongside.door.draft import Unfit
from alongside.door.limits import TakesAMoment, TooMany
from alongside.door.proofs import Offer
from alongside.ground import sending
from alongside.ground.errors import NotThere, Refused

log = logging.getLogger("alongside.api")

MEDIA_TYPE = "application/problem+json"

Errors = Mapping[str, str]  # a field's path, like "consent.public", and what is wrong with it
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of problem it is: a name for programs (a URI that leads nowhere), and a title, in English like a phrase."""

    type: str
    title: str


KEY_USED = Sort("urn:alongside:problem:idempotency-key-already-used", "Idempotency-Key is already used")


def problem(
    request: HttpRequest, status: int, detail: str, *, errors: Errors | None = None,
    headers: Mapping[str, str] | None = None, sort: Sort | None = None, offer: Offer | None = None,
) -> HttpResponse:  # fmt: skip
    """One problem document as an answer; `detail` and the errors are sentences in the caller's language."""
    sort = sort or Sort("about:blank", HTTPStatus(status).phrase)
    told = Problem(
        type=sort.type, title=sort.title, status=status, detail=detail, instance=request.path,
        errors=[FieldError(field=field, detail=sentence) for field, sentence in errors.items()] if errors else None,
        challenge=json.loads(offer.challenge) if offer and offer.challenge else None,
        ticket=offer.ticket if offer else None,
    )  # fmt: skip
    body = json.dumps(told.model_dump(exclude_none=True))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def not_there(request: HttpRequest) -> HttpResponse:
    """What is not there and what is not yours look alike."""
    return problem(request, 404, _("There is nothing at this address, or it is not for you to see."))


def speak_problems(api: NinjaAPI) -> None:
    """Let every exception that an endpoint meets become a problem document."""
    handle = api.exception_handler
    handle(NotThere)(lambda request, _error: not_there(request))
    handle(Http404)(lambda request, _error: not_there(request))
    handle(Refused)(_refused)
    handle(intake.OtherWords)(_key_used)
    handle(TakesAMoment)(_takes_a_moment)
    handle(ValidationError)(_invalid)
    handle(HttpError)(_unreadable)
    handle(RequestDataTooBig)(_too_big)
    handle(UnreadablePostError)(_cut_off)
    handle(Exception)(_broken)


def dressed(view: View) -> View:
    """Answer HEAD like GET, and a wrong method with a problem document."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        response = view(request, *args, **kwargs)
        request.method = asked
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        detail = _("This address does not know %(method)s.") % {"method": asked}
        allowed = ", ".join(sorted(response.headers["Allow"].split(", ")))
        return problem(request, 405, detail, headers={"Allow": allowed})

    return answer


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    errors = refused.problems if isinstance(refused, Unfit) else {refused.field: refused.sentence}
    headers = {}
    if isinstance(refused, TooMany):
        headers["Retry-After"] = _seconds(refused.wait)
    if refused.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="alongside"'
    named = {field: sentence for field, sentence in errors.items() if field}
    return problem(request, refused.status, refused.sentence, errors=named, headers=headers)


def _takes_a_moment(request: HttpRequest, refused: TakesAMoment) -> HttpResponse:
    offer = proofs.offer(space_id=refused.space_id, now=who.now(), shown=request.headers.get("Altcha", ""))
    headers = {"Retry-After": _seconds(offer.wait)}
    return problem(request, refused.status, refused.sentence, headers=headers, offer=offer)


def _seconds(wait: timedelta) -> str:
    return str(max(1, math.ceil(wait.total_seconds())))


def _key_used(request: HttpRequest, refused: intake.OtherWords) -> HttpResponse:
    detail = _(
        "A message that came before under this key is kept; this one is different, and is not. Give it a new key."
    )
    return problem(request, refused.status, detail, errors={"Idempotency-Key": detail}, sort=KEY_USED)


def _invalid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    errors = {_path(error["loc"]): _sentence(error) for error in invalid.errors}
    status = 400 if any(error["loc"][0] == "header" for error in invalid.errors) else 422
    return problem(request, status, _("Something in this request cannot be used; `errors` says what."), errors=errors)


def _path(where: Sequence[object]) -> str:
    """The field's own path: without where it came in, and without our name for the whole body."""
    inside = where[2:] if where[0] == "body" else where[1:]
    return ".".join(str(part) for part in inside) or "body"


def _sentence(error: Mapping[str, object]) -> str:
    said = {
        "missing": _("This is needed."),
        "string_type": _("This has to be text."),
        "string_too_short": _("This is needed."),
        "string_too_long": _("This is too long."),
        "string_unicode": _("There are letters in this text that are not whole."),
        "bool_type": _("This has to be true or false."),
        "int_parsing": _("This has to be a whole number."),
        "model_type": _("This has to be an object."),
        "greater_than_equal": _("This number is too small."),
        "less_than_equal": _("This number is too large."),
    }
    return said.get(str(error["type"]), _("This cannot be used."))


def _unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """Ninja says this of a body that cannot be read; nothing else of it is in use."""
    return problem(request, 400, _("This is not JSON in UTF-8. Nothing was kept; please send it again."))


def _too_big(request: HttpRequest, _error: Exception) -> HttpResponse:
    sending.let_it_finish(request)
    return problem(request, 413, _("This is larger than we can take at once: one megabyte. Nothing was kept."))


def _cut_off(request: HttpRequest, _error: Exception) -> HttpResponse:
    return problem(request, 400, _("The request ended before it was whole. Nothing was kept; please send it again."))


def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("the interface broke", exc_info=error, extra={"request": request, "status_code": 500})
    return problem(
        request, 500, _("Something is broken on our side. With the same Idempotency-Key it is safe to send it again.")
    )
