"""Quiet hours, as a table of moments and places."""

from datetime import UTC, datetime

import pytest

from alongside.mail.night import after_the_night

TABLE = [
    # by this clock, in this place, a letter may arrive at
    ("2026-01-10T12:00", "UTC", "2026-01-10T12:00"),
    ("2026-01-10T08:00", "UTC", "2026-01-10T08:00"),
    ("2026-01-10T07:59", "UTC", "2026-01-10T08:00"),
    ("2026-01-10T20:59", "UTC", "2026-01-10T20:59"),
    ("2026-01-10T21:00", "UTC", "2026-01-11T08:00"),
    ("2026-01-10T23:59", "UTC", "2026-01-11T08:00"),
    ("2026-12-31T22:00", "UTC", "2027-01-01T08:00"),
    ("2026-01-10T20:30", "Europe/Berlin", "2026-01-11T07:00"),  # 21:30 there
    ("2026-01-10T06:30", "Europe/Berlin", "2026-01-10T07:00"),  # 07:30 there
    ("2026-01-10T02:00", "America/New_York", "2026-01-10T13:00"),  # 21:00 of the day before there
    ("2026-01-10T18:00", "Asia/Kolkata", "2026-01-11T02:30"),  # half hours count
    ("2026-01-10T18:00", "Pacific/Auckland", "2026-01-10T19:00"),  # 07:00 of the next day there
    # the night when clocks go forward: 08:00 is summer time already
    ("2026-03-28T21:00", "Europe/Berlin", "2026-03-29T06:00"),
    ("2026-03-29T00:30", "Europe/Berlin", "2026-03-29T06:00"),
    # the night when they go back: 08:00 is winter time, an hour later
    ("2026-10-24T20:00", "Europe/Berlin", "2026-10-25T07:00"),
    ("2026-10-25T06:30", "Europe/Berlin", "2026-10-25T07:00"),
    ("2026-11-01T05:30", "America/New_York", "2026-11-01T13:00"),  # the hour that comes twice
]


@pytest.mark.parametrize(("moment", "zone", "arrives"), TABLE)
def test_a_quiet_letter_arrives_by_day(moment, zone, arrives):
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert after_the_night(at, zone=zone) == datetime.fromisoformat(arrives).replace(tzinfo=UTC)
