"""/styleguide/: every part in every state, the type scale, the colours and the sky at five sizes. Debug mode only."""

import datetime
import random
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from alongside.web import sky
from alongside.web.parts.examples import Example, examples

SKIES = (5, 50, 500, 5_000, 50_000)
COLOURS = (
    "paper", "paper-raised", "paper-sunk", "ink", "ink-soft", "rule", "edge", "lamp", "lamp-strong", "lamp-wash", "glow",
    "care", "care-wash", "danger", "danger-wash", "mark", "night",
)  # fmt: skip
TYPE = ("name", "xl", "l", "read", "m", "s")


@dataclass(frozen=True)
class Shown:
    """One example, drawn."""

    id: str
    state: str
    html: SafeString
    inside: tuple[str, str]


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Everything there is to look at."""
    _only_in_debug()
    parts = [(part, [_shown(one) for one in some]) for part, some in groupby(examples(), key=lambda one: one.part)]
    return render(request, "styleguide.html", {"parts": parts, "colours": COLOURS, "scale": TYPE, "skies": _skies()})


@require_safe
def one(request: HttpRequest, example: str) -> HttpResponse:
    """One example alone on a page, for tests and for a closer look."""
    _only_in_debug()
    found = next((one for one in examples() if one.id == example), None)
    if found is None:
        raise Http404
    return render(request, "styleguide_one.html", {"example": _shown(found), "part": found.part})


@require_safe
def sky_of(request: HttpRequest, count: int) -> HttpResponse:
    """An invented sky."""
    _only_in_debug()
    if count not in SKIES:
        raise Http404
    return HttpResponse(sky.draw(invented(count)), content_type="image/svg+xml")


def invented(count: int) -> list[sky.Light]:
    """Return `count` lights as they come after a loss: most in the first weeks, some through the year."""
    chance = random.Random(7)  # noqa: S311  an example, the same every time
    start = datetime.date(2026, 3, 14)
    kinds = ("words", "words", "words", "words", "candle", "prayer", "memory")
    days = (
        int(chance.expovariate(1 / 6)) if chance.random() < 0.8 else int(chance.random() * 365) for _i in range(count)
    )
    return [
        sky.Light(
            key=f"{number:032x}", day=start + datetime.timedelta(days=day),
            who=f"person {chance.randrange(count)}", kind=chance.choice(kinds), lot=chance.random(),
        )
        for number, day in enumerate(days)
    ]  # fmt: skip


def _skies() -> list[tuple[int, sky.Fullness]]:
    return [(count, sky.describe(count)) for count in SKIES]


def _shown(example: Example) -> Shown:
    element, _, style = example.inside.partition(".")
    html = render_to_string(example.template, dict(example.given))
    return Shown(id=example.id, state=example.state, html=html, inside=(element or "div", style))


def _only_in_debug() -> None:
    if not settings.FOR_DEVELOPERS:
        raise Http404


urls = [
    path("styleguide/", guide),
    path("styleguide/sky/<int:count>.svg", sky_of, name="styleguide-sky"),
    path("styleguide/<slug:example>/", one),
]
