"""Checks on a guest's request that need no cookie: it comes from our own page or from no page, and its bytes are whole text."""

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.ground.errors import Refused

FORM = "application/x-www-form-urlencoded"


class FromElsewhere(Refused):
    """The form was sent by another site's page."""

    status = 403


class NotText(Refused):
    """The bytes that came are not UTF-8 text."""

    status = 400


def check(request: HttpRequest) -> None:
    """Raises `FromElsewhere` or `NotText`. Browsers say where a form comes from (Sec-Fetch-Site); programs need not."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        raise FromElsewhere(_("This form was sent from another site. Open the family's page and write there."))
    if request.content_type == FORM:
        _check_text(request.body)


def _check_text(body: bytes) -> None:
    try:
        unquote_to_bytes(body.replace(b"+", b" ")).decode()
    except UnicodeDecodeError:
        raise NotText(
            _("Some letters did not arrive whole. Go back, your words are still there, and send them again.")
        ) from None
