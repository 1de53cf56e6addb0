"""Whole addresses on this site: always from the operator's setting, never from what a request claims."""

from django.conf import settings


def whole(path: str) -> str:
    """The whole address of a path that begins with a slash."""
    return f"{settings.SITE.base_url}{path}"
