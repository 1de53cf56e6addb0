"""The page of numbers for Prometheus, on a port of its own; what is counted stands in `ground.measures`.

The processes of one site write their numbers into one folder (the library's way for several processes); whoever shows the
page adds them up. What is true at this moment only is asked of the database when somebody looks.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from alongside.door import queries as door
from alongside.ground import measures, readiness
from alongside.house.configuration import PREFIX, WrongSetting
from alongside.mail import queries as mail

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric


@contextmanager
def shown() -> Iterator[None]:
    """Count, and show the page while the block runs, if the settings name a port. Processes begun inside count too.

    Begin it before they are started. Raises `WrongSetting` when nobody can listen there.
    """
    if not settings.SITE.metrics_port:
        yield
        return
    folder = tempfile.mkdtemp(prefix="alongside-metrics-")
    os.environ[measures.FOLDER] = folder
    measures.switch_on()
    close = _open_page(folder)
    try:
        yield
    finally:
        close()
        shutil.rmtree(folder, ignore_errors=True)


def _open_page(folder: str) -> Callable[[], None]:
    """Listen, in a thread; returns how to end it."""
    from prometheus_client import CollectorRegistry, start_http_server
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry(support_collectors_without_names=True)
    MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]  # the library has no types here
    registry.register(Now())
    host, port = settings.SITE.metrics_host, settings.SITE.metrics_port
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as taken:
        raise WrongSetting(
            f"{PREFIX}METRICS_PORT cannot be used: {host}:{port} cannot be listened on ({taken.strerror})."
        ) from None

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return close


class Now:
    """What is true at the moment somebody looks."""

    def collect(self) -> Iterator["Metric"]:
        """Ask the database and the disk; of a database that does not answer only that is told."""
        try:
            yield from _gauges({"database_up": ("Whether the database answers.", 1), **_asked(timezone.now())})
        except DatabaseError:
            yield from _gauges({"database_up": ("Whether the database answers.", 0)})
        finally:
            connection.close()  # each look is a thread of its own
        free = readiness.free_bytes(settings.SITE.data)
        yield from _gauges({"disk_free_bytes": ("How much can still be written where the data lies.", free)})


Told = dict[str, tuple[str, float]]


def _asked(now: datetime) -> Told:
    since = door.waiting_since()
    return {
        "oldest_waiting_seconds": (
            "How long the message that waits longest for the gate has waited; 0 when none waits.",
            (now - since).total_seconds() if since else 0,
        ),
        "outbox_waiting": ("Letters on their way out.", mail.count_waiting()),
    }


def _gauges(told: Told) -> Iterator["Metric"]:
    from prometheus_client.core import GaugeMetricFamily

    for name, (says, value) in told.items():
        yield GaugeMetricFamily(measures.PREFIX + name, says, value=value)
