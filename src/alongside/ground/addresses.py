"""Whole addresses on this site: always from the operator's setting, never from what a request claims."""

from django.conf import settings


def whole(path: str) -> str:
    """The whole address of a path that begins with a slash."""
    return f"{settings.SITE.base_url}{path}"


def receipt(token: str) -> str:
    """The path of a writer's receipt: the one address that is made for every message, so no router is asked for it."""
    return f"/received/{token}/"
