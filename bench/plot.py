"""The plot of the run: throughput and p99 of accepting against the number of messages in the space, as SVG."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import growth
from bench.cases import FEW, MANY
from bench.figures import Figures, Spread

WIDTH, HEIGHT = 720, 300  # of one of the two panels, in the plot's own units
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 40, 50
COLOURS = {FEW: "#2f5d8a", MANY: "#a0522d"}
STYLE = "text{font:13px sans-serif;fill:#222}line{stroke:#ddd}.frame{stroke:#888}polyline{fill:none;stroke-width:2}"


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the two pictures."""

    title: str
    what: str
    top: float


PANELS = (Panel("accepted messages a second", "per_second", 0), Panel("p99, ms", "p99_ms", HEIGHT))


def draw(figures: Figures, *, sizes: Sequence[int]) -> str:
    """The plot; empty when nothing of it was measured."""
    lines = [line for panel in PANELS for line in _panel(figures, panel, sizes)]
    if not any("<polyline" in line for line in lines):
        return ""
    size = f'viewBox="0 0 {WIDTH} {2 * HEIGHT}" width="{WIDTH}" height="{2 * HEIGHT}"'
    title = "<title>Accepting with more and more messages in a space</title>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{title}<style>{STYLE}</style>'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', *lines, "</svg>", ""])


def _panel(figures: Figures, panel: Panel, sizes: Sequence[int]) -> list[str]:
    found = {few: _points(figures, panel, sizes, few) for few in (FEW, MANY)}
    most = max((spread.high for points in found.values() for _, spread in points), default=0.0)
    if not most:
        return []
    step = _step(most)
    ceiling = math.ceil(most / step) * step
    x, y = _across(len(sizes)), _up(panel, ceiling)
    return [
        *_frame(panel, sizes, step=step, ceiling=ceiling, x=x, y=y),
        *(_line(found[few], few, x, y) for few in found),
    ]


def _points(figures: Figures, panel: Panel, sizes: Sequence[int], few: int) -> list[tuple[int, Spread]]:
    """By the place of the size among all sizes: they stand at even distances, as their powers of ten do."""
    names = (f"{growth.case(size)}, {few} at a time" for size in sizes)
    spreads = [figures.spread(name, "Alongside, SQLite", panel.what) for name in names]
    return [(place, spread) for place, spread in enumerate(spreads) if spread is not None]


def _across(places: int) -> Callable[[float], float]:
    return lambda place: LEFT + (place + 0.5) * (WIDTH - LEFT - RIGHT) / places


def _up(panel: Panel, ceiling: float) -> Callable[[float], float]:
    return lambda value: panel.top + HEIGHT - BOTTOM - value / ceiling * (HEIGHT - TOP - BOTTOM)


def _step(most: float) -> float:
    """A round number that goes into the height about five times."""
    power: float = 10 ** math.floor(math.log10(most / 5))
    return next(factor * power for factor in (1, 2, 5, 10) if most / (factor * power) <= 6)


def _frame(
    panel: Panel, sizes: Sequence[int], *, step: float, ceiling: float, x: Callable[[float], float],
    y: Callable[[float], float],
) -> list[str]:  # fmt: skip
    made = [f'<text x="{LEFT}" y="{panel.top + 24}" font-weight="bold">{panel.title}</text>']
    for n in range(round(ceiling / step) + 1):
        height = y(n * step)
        made.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>')
        made.append(f'<text x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end">{n * step:,g}</text>')
    for place, size in enumerate(sizes):
        made.append(f'<text x="{x(place):.1f}" y="{y(0) + 20:.1f}" text-anchor="middle">{size:,}</text>')
    made.append(f'<text x="{WIDTH / 2}" y="{y(0) + 40:.1f}" text-anchor="middle">messages in the space before</text>')
    return made


def _line(points: list[tuple[int, Spread]], few: int, x: Callable[[float], float], y: Callable[[float], float]) -> str:
    colour = COLOURS[few]
    corners = " ".join(f"{x(place):.1f},{y(spread.median):.1f}" for place, spread in points)
    made = f'<polyline points="{corners}" stroke="{colour}"/>'
    for place, spread in points:
        at = f"{x(place):.1f}"
        made += f'<line class="frame" x1="{at}" x2="{at}" y1="{y(spread.low):.1f}" y2="{y(spread.high):.1f}"/>'
        made += f'<circle cx="{at}" cy="{y(spread.median):.1f}" r="4" fill="{colour}"/>'
    if points:
        place, spread = points[-1]
        place_x, place_y = x(place) + 8, y(spread.median) - 8
        made += f'<text x="{place_x:.1f}" y="{place_y:.1f}" style="fill:{colour}">{few} at a time</text>'
    return made
