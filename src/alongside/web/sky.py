"""The sky: a light for a message, drawn as a picture; of very many, the brightest.

A light's place comes from the day it came, the person who sent it and the message's own key, and from nothing else. So
the sky only ever grows: no light moves when others come. Each day has its own region along a band across the sky (a
low-discrepancy sequence, so that neighbouring days do not lie on one another), each person their own direction from
there, and each message a step of its own.

The faintest lights melt into a glow when there are many. How bright a light is was decided by lot when its message came,
and stays so: the bright ones stay where they are. Of however many lights, only the brightest are looked at, since they
are a fair sample of all; so a sky of a million is drawn as quickly as one of a few thousand.

Pure Python: no framework, no clock. The picture is one SVG document without scripts or style attributes; it works as an
image, on paper, and without fonts.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from operator import attrgetter
from statistics import NormalDist
from typing import NamedTuple
from xml.sax.saxutils import escape
from zlib import crc32

# The picture is drawn in units of its own and scaled to the size that is asked for.
WIDE, HIGH = 2000, 1250
BRIGHT, SMALL, MOST = 70, 700, 2_600  # how many lights are drawn with a halo, as a star, at all
CELL = 25  # side of one square of the glow's grid
COLUMNS, ROWS = WIDE // CELL + 1, HIGH // CELL + 1
SOFTENED = 3  # times

TINTS = ("#ffe6bd", "#fff7ea", "#ffcf8f", "#dfe6ff")
TINT_OF: Mapping[str, int] = {"candle": 2, "prayer": 1, "memory": 3}


class Light(NamedTuple):
    """One message: its key, the day it came, who sent it (any stable text), its kind, and its lot.

    The lot is a number of its own from 0 (the brightest) to below 1, drawn by chance.
    """

    key: str | int
    day: date
    who: str
    kind: str
    lot: float


class Fullness(StrEnum):
    """How full a sky is, in words that are no number."""

    NONE = "none"
    FIRST = "first"
    FEW = "few"
    MANY = "many"
    VERY_MANY = "very many"
    BEYOND = "beyond"


# A light in its place: x to the right, y down, its lot, tint in TINTS.
Star = tuple[int, int, float, int]


MANY, VERY_MANY = 400, 5_000  # lights; beyond the second there is no other word


def describe(count: int) -> Fullness:
    """Return how full a sky with `count` lights is, without saying a number."""
    steps = ((0, Fullness.NONE), (1, Fullness.FIRST), (30, Fullness.FEW), (MANY, Fullness.MANY))
    return next((word for most, word in steps if count <= most), _beyond_many(count))


def _beyond_many(count: int) -> Fullness:
    return Fullness.VERY_MANY if count <= VERY_MANY else Fullness.BEYOND


def draw(
    lights: Iterable[Light],
    *,
    among: int = 0,
    width: int = 1200,
    height: int = 750,
    title: str = "",
    description: str = "",
) -> str:
    """Return the sky of these lights as one SVG document of `width` by `height` CSS pixels, under 60 kB.

    `among`: about how many lights there are where only the brightest `MOST` are given.
    """
    known = sorted(lights, key=attrgetter("lot", "key"))
    count = max(among, len(known))
    stars = list(place(known[:MOST]))
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {WIDE} {HIGH}"'
            ' preserveAspectRatio="xMidYMid slice" role="img">',
            f"<title>{_words(title)}</title>" if title else "",
            f"<desc>{_words(description)}</desc>" if description else "",
            _DEFINITIONS,
            _GROUND,
            *(_glow(stars, count) if count > SMALL else ()),
            *_points(stars, count),
            *_halos(stars, count),
            "</svg>\n",
        )
    )


def _words(text: str) -> str:
    """A text as XML can carry it: without the characters that XML 1.0 has no way to say."""
    return escape(_UNSPEAKABLE.sub("", text))


_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# -------------------------------------------------------------------------------------------------------------- places

_MASK = 0xFFFFFFFF
_GOLDEN, _MIX = 2_654_435_769, 2_246_822_507  # odd multipliers that spread a checksum's bits, alike in every process
_R2 = (0.7548776662466927, 0.5698402909980532)  # the plane's golden-ratio sequence (Martin Roberts, 2018)


def _bell(size: int) -> tuple[float, ...]:
    """The quantiles of the normal distribution as a table, so that placing a light needs no logarithm."""
    return tuple(NormalDist().inv_cdf((i + 0.5) / size) for i in range(size))


_Region = tuple[float, float, float, float]
_WHO = _bell(4096)
_STEP = _bell(1024)


def place(lights: Iterable[Light]) -> Iterator[Star]:
    """Yield each light in its place, in the order given; a place depends on that light alone."""
    regions: dict[date, _Region] = {}
    tint_of, step, stand = TINT_OF.get, _STEP, _stand
    for key, day, who, kind, lot in lights:
        region = regions.get(day) or regions.setdefault(day, _region(day))
        sender = crc32(who.encode("utf-8", "replace"))
        mine = crc32(str(key).encode("utf-8", "replace"), sender) * _GOLDEN & _MASK
        mine = (mine ^ mine >> 15) * _MIX & _MASK
        x, y = stand(region, sender)
        x = WIDE - abs(WIDE - abs(x + 22 * step[mine & 1023]))  # beyond an edge is folded back into the picture
        y = HIGH - abs(HIGH - abs(y + 22 * step[mine >> 10 & 1023]))
        yield int(x), int(y), lot, tint_of(kind, 0)


def _region(day: date) -> _Region:
    """The middle of a day's region, on a band that crosses the sky, and the direction of the band there."""
    number = day.toordinal()
    along = 0.17 + 0.66 * (number * _R2[0] % 1.0)
    across = number * _R2[1] % 1.0 - 0.5
    slope = math.atan(-1.05 + 1.0 * along)
    y = 0.78 - 0.66 * along + 0.33 * along * along + 0.11 * across
    return WIDE * along, HIGH * y, math.cos(slope), math.sin(slope)


def _stand(region: _Region, who: int) -> tuple[float, float]:
    """Where one person (a checksum) stands, seen from the middle of a region: near the band, or, one in six, anywhere."""
    who = who * _GOLDEN & _MASK
    who = (who ^ who >> 15) * _MIX & _MASK
    if who >> 24 <= 42:
        return WIDE * ((who & 4095) / 4096), HIGH * ((who >> 12 & 4095) / 4096)
    x, y, cos, sin = region
    along, across = 240 * _WHO[who & 4095], 92 * _WHO[who >> 12 & 4095]
    return x + along * cos - across * sin, y + along * sin + across * cos


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
    '<filter id="far" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="44"/></filter>'
    '<filter id="near" x="-5%" y="-5%" width="110%" height="110%"><feGaussianBlur stdDeviation="22"/></filter>'
    "</defs>"
)
# The glow's layers: filter, colour, opacity of one step, and where the steps begin, as shares of the sky below them.
_LAYERS = (
    ("far", "#6a74c0", 0.13, (0.34, 0.46, 0.56, 0.66)),
    ("far", "#c79aa6", 0.11, (0.64, 0.72, 0.80)),
    ("near", "#ffdba0", 0.10, (0.78, 0.85, 0.90, 0.94, 0.97, 0.99)),
)
# Points: how many, about, are at least so large; their width; their opacity.
_SIZES = ((BRIGHT, 6.2, 1.0), (SMALL // 3, 4.2, 0.92), (SMALL, 3.1, 0.8), (MOST, 2.0, 0.5))
_GROUND = f'<rect width="{WIDE}" height="{HIGH}" fill="url(#night)"/>'


def _glow(stars: list[Star], count: int) -> Iterator[str]:
    """All lights together as a soft glow: flat layers, one for each step of brightness, blurred into one another.

    A step begins where the sky is fuller than in a given share of it, so the picture has the same depth at a thousand
    lights and at a million.
    """
    density = _smooth(_full(stars))
    ranked = sorted(density)
    strength = min(1.0, 0.42 + 0.3 * math.log10(count / SMALL))
    for layer, colour, opacity, shares in _LAYERS:
        yield (
            f'<g filter="url(#{layer})" fill="none" stroke="{colour}" stroke-opacity="{opacity * strength:.3f}"'
            f' stroke-width="{CELL + 8}" stroke-linecap="round">'
        )
        for share in shares:
            runs = "".join(_runs(density, max(ranked[int(share * len(ranked))], 1)))
            yield f'<path d="{runs}"/>' if runs else ""
        yield "</g>"


def _full(stars: list[Star]) -> list[int]:
    """How many of the lights there are in each square of the grid, row by row."""
    full = [0] * (COLUMNS * ROWS)
    for x, y, _lot, _tint in stars:
        full[y // CELL * COLUMNS + x // CELL] += 1
    return full


def _smooth(full: list[int]) -> list[int]:
    """Each square together with those around it, so that a few thousand lights tell of all."""
    for step in (1, COLUMNS) * SOFTENED:
        before, after = [0] * step + full[:-step], full[step:] + [0] * step
        full = [a + 2 * b + c for a, b, c in zip(before, full, after, strict=True)]
    return full


def _runs(density: list[int], least: int) -> Iterator[str]:
    """The squares that are at least so full, neighbours in a row drawn as one stroke."""
    start = None
    for square, full in enumerate([*density, 0]):
        if start is not None and (full < least or square % COLUMNS == 0):
            row, first = divmod(start, COLUMNS)
            x, length = first * CELL + CELL // 2, (square - 1 - start) * CELL
            if first == 0:  # the glow does not end where the picture does
                x, length = x - 120, length + 120
            yield f"M{x} {row * CELL + CELL // 2}h{length + 120 * (square % COLUMNS == 0)}"
            start = None
        if start is None and full >= least:
            start = square


def _points(stars: list[Star], count: int) -> Iterator[str]:
    """The lights that are seen singly, as round points: the brighter, the larger."""
    size = 1.5 if count < 60 else 1.2 if count < SMALL else 1.0
    limits = [most / max(count, most) for most, _thick, _strength in _SIZES]
    groups: dict[tuple[int, int], list[str]] = {}
    for x, y, lot, tint in stars:
        step = next((i for i, limit in enumerate(limits) if lot < limit), len(limits) - 1)
        groups.setdefault((step, tint), []).append(f"M{x} {y}h0")
    for (step, tint), points in sorted(groups.items(), reverse=True):
        _most, thick, strength = _SIZES[step]
        yield (
            f'<path d="{"".join(points)}" stroke="{TINTS[tint]}" stroke-opacity="{strength}"'
            f' stroke-width="{thick * size:.1f}" stroke-linecap="round" fill="none"/>'
        )


def _halos(stars: list[Star], count: int) -> Iterator[str]:
    """A halo around the brightest lights; around each one while they are few."""
    limit = BRIGHT / max(count, BRIGHT)
    scale = 1.5 if count < 30 else 1.0 if count < SMALL else 0.8
    for x, y, lot, _tint in stars:
        if lot < limit:
            yield f'<circle cx="{x}" cy="{y}" r="{scale * (74 - 44 * lot / limit):.0f}" fill="url(#halo)"/>'
