"""Pictures, for those who may open the space they belong to."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from alongside.media import queries
from alongside.web import who

ALONE = "default-src 'none'; sandbox"
JUST_ASK = "private, no-cache"  # kept, but asked about each time


@require_safe
def picture(request: HttpRequest, slug: str, name: str, file: str) -> HttpResponseBase:
    """One rendition. Whoever may not open the space gets the same answer as for a picture that is not there."""
    guest = who.guest(request, slug)
    data, content_type = queries.rendition(guest=guest, name=name, file=file)
    return safely(request, data, content_type=content_type)


def safely(request: HttpRequest, data: bytes, *, content_type: str) -> HttpResponseBase:
    """A file that runs nothing, whatever it holds; not sent again to whoever has it already.

    It is asked about each time, also where everybody may see it: a family that closes its page closes it at once.
    """
    response = HttpResponse(data, content_type=content_type)
    response.headers["ETag"] = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
    response.headers["Cache-Control"] = JUST_ASK
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Cookie"])
    return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response


# Under the space's own address, because there the cookie is sent that holds the family's link.
urls = [path("for/<slug:slug>/picture/<token:name>/<str:file>", picture, name="picture")]
