"""How quickly the pages of one very full space open: requests one after another against a live server, p50 and p95.

    ALONGSIDE_DATA=/tmp/site .venv/bin/python -m bench.reading --slug many --requests 40

Or with ALONGSIDE_DATABASE_URL; fill the space before (`bench.filling`). Serves the site on a free port without the rounds,
signs its keeper in, opens each page so many times, and prints one JSON line: milliseconds for each page. `public_first` is
the public page's first rendering by that server. Searches are drawn from the vocabulary of `bench.filling`: one or two
words of every frequency, the last one cut short every second time.
"""

import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import click

PAGES = {"bundle": "", "names": "names/", "again": "again/", "apart": "apart/"}


@click.command()
@click.option("--slug", default="many", show_default=True, help="The space.")
@click.option("--keeper", default="mira@example.org", show_default=True, help="Its keeper's address.")
@click.option("--requests", "many", default=40, show_default=True, help="How often each page is opened.")
def command(slug: str, keeper: str, many: int) -> None:
    """Measure the pages of a space."""
    session = signed_in(slug, keeper)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [str(Path(sys.executable).with_name("alongside")), "serve", "--port", str(port), "--no-rounds"]
    site = subprocess.Popen(
        serve, env={**os.environ, "ALONGSIDE_BASE_URL": f"http://127.0.0.1:{port}"}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        click.echo(json.dumps(measure(port, session, slug, many)))
    finally:
        site.terminate()
        site.wait()


def signed_in(slug: str, keeper: str) -> str:
    """The cookie of the space's keeper, who reads as it comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    import django

    django.setup()
    from django.test import Client

    from alongside.people.models import Person
    from alongside.reading import shelf
    from alongside.spaces import access

    person = Person.objects.get(email=keeper)
    shelf.choose_pace(keeper=access.keeper(slug=slug, person=person), pace="as_it_comes")
    browser = Client()
    browser.force_login(person)
    return "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())


def wait_for(port: int) -> None:
    """Until the site answers."""
    for _ in range(600):
        try:
            if opened(port, "/healthz", "")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not start")


def opened(port: int, path: str, cookie: str) -> tuple[int, float]:
    """Status, and how many milliseconds it took until the whole page was there."""
    asking = HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    asking.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = asking.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    asking.close()
    return answer.status, took


def measure(port: int, session: str, slug: str, many: int) -> dict[str, object]:
    """Each page: p50 and p95 in milliseconds."""
    opened(port, "/", "")  # what a process does once: templates, translations
    first = opened(port, f"/for/{slug}/", "")[1]
    searches = asked_for(many)
    found: dict[str, object] = {"requests": many, "public_first": round(first, 1)}
    found["public"] = told(port, "", many, lambda _number: f"/for/{slug}/")
    for name, page in PAGES.items():
        found[name] = told(port, session, many, partial(_page, f"/home/{slug}/reading/{page}"))
    found["search"] = told(
        port, session, many, lambda number: f"/home/{slug}/reading/search/?q={quote(searches[number])}"
    )
    return found


def _page(path: str, _number: int) -> str:
    return path


def told(port: int, cookie: str, many: int, path: Callable[[int], str]) -> dict[str, float]:
    """p50 and p95 of so many requests; the first one is not counted. Raises SystemExit for a page that is not there."""
    times = []
    for number in range(-1, many):
        status, took = opened(port, path(number), cookie)
        if status != 200:
            raise SystemExit(f"{path(number)} answered {status}")
        times += [took] if number >= 0 else []
    return {"p50": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20)[-1], 1)}


def asked_for(many: int) -> list[str]:
    """Searches of every frequency: ranks drawn evenly on a logarithmic scale."""
    from bench import filling

    chance = random.Random(3)
    vocabulary = filling.vocabulary_of(1)
    searches = []
    for number in range(many):
        words = [vocabulary[int(len(vocabulary) ** chance.random()) - 1] for _ in range(1 + number % 2)]
        searches.append(" ".join(words)[: -1 if number // 2 % 2 and len(words[-1]) > 3 else None])
    return searches


if __name__ == "__main__":
    command()
