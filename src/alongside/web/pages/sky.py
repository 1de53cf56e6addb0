"""The sky as a picture address: what may be seen from outside, and for the family every message that was let through.

A drawing is kept in the process for a moment, so that for a page which is opened by hundreds at once it is drawn once.
While a new one is drawn the last one is still handed out, but no longer than `OLD`: what is hidden is gone by then.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from alongside.door import queries
from alongside.spaces import access
from alongside.spaces.access import Space
from alongside.web import sky, who
from alongside.web.pages.media import safely

NEW, OLD = 1.0, 1.8  # seconds: a drawing is handed out as it is; and while a new one is drawn
MOST_KEPT = 200  # drawings of at most 60 kB
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, and when (of the monotonic clock) it was begun."""

    svg: bytes
    begun: float

    @property
    def age(self) -> float:
        """Seconds since the database was asked."""
        return time.monotonic() - self.begun


Key = tuple[UUID, bool]

_kept: OrderedDict[Key, Drawn] = OrderedDict()
_drawing = threading.Lock()
_full: OrderedDict[Key, tuple[int, sky.Fullness]] = OrderedDict()


@require_safe
def public(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sky as the page's visitors see it: the messages that stand there, and no other."""
    guest = who.guest(request, slug)
    return safely(request, _drawn(guest.space, public=True).svg, content_type=SVG)


@login_required
@require_safe
def family(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sky as the family and those who help them see it."""
    helper = access.helper(slug=slug, person=who.person(request))
    return safely(request, _drawn(helper.space, public=False).svg, content_type=SVG)


def fullness(space: Space, *, public: bool, seen: int | None = None) -> sky.Fullness:
    """How full the sky is, in a word. A full one is looked at again once a minute: to count it takes milliseconds.

    `seen`: how many lights there are, where somebody has seen them all.
    """
    if seen is not None:
        return sky.describe(seen)
    key, minute = (space.pk, public), int(time.monotonic() // 60)
    known = _full.get(key)
    if known is not None and known[0] == minute:
        return known[1]
    few = queries.how_many(space=space, public=public, most=sky.MANY + 1)
    if few <= sky.MANY:
        return sky.describe(few)
    full = sky.describe(queries.how_many(space=space, public=public, most=sky.VERY_MANY + 1))
    _full[key] = (minute, full)
    while len(_full) > MOST_KEPT:
        _full.popitem(last=False)
    return full


def _drawn(space: Space, *, public: bool) -> Drawn:
    key = (space.pk, public)
    last = _kept.get(key)
    if last is not None and last.age < NEW:
        return last
    if not _drawing.acquire(blocking=last is None or last.age > OLD) and last is not None:
        return last  # somebody is drawing
    try:
        now = _kept.get(key)
        if now is None or now is last:
            now = _draw(space, public=public)
            _keep(key, now)
    finally:
        _drawing.release()
    return now


def _draw(space: Space, *, public: bool) -> Drawn:
    """Draw it anew. A process's first sky of a million took 46 ms on SQLite and 58 on PostgreSQL (`bench.reading`)."""
    begun = time.monotonic()
    if public and not space.shows_messages:
        return Drawn(sky.draw([]).encode(), begun)
    seen = queries.lights(space=space, public=public, most=sky.MOST)
    return Drawn(sky.draw(_lights(seen.brightest, secret=space.pk.bytes), among=seen.among).encode(), begun)


def _lights(seen: Sequence[queries.LightSeen], *, secret: bytes) -> Iterator[sky.Light]:
    """Each message as a light. A person's place comes from a keyed hash of their name, so that it tells nobody the name."""
    for one in seen:
        name = one.who.strip().casefold() or str(one.id)  # those without a name stand each for themselves
        yield sky.Light(one.id.hex, one.arrived_at.date(), _hashed(name, secret), one.kind, one.lot)


def _hashed(name: str, secret: bytes) -> str:
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=secret, digest_size=8).hexdigest()


def _keep(key: Key, drawn: Drawn) -> None:
    _kept[key] = drawn
    _kept.move_to_end(key)
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def forget() -> None:
    """Forget every drawing: for tests, which look again at once."""
    _kept.clear()
    _full.clear()


urls = [
    path("for/<slug:slug>/sky.svg", public, name="sky"),
    path("home/<slug:slug>/sky.svg", family, name="home-sky"),
]
