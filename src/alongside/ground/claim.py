"""Claim-and-swap: how several workers share one table without a broker, at least once and harmless twice.

A row that waits carries `try_after`, `tries` and `lease`. Claiming is one conditional UPDATE that pushes `try_after` ahead:
a worker that dies simply lets its rows come round again, and a row that keeps failing is postponed before its error is
raised.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models
from django.db.models import F, QuerySet

from alongside.ground import ids, store

Claimable = TypeVar("Claimable", bound=models.Model)

LEASE = timedelta(seconds=30)  # a batch is read in a second or two; what a worker that died had in hand waits so long


def claim(due: QuerySet[Claimable], *, limit: int, now: datetime, lease: timedelta = LEASE) -> Sequence[Claimable]:
    """Claim up to `limit` rows of `due` for the time of `lease` and return them; each carries its new lease.

    `due` must already be filtered to what waits; it is checked again inside the UPDATE, so two workers never hold the
    same row.
    """
    mark = ids.new_token()
    waiting = due.filter(try_after__lte=now)
    with store.write():
        chosen = list(waiting.order_by("try_after", "pk").values_list("pk", flat=True)[:limit])
        if not chosen:
            return []
        waiting.filter(pk__in=chosen).update(lease=mark, try_after=now + lease, tries=F("tries") + 1)
    # Read back by key as well as by lease: the key is what has an index.
    return list(due.filter(pk__in=chosen, lease=mark).order_by("pk"))


def back_off(tries: int, *, first: timedelta, longest: timedelta) -> timedelta:
    """How long to wait after the `tries`-th failure: doubling from `first`, at most `longest`."""
    doublings: int = 2 ** min(max(tries - 1, 0), 30)
    return min(first * doublings, longest)
