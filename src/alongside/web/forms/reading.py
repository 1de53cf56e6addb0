"""What the reading room asks: which pace, and which messages are passed."""

from datetime import UTC, datetime
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.ground.errors import NotThere

PACES: tuple[tuple[str, str | Promise, str | Promise], ...] = (
    ("not_now", _("Not now"), _("Everything is kept. Nothing is shown to you.")),
    ("a_little", _("A little"), _("They come to you a few at a time, when you open this page.")),
    ("as_it_comes", _("As it comes"), _("A page at a time, in the order they came.")),
)


class Search(forms.Form):
    """What a keeper would like to find again. It is only ever asked by a GET, and nothing of it is kept."""

    q = forms.CharField(
        label=_("What would you like to find?"), required=False, strip=False,
        help_text=_("A word that somebody wrote, or a name. Of several words all must be there."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip


def passed(request: HttpRequest) -> list[UUID]:
    """The messages that were on the page. Raises `NotThere` for what is no message's id."""
    return uuids(request.POST.getlist("message"))


def shown_at(request: HttpRequest) -> datetime | None:
    """When the page with these messages was made; None when it does not say."""
    try:
        moment = datetime.fromisoformat(request.POST.get("shown", ""))
        return None if moment.utcoffset() is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def uuids(texts: list[str]) -> list[UUID]:
    """Ids as a form sends them. Raises `NotThere` for what is none."""
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise NotThere from None
