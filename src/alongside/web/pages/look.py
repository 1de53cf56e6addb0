"""/look/<digest>.css: the whole style sheet in one answer, kept by browsers for good."""

import gzip

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from alongside.web import styles


@require_safe
def sheet(request: HttpRequest, digest: str) -> HttpResponse:
    """The sheet, packed where the browser takes it. An old digest is answered too, but not kept."""
    words = styles.sheet().encode()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(gzip.compress(words, mtime=0) if packed else words, content_type="text/css; charset=utf-8")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    kept = digest == styles.digest() and not settings.FOR_DEVELOPERS
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
    return response


urls = [path("look/<slug:digest>.css", sheet, name="look")]
