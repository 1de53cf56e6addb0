"""Whole addresses, for letters and for programs: always from the setting, never from what a request claims."""

from django.urls import reverse

from alongside.ground import addresses


def whole(name: str, *parts: str) -> str:
    """The whole address of a named page."""
    return addresses.whole(reverse(name, args=parts))


def space(slug: str, *, link_key: str = "") -> str:
    """The address that a family passes on; with its link where the space opens by one."""
    return whole("space", slug) + (f"?link={link_key}" if link_key else "")
