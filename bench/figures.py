"""What was measured, and what is made of it: medians with their spread, and ratios within one repetition."""

import json
import statistics
from collections import defaultdict
from dataclasses import dataclass, field

from bench.load import Asked


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of the repetitions, and the least and the most of them."""

    median: float
    low: float
    high: float

    @classmethod
    def of(cls, values: list[float]) -> "Spread":
        """Of at least one value."""
        return cls(statistics.median(values), min(values), max(values))


@dataclass(slots=True)
class Figures:
    """Every figure by its case and by who was measured, one for each repetition that came to an end."""

    found: dict[tuple[str, str, str], dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    remarks: list[str] = field(default_factory=list)

    def note(self, case: str, who: str, repetition: int, value: float, *, what: str = "per_second") -> None:
        """Write one figure down."""
        self.found[case, who, what][repetition] = value

    def note_asked(self, case: str, who: str, repetition: int, asked: Asked) -> None:
        """Write down what a load process found."""
        for what in ("per_second", "p50_ms", "p99_ms", "server_us", "server_busy", "load_busy"):
            self.note(case, who, repetition, getattr(asked, what), what=what)

    def remark(self, text: str) -> None:
        """Something that whoever reads the figures should know."""
        if text not in self.remarks:
            self.remarks.append(text)

    def spread(self, case: str, who: str, what: str = "per_second") -> Spread | None:
        """The figure over all repetitions; None when it was not measured."""
        values = list(self.found.get((case, who, what), {}).values())
        return Spread.of(values) if values else None

    def ratio(
        self, over: tuple[str, str], under: tuple[str, str], what: str = "per_second"
    ) -> Spread | None:  # fmt: skip
        """How many times one figure is the other: pair by pair within a repetition, then the median of those."""
        above, below = self.found.get((*over, what), {}), self.found.get((*under, what), {})
        pairs = [above[one] / below[one] for one in above.keys() & below.keys() if below[one]]
        return Spread.of(pairs) if pairs else None

    def as_json(self) -> str:
        """Everything, for another look at it."""
        rows = [
            {"case": case, "who": who, "what": what, "values": list(values.values())}
            for (case, who, what), values in self.found.items()
        ]
        return json.dumps({"figures": rows, "remarks": self.remarks}, indent=1)
