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
from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple
from xml.sax.saxutils import escape
from zlib import crc32

WIDTH, HEIGHT = 1200, 750
BRIGHT, SMALL, DUST = 120, 700, 2_600  # how many lights, at most, are drawn with a halo, as a star, as a point
CELL = 12  # the glow's grid, in thousandths of the width
LEVELS = 9  # steps from dark to the brightest glow
TINTS = ("#ffe9c4", "#fff6e6", "#ffd59a", "#e9ecff")
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
    """A light in its place: `x` and `y` in thousandths of the width, `rank` from 0 (brightest) to 1."""

    x: float
    y: float
    rank: float
    tint: int


def describe(count: int) -> Fullness:
    """Return how full a sky with `count` lights is, without saying a number."""
    steps = ((0, Fullness.NONE), (1, Fullness.FIRST), (30, Fullness.FEW), (400, Fullness.MANY))
    found = next((word for limit, word in steps if count <= limit), None)
    return found or (Fullness.VERY_MANY if count <= 5_000 else Fullness.BEYOND)


def draw(
    lights: Iterable[Light], *, width: int = WIDTH, height: int = HEIGHT, title: str = "", description: str = ""
) -> str:
    """Return the sky of these lights as an SVG document, `width` by `height` CSS pixels, under 60 kB."""
    ratio = height / width
    stars = place(lights, ratio=ratio)
    count = len(stars)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {1000 * ratio:.0f}" width="{width}"'
        f' height="{height}" role="img">',
        f"<title>{escape(title)}</title>" if title else "",
        f"<desc>{escape(description)}</desc>" if description else "",
        _DEFINITIONS,
        f'<rect width="1000" height="{1000 * ratio:.0f}" fill="url(#night)"/>',
        _glow(stars, ratio) if count > SMALL else "",
        _points(stars),
        _halos(stars),
        "</svg>\n",
    ]
    return "".join(parts)


# ------------------------------------------------------------------------------------------------------------- places

_MASK = 0xFFFFFFFF
_GOLDEN = 2_654_435_769  # 2**32 over the golden ratio: neighbouring numbers come apart
_R2 = (0.7548776662466927, 0.5698402909980532)  # the two-dimensional golden ratio's sequence (Roberts, 2018)


def _bell(size: int = 4096) -> array[float]:
    """A table of the normal distribution, so that a place needs no logarithm: entry i is the quantile of i."""
    from statistics import NormalDist

    return array("d", (NormalDist().inv_cdf((i + 0.5) / size) for i in range(size)))


_NORMAL = _bell()


def place(lights: Iterable[Light], *, ratio: float = HEIGHT / WIDTH) -> list[Star]:
    """Return each light in its place, in the order given; a place depends on that light alone."""
    days: dict[date, tuple[float, float, float]] = {}
    stars = []
    for key, day, who, kind in lights:
        region = days.get(day) or days.setdefault(day, _region(day, ratio))
        mine = _mixed(f"{key}\0{who}")
        x, y = _near(region, _mixed(who), mine, ratio)
        stars.append(Star(x, y, mine / 4_294_967_296, TINT_OF.get(kind, 0 if mine & 7 else 3)))
    return stars


def _mixed(text: str) -> int:
    """Return 32 well-spread bits for a text, the same in every process."""
    bits = (crc32(text.encode("utf-8", "surrogatepass")) * _GOLDEN) & _MASK
    return ((bits ^ (bits >> 15)) * 0x85EBCA6B) & _MASK


def _region(day: date, ratio: float) -> tuple[float, float, float]:
    """The middle of a day's region and the slope of the band there."""
    number = day.toordinal()
    along = (number * _R2[0]) % 1.0
    across = (number * _R2[1]) % 1.0 - 0.5
    rise = math.sin((along - 0.12) * math.pi * 0.95)
    return 60 + 880 * along, 1000 * ratio * (0.74 - 0.46 * rise + 0.16 * across), along
