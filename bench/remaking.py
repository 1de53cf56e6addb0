"""What making the public page anew costs, without HTTP (`python -m bench.remaking --slug S` with the site's settings).

A page that is kept as bytes is made anew at most once a second while its space changes, so this is what a busy page costs
the server, however many read it. Prints one JSON line; times are medians of `TIMES`, in milliseconds.
"""

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, cast

import click

TIMES = 30
GUEST = re.compile(rb"Guest \d+")  # as the messages that are shown were signed

Wsgi = Callable[[dict[str, Any], Callable[..., object]], Iterable[bytes]]


@click.command()
@click.option("--slug", required=True, help="The space.")
def command(slug: str) -> None:
    """Make the page again and again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    from django.core.wsgi import get_wsgi_application

    application = cast("Wsgi", get_wsgi_application())
    page = make(application, slug)
    times, used = [], time.process_time()
    for _ in range(TIMES):
        began = time.perf_counter()
        make(application, slug)
        times.append((time.perf_counter() - began) * 1000)
    used = (time.process_time() - used) / TIMES * 1000
    told = {
        "ms": statistics.median(times),
        "processor_ms": used,
        "bytes": len(page),
        "messages": len(set(GUEST.findall(page))),
    }
    click.echo(json.dumps(told))


def make(application: Wsgi, slug: str) -> bytes:
    """The page's bytes."""
    environment = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": f"/for/{slug}/", "QUERY_STRING": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    said: list[str] = []
    body = b"".join(application(environment, lambda status, _headers, *_rest: said.append(status)))
    if not said[0].startswith("200"):
        raise click.ClickException(f"the page answers {said[0]}")
    return body


if __name__ == "__main__":
    command()
