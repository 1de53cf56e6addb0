"""Claim-and-swap: how several workers share one table without a broker, at least once and harmless twice.

A row that waits carries `try_after`, `tries` and `lease`. Claiming is one conditional UPDATE that pushes `try_after` ahead:
a worker that dies simply lets its rows come round again, and a row that keeps failing is postponed before its error is
raised. What is to be tried much farther ahead than anything is ever put off was written before the clock was set back.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import F, QuerySet

from alongside.ground import ids, store

Claimable = TypeVar("Claimable", bound=models.Model)

LEASE = timedelta(seconds=30)  # a batch is read in a second or two; what a worker that died had in hand waits so long
CLOCKS_DIFFER = timedelta(minutes=1)  # at most, between machines that share a database and set their clocks


def claim(
    due: QuerySet[Claimable], *, limit: int, now: datetime, lease: timedelta = LEASE, longest: timedelta = LEASE
) -> Sequence[Claimable]:
    """Claim up to `limit` rows of `due` for the time of `lease` and return them; each carries its new lease.

    `due` must already be filtered to what waits; it is checked again inside the UPDATE, so two workers never hold the
    same row. `longest` is as far ahead as such rows are ever put off.
    """
    mark = ids.new_token()
    with store.write():
        chosen = _mark(due.filter(try_after__lte=now), limit, mark, until=now + lease)
        if not chosen:
            far = now + longest + CLOCKS_DIFFER
            chosen = _mark(due.filter(try_after__gt=far), limit, mark, until=now + lease)
    # Read back by key as well as by lease: the key is what has an index.
    return list(due.filter(pk__in=chosen, lease=mark).order_by("pk")) if chosen else []


def _mark(ready: QuerySet[Claimable], limit: int, mark: str, *, until: datetime) -> list[object]:
    chosen: list[object] = list(ready.order_by("try_after", "pk").values_list("pk", flat=True)[:limit])
    if chosen:
        ready.filter(pk__in=chosen).update(lease=mark, try_after=until, tries=F("tries") + 1)
    return chosen


def back_off(tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after the `tries`-th failure: doubling from `first`, at most `longest`."""
    doublings: int = 2 ** min(max(tries - 1, 0), 30)
    return min(first * doublings, longest)
