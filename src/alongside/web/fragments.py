"""What stands on public pages again and again, rendered once.

A fragment is kept under everything that it is made from, so there is nothing to forget when something changes: what changed
is another fragment. Most of the time in which a public page was made anew went into one message's template, fifty times.
"""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from alongside.door.queries import MessageShown

MOST = 3_000  # some kB each


def message(shown: MessageShown) -> SafeString:
    """A message as others read it, in the language of this page."""
    return _message(shown, get_language() or "")


@lru_cache(maxsize=MOST)
def _message(shown: MessageShown, language: str) -> SafeString:
    return mark_safe(render_to_string("parts/message.html", {"message": shown}).strip())  # noqa: S308 - a template made it
