"""The sky: one light for every message, drawn as a picture.

A light's place comes from the day it came, the person who sent it and the message's own key, and from nothing else. So
the sky only ever grows: no light moves when others come. Each day has its own region along a band across the sky (a
low-discrepancy sequence, so that neighbouring days do not lie on one another), each person their own direction from
there, and each message a step of its own.

The faintest lights are gathered into a glow when there are many. Which ones stay single is decided by the same hash as
the place, so it is always the faintest that melt into the glow, and the bright ones stay where and as they are.

Pure Python: no framework, no clock. The picture is one SVG document without scripts or style attributes; it works as an
image, on paper, and without fonts.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from statistics import NormalDist
from typing import NamedTuple
from xml.sax.saxutils import escape
from zlib import crc32

# The picture is drawn in units of its own and scaled to the size that is asked for.
WIDE, HIGH = 2000, 1250
BRIGHT, SMALL, DUST = 70, 700, 2_600  # how many lights, about, are drawn with a halo, as a star, as a point
CELL = 25  # side of one square of the glow's grid
LEVELS = 10  # steps from dark to the brightest glow

TINTS = ("#ffe6bd", "#fff7ea", "#ffcf8f", "#dfe6ff")
TINT_OF: Mapping[str, int] = {"candle": 2, "prayer": 1, "memory": 3}


class Light(NamedTuple):
    """One message: its key, the day it came, who sent it (any stable text), and its kind."""

    key: str | int
    day: date
    who: str
    kind: str


class Fullness(StrEnum):
    """How full a sky is, in words that are no number."""

    NONE = "none"
    FIRST = "first"
    FEW = "few"
    MANY = "many"
    VERY_MANY = "very many"
    BEYOND = "beyond"


class Star(NamedTuple):
    """A light in its place: `x` to the right, `y` down, `rank` from 0 (the brightest) to below 1, `tint` in TINTS."""

    x: int
    y: int
    rank: float
    tint: int


def describe(count: int) -> Fullness:
    """Return how full a sky with `count` lights is, without saying a number."""
    steps = ((0, Fullness.NONE), (1, Fullness.FIRST), (30, Fullness.FEW), (400, Fullness.MANY))
    return next((word for most, word in steps if count <= most), _beyond_many(count))


def _beyond_many(count: int) -> Fullness:
    return Fullness.VERY_MANY if count <= 5_000 else Fullness.BEYOND


def draw(
    lights: Iterable[Light], *, width: int = 1200, height: int = 750, title: str = "", description: str = ""
) -> str:
    """Return the sky of these lights as one SVG document of `width` by `height` CSS pixels, under 60 kB."""
    stars = place(lights)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {WIDE} {HIGH}"'
            ' preserveAspectRatio="xMidYMid slice" role="img">',
            f"<title>{escape(title)}</title>" if title else "",
            f"<desc>{escape(description)}</desc>" if description else "",
            _DEFINITIONS,
            _GROUND,
            *(_glow(stars) if len(stars) > SMALL else ()),
            *_points(stars),
            *_halos(stars),
            "</svg>\n",
        )
    )


# -------------------------------------------------------------------------------------------------------------- places

_MASK = 0xFFFFFFFF
_GOLDEN = 2_654_435_769  # 2**32 over the golden ratio: neighbouring numbers come apart
_R2 = (0.7548776662466927, 0.5698402909980532)  # the plane's golden-ratio sequence (Martin Roberts, 2018)


def _bell(size: int) -> tuple[float, ...]:
    """The quantiles of the normal distribution as a table, so that placing a light needs no logarithm."""
    return tuple(NormalDist().inv_cdf((i + 0.5) / size) for i in range(size))


_WHO = _bell(4096)
_STEP = _bell(1024)


def place(lights: Iterable[Light]) -> list[Star]:
    """Return each light in its place, in the order given; a place depends on that light alone."""
    regions: dict[date, tuple[float, float, float, float]] = {}
    stars = []
    for key, day, who, kind in lights:
        region = regions.get(day) or regions.setdefault(day, _region(day))
        mine = _mixed(f"{key} {who}")
        x, y = _direction(region, _mixed(who))
        x = _within(x + 22 * _STEP[mine & 1023], WIDE)
        y = _within(y + 22 * _STEP[mine >> 10 & 1023], HIGH)
        stars.append(Star(x, y, mine / 4_294_967_296, TINT_OF.get(kind, 0)))
    return stars


def _mixed(text: str) -> int:
    """Return 32 well-spread bits for a text, the same in every process (Python's own hash is not)."""
    bits = crc32(text.encode("utf-8", "surrogatepass")) * _GOLDEN & _MASK
    bits = (bits ^ bits >> 15) * 0x85EBCA6B & _MASK
    return bits ^ bits >> 13


def _region(day: date) -> tuple[float, float, float, float]:
    """The middle of a day's region, on a band that crosses the sky, and the direction of the band there."""
    number = day.toordinal()
    along = 0.17 + 0.66 * (number * _R2[0] % 1.0)
    across = number * _R2[1] % 1.0 - 0.5
    slope = math.atan(-1.05 + 1.0 * along)
    y = 0.78 - 0.66 * along + 0.33 * along * along + 0.11 * across
    return WIDE * along, HIGH * y, math.cos(slope), math.sin(slope)


def _direction(region: tuple[float, float, float, float], who: int) -> tuple[float, float]:
    """Where one person stands as seen from the middle of a region: near the band, or, one in six, anywhere."""
    if who >> 24 <= 42:
        return WIDE * ((who & 4095) / 4096), HIGH * ((who >> 12 & 4095) / 4096)
    x, y, cos, sin = region
    along, across = 300 * _WHO[who & 4095], 105 * _WHO[who >> 12 & 4095]
    return x + along * cos - across * sin, y + along * sin + across * cos


def _within(value: float, size: int) -> int:
    """Fold what lies beyond an edge back into the picture."""
    return round(size - abs(size - abs(value)))


# ------------------------------------------------------------------------------------------------------------- drawing

_DEFINITIONS = (
    "<defs>"
    '<linearGradient id="night" x1="0" y1="0" x2="0" y2="1">'
    '<stop offset="0" stop-color="#0b1024"/><stop offset=".55" stop-color="#151b36"/>'
    '<stop offset=".85" stop-color="#262843"/><stop offset="1" stop-color="#3a3348"/></linearGradient>'
    '<radialGradient id="halo"><stop offset="0" stop-color="#fff3d6" stop-opacity=".95"/>'
    '<stop offset=".09" stop-color="#ffe3ae" stop-opacity=".62"/>'
    '<stop offset=".3" stop-color="#ffcb80" stop-opacity=".16"/>'
    '<stop offset="1" stop-color="#ffbe66" stop-opacity="0"/></radialGradient>'
    '<filter id="soft" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="26"/></filter>'
    "</defs>"
)
_GROUND = f'<rect width="{WIDE}" height="{HIGH}" fill="url(#night)"/>'


def _glow(stars: list[Star]) -> Iterator[str]:
    """All lights together as a soft glow: one flat layer for each step of brightness, blurred into one another."""
    columns, rows = WIDE // CELL + 1, HIGH // CELL + 1
    counts = [0] * (columns * rows)
    for x, y, _rank, _tint in stars:
        counts[y // CELL * columns + x // CELL] += 1
    top = math.log1p(max(counts))
    yield '<g filter="url(#soft)" fill="none" stroke="#ffdca3" stroke-opacity=".075" stroke-width="34" stroke-linecap="round">'
    for level in range(1, LEVELS + 1):
        least = math.expm1(top * (0.1 + 0.85 * level / LEVELS))
        runs = "".join(_runs(counts, columns, least))
        if runs:
            yield f'<path d="{runs}"/>'
    yield "</g>"


def _runs(counts: list[int], columns: int, least: float) -> Iterator[str]:
    """The squares with at least so many lights, neighbours in a row drawn as one stroke."""
    start = None
    for place, count in enumerate([*counts, 0]):
        column = place % columns
        if start is not None and (count < least or column == 0):
            row, first = divmod(start, columns)
            yield f"M{first * CELL + CELL // 2} {row * CELL + CELL // 2}h{(place - 1 - start) * CELL}"
            start = None
        if start is None and count >= least and count:
            start = place


def _points(stars: list[Star]) -> Iterator[str]:
    """The lights that are seen singly, as round points: the brighter the rank, the larger."""
    count = len(stars)
    size = 1.5 if count < 60 else 1.2 if count < SMALL else 1.0
    sizes = ((BRIGHT, 6.2, 1.0), (SMALL // 3, 4.2, 0.92), (SMALL, 3.1, 0.8), (DUST, 2.0, 0.5))
    groups: dict[tuple[int, int], list[str]] = {}
    limits = [most / max(count, most) for most, _, _ in sizes]
    last = limits[-1]
    for x, y, rank, tint in stars:
        if rank < last:
            step = next(i for i, limit in enumerate(limits) if rank < limit)
            groups.setdefault((step, tint), []).append(f"M{x} {y}h0")
    for (step, tint), points in sorted(groups.items(), reverse=True):
        _, thick, strength = sizes[step]
        yield (
            f'<path d="{"".join(points)}" stroke="{TINTS[tint]}" stroke-opacity="{strength}"'
            f' stroke-width="{thick * size:.1f}" stroke-linecap="round" fill="none"/>'
        )


def _halos(stars: list[Star]) -> Iterator[str]:
    """A halo around the brightest lights; around each one while they are few."""
    count = len(stars)
    limit = BRIGHT / max(count, BRIGHT)
    scale = 1.5 if count < 30 else 1.0 if count < SMALL else 0.8
    for x, y, rank, _tint in stars:
        if rank < limit:
            yield f'<circle cx="{x}" cy="{y}" r="{scale * (74 - 44 * rank / limit):.0f}" fill="url(#halo)"/>'
