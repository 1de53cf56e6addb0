"""The one way to open a write transaction.

SQLite begins it IMMEDIATE (see `alongside.house.databases`), so a writer waits for its turn instead of losing it halfway.
Keep it short: nothing slow and nothing external belongs inside.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

log = logging.getLogger("alongside.store")

LONG_HOLD_SECONDS = 1.0


@contextmanager
def write() -> Iterator[None]:
    """Open a write transaction, or join the one that is open; a long hold is logged, since others wait meanwhile."""
    began = time.perf_counter()
    with transaction.atomic():
        yield
    held = time.perf_counter() - began
    if held > LONG_HOLD_SECONDS:
        log.warning("a write transaction was held for %.1f s", held)
