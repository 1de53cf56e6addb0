"""Dates as exact, or as vague, as a person wishes: a day, a month, a year, or their own words ("spring 1974").

Kept as text: `2026-03-14`, `2026-03`, `2026`, or the words as they were typed. Nothing is ever computed from one.
"""

import datetime
import re

from django.utils import dates, formats
from django.utils.translation import gettext as _

from alongside.ground.errors import Refused

LONGEST = 60
_SHAPE = r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?"
_TYPED = re.compile(_SHAPE)  # in the digits of any script
_KEPT = re.compile(_SHAPE, re.ASCII)


class NotADate(Refused):
    """A date was written in numbers, but there is no such day."""

    status = 422


def read(text: str) -> str:
    """Return `text` as it will be kept: ISO 8601 cut short where it is vague, or the words themselves.

    Raises `NotADate` for numbers that name no day ("2026-02-30").
    """
    text = text.strip()
    match = _TYPED.fullmatch(text)
    if not match:
        return text
    year, month, day = (1 if part is None else int(part) for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise NotADate(_("There is no such day. Write it as 2026-03-14, or in your own words.")) from None
    whole = f"{year:04}-{month:02}-{day:02}"
    return whole[: 4 + 3 * sum(part is not None for part in match.groups()[1:])]


def show(kept: str) -> str:
    """Return a kept date as people read it, in the active language; words stay as they are."""
    match = _KEPT.fullmatch(kept)
    if not match or not match[2]:
        return kept
    if not match[3]:
        return f"{dates.MONTHS[int(match[2])]} {match[1]}"
    return formats.date_format(datetime.date.fromisoformat(kept), "DATE_FORMAT")


def is_before(first: str, second: str) -> bool:
    """Whether one kept date is surely before another; false wherever one of them is words, or too vague to say."""
    if not (_KEPT.fullmatch(first) and _KEPT.fullmatch(second)):
        return False
    shared = min(len(first), len(second))
    return first[:shared] < second[:shared]
