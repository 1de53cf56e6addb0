"""The sky as a picture address: what may be seen from outside, and for the family every message that was let through.

A drawing is kept in the process for a moment (`AT_LEAST`, or twenty times as long as it took), so that for a page which is
opened by hundreds at once it is drawn once. While a new one is drawn the last one is still handed out.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
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

AT_LEAST = 1.0  # seconds
MOST_KEPT = 200  # drawings of at most 60 kB
SVG = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, and until when (of the monotonic clock) it may be handed out as new."""

    svg: bytes
    good_until: float


Key = tuple[UUID, bool]

_kept: OrderedDict[Key, Drawn] = OrderedDict()
_drawing = threading.Lock()


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


def fullness(space: Space, *, public: bool) -> sky.Fullness:
    """How full the sky is, in a word. A very full one is looked at again once a minute: to count it takes milliseconds."""
    few = queries.how_many(space=space, public=public, most=sky.MANY + 1)
    return sky.describe(few) if few <= sky.MANY else _very_full(space.pk, public, int(time.monotonic() // 60))


@lru_cache(maxsize=MOST_KEPT)
def _very_full(space_id: UUID, public: bool, minute: int) -> sky.Fullness:
    return sky.describe(queries.how_many(space=Space(pk=space_id), public=public, most=sky.VERY_MANY + 1))


def _drawn(space: Space, *, public: bool) -> Drawn:
    key = (space.pk, public)
    last = _kept.get(key)
    if last is not None and time.monotonic() < last.good_until:
        return last
    if not _drawing.acquire(blocking=last is None) and last is not None:
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
    began = time.monotonic()
    shown = not public or space.shows_messages
    seen = queries.lights(space=space, public=public) if shown else []
    svg = sky.draw(_lights(seen, secret=space.pk.bytes)).encode()
    ended = time.monotonic()
    return Drawn(svg, ended + max(AT_LEAST, 20 * (ended - began)))


def _lights(seen: list[queries.LightSeen], *, secret: bytes) -> list[sky.Light]:
    """Each message as a light. A person's place comes from a keyed hash of their name, so that it tells nobody the name."""
    hashes: dict[str, str] = {}
    lights = []
    for one in seen:
        name = one.who.strip().casefold() or one.id  # those without a name stand each for themselves
        person = hashes.get(name) or hashes.setdefault(name, _hashed(name, secret))
        lights.append(sky.Light(one.id.replace("-", ""), one.arrived_at.date(), person, one.kind))
    return lights


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
    _very_full.cache_clear()


urls = [
    path("for/<slug:slug>/sky.svg", public, name="sky"),
    path("home/<slug:slug>/sky.svg", family, name="home-sky"),
]
