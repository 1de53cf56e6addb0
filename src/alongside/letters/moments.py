"""Days and hours as the family writes them: in the space's own time zone, whatever the reader's is."""

import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from alongside.ground.errors import Refused
from alongside.spaces.models import Space

YEARS = range(2000, 2200)  # what any clock in any zone can show


class NotAMoment(Refused):
    """A day or an hour was written that does not exist."""

    status = 422


def moment(*, day: str, hour: str, space: Space) -> datetime.datetime:
    """The moment that `day` (2026-03-14) and `hour` (9:30) name in the space's time zone.

    An hour that the clocks skip in spring means the one after it; one that comes twice in autumn means the first.
    Raises `NotAMoment`, with the field that is wrong.
    """
    there = datetime.datetime.combine(_day(day.strip()), _hour(hour.strip()), tzinfo=zone(space))
    return there.astimezone(datetime.UTC)


def on_clock(at: datetime.datetime, *, space: Space) -> datetime.datetime:
    """What the family's clock shows at that moment, without a zone, so that a page shows it to everyone alike."""
    return at.astimezone(zone(space)).replace(tzinfo=None)


def zone(space: Space) -> datetime.tzinfo:
    """The space's time zone; UTC where the name says nothing to this machine."""
    try:
        return ZoneInfo(space.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.UTC


def _day(text: str) -> datetime.date:
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise NotAMoment(_("There is no such day. Write it as 2026-03-14."), field="day") from None
    if day.year not in YEARS:
        raise NotAMoment(_("Choose a day in the coming years."), field="day")
    return day


def _hour(text: str) -> datetime.time:
    try:
        hour, minute = text.split(":")[:2]
        return datetime.time(int(hour), int(minute))
    except ValueError:
        raise NotAMoment(_("There is no such hour. Write it as 09:30."), field="hour") from None
