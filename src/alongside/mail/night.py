"""Quiet hours: no quiet letter arrives between 21:00 and 08:00 by the clock of the place where its reader lives."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

EVENING = time(21)
MORNING = time(8)


def after_the_night(moment: datetime, *, zone: str) -> datetime:
    """`moment` itself by day; by night, the next 08:00 in `zone` (an IANA name), whatever the clocks do that night."""
    local = moment.astimezone(ZoneInfo(zone))
    if MORNING <= local.time() < EVENING:
        return moment
    day = local.date() + timedelta(days=1) if local.time() >= EVENING else local.date()
    return datetime.combine(day, MORNING, tzinfo=ZoneInfo(zone)).astimezone(moment.tzinfo)
