"""How quickly the pages of one very full space open: requests one after another against a live server, p50 and p95.

    ALONGSIDE_DATA=/tmp/site .venv/bin/python -m bench.reading --slug many --requests 40

Or with ALONGSIDE_DATABASE_URL; fill the space before (`bench.filling`). Its keeper has read for a long time
(`bench.family`). Serves the site on a free port without the rounds, opens each page so many times, and prints one JSON
line: milliseconds for each page. What is opened *first* is opened once in a process that has shown nothing but the front
page. Searches have one to four words: of every frequency, words and names that stand together in a message, the last word
cut short every third time, and some that find nothing.
"""

import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alongside.door.models import Message
    from alongside.people.models import Person

FORMS = "f" * 32  # a secret that a browser has, and that its forms hold
FIRST = ("public", "sky")
BY_BUTTON = "kept-from-you/"
NOTHING = "xyxyxyx"  # begins no word


@click.command()
@click.option("--slug", default="many", show_default=True, help="The space.")
@click.option("--keeper", default="mira@example.org", show_default=True, help="Its keeper's address.")
@click.option("--requests", "many", default=40, show_default=True, help="How often each page is opened.")
def command(slug: str, keeper: str, many: int) -> None:
    """Measure the pages of a space."""
    sessions = signed_in(slug, keeper)
    pages = {**pages_of(slug), "search": searches_of(slug, many)}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = [str(Path(sys.executable).with_name("alongside")), "serve", "--port", str(port), "--no-rounds"]
    site = subprocess.Popen(
        serve, env={**os.environ, "ALONGSIDE_BASE_URL": f"http://127.0.0.1:{port}"}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        click.echo(json.dumps({"requests": many, **measure(port, sessions, pages, many)}))
    finally:
        site.terminate()
        site.wait()


def signed_in(slug: str, keeper: str) -> dict[str, str]:
    """For the beginning of an address, the cookies of whom it is for: the space's keeper, and who keeps the site safe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.house.settings")
    import django

    django.setup()
    from alongside.people import arriving
    from alongside.people.models import Person
    from alongside.spaces import access
    from bench import family

    mira = Person.objects.get(email=keeper)
    family.live(access.keeper(slug=slug, person=mira))
    tom = arriving.arrive(email="tom@example.org", name="Tom", now=datetime.now(UTC))
    arriving.appoint(person=tom, moderator=True)
    return {"/home/": _cookies_of(mira), "/desk/": _cookies_of(tom)}


def _cookies_of(person: "Person") -> str:
    from django.test import Client

    browser = Client()
    browser.force_login(person)
    cookies = [f"{name}={cookie.value}" for name, cookie in browser.cookies.items()]
    return "; ".join([*cookies, f"csrftoken={FORMS}"])


def pages_of(slug: str) -> dict[str, Sequence[str]]:
    """The addresses of every page that shows what was sent, also far from where a reader begins."""
    from alongside.door.models import Message
    from alongside.spaces.models import Space

    found = Message.objects.in_space(Space.objects.get(slug=slug))
    family, gentle = found.for_family(), found.filter(state="gentle")
    public, here = f"/for/{slug}/", f"/home/{slug}/"
    reading = f"{here}reading/"
    said = {
        "public": public, "public, late": f"{public}?cursor={_late(found.on_page())}", "sky": f"{public}sky.svg",
        "family's sky": f"{here}sky.svg", "home": here, "bundle": reading, "names": f"{reading}names/",
        "names, late": f"{reading}names/?cursor={_late(family)}", "near": f"{reading}near/", "again": f"{reading}again/",
        "apart": f"{reading}apart/", "apart, late": f"{reading}apart/?cursor={_late(gentle)}",
        "kept from them": f"{reading}{BY_BUTTON}", "thanks": f"{here}thanks/", "thanks to some": f"{here}thanks/some/",
        "their page": f"{here}page/", "their page, late": f"{here}page/?cursor={_late(found.on_page())}",
        "desk": "/desk/", "desk of the space": f"/desk/?space={slug}",
    }  # fmt: skip
    receipts = found.order_by("receipt").values_list("receipt", flat=True)[:50]
    return {**{name: [path] for name, path in said.items()}, "receipt": [f"/received/{token}/" for token in receipts]}


def _late(messages: "QuerySet[Message]") -> str:
    """The cursor of a page near the end."""
    from alongside.door import queries

    return quote(queries.cursor_of(messages.order_by("-arrived_at", "-id")[messages.count() * 9 // 10]))


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
    """Status, and how many milliseconds it took until the whole page was there; some are opened by a button."""
    asking = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie, "X-CSRFToken": FORMS} if cookie else {}
    began = time.perf_counter()
    asking.request("POST" if path.endswith(BY_BUTTON) else "GET", path, headers=headers)
    answer = asking.getresponse()
    answer.read()
    took = (time.perf_counter() - began) * 1000
    asking.close()
    return answer.status, took


def measure(port: int, sessions: dict[str, str], pages: dict[str, Sequence[str]], many: int) -> dict[str, object]:
    """Each page: p50 and p95 in milliseconds."""
    opened(port, "/", "")  # what a process does once: templates, translations
    found: dict[str, object] = {f"{name}, first": round(opened(port, pages[name][0], "")[1], 1) for name in FIRST}
    for name, paths in pages.items():
        cookie = next((said for beginning, said in sessions.items() if paths[0].startswith(beginning)), "")
        found[name] = told(port, cookie, paths, many)
    return found


def told(port: int, cookie: str, paths: Sequence[str], many: int) -> dict[str, float]:
    """p50 and p95 of so many requests, or of one for each address where there are more; the first one is not counted.

    Raises SystemExit for a page that is not there.
    """
    times = []
    for number in range(-1, max(many, len(paths))):
        status, took = opened(port, paths[number % len(paths)], cookie)
        if status != 200:
            raise SystemExit(f"{paths[number % len(paths)]} answered {status}")
        times += [took] if number >= 0 else []
    return {"p50": round(statistics.median(times), 1), "p95": round(statistics.quantiles(times, n=20)[-1], 1)}


def searches_of(slug: str, many: int) -> list[str]:
    """Addresses of searches: five times as many as there are requests for a page, since no two are alike."""
    from alongside.door.models import Message

    chance = random.Random(3)
    texts = (
        Message.objects.filter(space__slug=slug, state="open").order_by("receipt").values_list("words", "name")[:many]
    )
    asked = []
    for number, (words, name) in enumerate(texts):
        own = re.findall(r"\w+", words)
        asked += [
            *(" ".join(_of_every_frequency(chance, 1 + (number + more) % 4)) for more in range(2)),
            " ".join(chance.sample(own, min(len(own), 1 + number % 4))),
            name, f"{own[0]} {NOTHING}",
        ]  # fmt: skip
    cut = [one[:-1] if place % 3 == 0 and len(one) > 3 else one for place, one in enumerate(asked)]
    return [f"/home/{slug}/reading/search/?q={quote(one)}" for one in cut]


def _of_every_frequency(chance: random.Random, many: int) -> list[str]:
    """Words whose ranks are drawn evenly on a logarithmic scale."""
    from bench import filling

    vocabulary = filling.vocabulary_of(1)
    return [vocabulary[int(len(vocabulary) ** chance.random()) - 1] for _ in range(many)]


if __name__ == "__main__":
    command()
