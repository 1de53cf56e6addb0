"""Checks on a guest's request that need no cookie: it comes from our own page or from none, and its bytes are text."""

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, RawPostDataException
from django.utils.translation import gettext as _

from alongside.ground.errors import Refused

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data"  # what a page's script sends; a guest's form has no files, so all of it is text
OUR_OWN = frozenset(("same-origin", "none"))  # where browsers say a form of ours comes from; programs say nothing
REPLACED = "\N{REPLACEMENT CHARACTER}"  # what Django puts where bytes are no text


class FromElsewhere(Refused):
    """The form was sent by another site's page."""

    status = 403


class NotText(Refused):
    """The bytes that came are not UTF-8 text."""

    status = 400


def check(request: HttpRequest) -> None:
    """Raises `FromElsewhere` or `NotText`. Browsers say where a form comes from (Sec-Fetch-Site); programs need not."""
    if request.headers.get("Sec-Fetch-Site", "none") not in OUR_OWN:
        raise FromElsewhere(_("This form was sent from another site. Open the family's page and write there."))
    try:
        body = request.body
    except RawPostDataException:  # the check against forged forms has read it already: only our own script sends so
        return
    if request.content_type == FORM:
        _check_text(unquote_to_bytes(body.replace(b"+", b" ")))
    elif request.content_type == PARTS:
        _check_text(body)
        _check_parts(request)


def _check_text(body: bytes) -> None:
    try:
        body.decode()
    except UnicodeDecodeError:
        raise _not_whole() from None


def _check_parts(request: HttpRequest) -> None:
    """A part may have been packed (base64), so that the bytes on the way were text and those inside are not."""
    came_so = REPLACED.encode() in request.body
    if not came_so and any(REPLACED in value for _name, values in request.POST.lists() for value in values):
        raise _not_whole()


def _not_whole() -> NotText:
    return NotText(_("Some letters did not arrive whole. Go back, your words are still there, and send them again."))
