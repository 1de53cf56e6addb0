"""Measures: what happened, how often, and how long it took, as numbers for Prometheus. Off unless a host asks for them.

Here stands what is counted. A label is one of a few words that stand here too; any other becomes "other", so nothing that
people write, no name, address or place of a space, can ever be one. A call costs a tenth of a microsecond while they are
off, and 2 to 5 while they are on.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics import MetricWrapperBase

PREFIX = "alongside_"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the library's own name for where processes put their numbers together
OTHER = "other"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(eq=False)
class Measure:
    """One thing that is counted; `label` names what its few `values` tell apart, and is empty for nothing."""

    name: str
    says: str
    label: str = ""
    values: Sequence[str] = ()
    _kept: dict[str, Callable[[float], None]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        _every.append(self)
        if _registry is not None:
            self.keep_in(_registry)

    def keep_in(self, registry: "CollectorRegistry") -> None:
        """Begin to count."""
        whole = self._made([self.label] if self.label else [], registry)
        each = {value: whole.labels(value) for value in (*self.values, OTHER)} if self.label else {OTHER: whole}
        self._kept = {value: getattr(one, self._how) for value, one in each.items()}

    def _tell(self, amount: float, value: str) -> None:
        if kept := self._kept:
            (kept.get(value) or kept[OTHER])(amount)

    _how: ClassVar[str]

    def _made(self, labels: Sequence[str], registry: "CollectorRegistry") -> "MetricWrapperBase":
        raise NotImplementedError


class Count(Measure):
    """How often something happened."""

    _how = "inc"

    def add(self, value: str = "", amount: float = 1) -> None:
        """It happened, `amount` times."""
        self._tell(amount, value)

    def _made(self, labels: Sequence[str], registry: "CollectorRegistry") -> "MetricWrapperBase":
        from prometheus_client import Counter

        return Counter(PREFIX + self.name, self.says, labels, registry=registry)


@dataclass(eq=False)
class Spread(Measure):
    """How long or how large things were; the number of things is counted with it."""

    steps: Sequence[float] = SECONDS
    _how = "observe"

    def note(self, amount: float, value: str = "") -> None:
        """It took so many seconds, or was so large."""
        self._tell(amount, value)

    @contextmanager
    def timed(self, value: str = "") -> Iterator[None]:
        """Note how long the block takes, also when it breaks."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._tell(time.perf_counter() - began, value)

    def _made(self, labels: Sequence[str], registry: "CollectorRegistry") -> "MetricWrapperBase":
        from prometheus_client import Histogram

        return Histogram(PREFIX + self.name, self.says, labels, registry=registry, buckets=self.steps)


_every: list[Measure] = []
_registry: "CollectorRegistry | None" = None


def are_on() -> bool:
    """Whether anything is counted in this process."""
    return _registry is not None


def switch_on() -> None:
    """Count in this process from now on, if the environment names a `FOLDER` to do it in. Twice is harmless."""
    global _registry  # noqa: PLW0603 - one of it for the process
    if _registry is not None or not os.environ.get(FOLDER):
        return
    from prometheus_client import CollectorRegistry

    _registry = CollectorRegistry()
    for measure in _every:
        measure.keep_in(_registry)


# ------------------------------------------------------------------------------------------------------ what is counted
ACCEPTED = Count("messages_accepted", "Messages that were kept.")
REFUSED = Count(
    "messages_refused",
    "Messages that were not kept.",
    "reason",
    ("other_words", "door", "too_many", "no_room"),
)
COMMIT_SIZE = Spread("commit_messages", "Messages that one commit kept.", steps=SIZES)
COMMIT_SECONDS = Spread("commit_seconds", "How long one commit of messages took, until it was on the disk.")
PORCH = Count("porch_messages", "Messages that were kept on the porch, since the database was away.")

PAGES_READY = Count("pages_ready", "Times that a family's page was handed out as it was kept ready.")
REBUILD_SECONDS = Spread("page_rebuild_seconds", "How long it took to make such a page anew.")

SETTLED = Count(
    "settled", "Texts that the gate has read, by the lane it chose.", "lane", ("open", "gentle", "safety", "care")
)
GATE_TEXTS = Count("gate_texts", "Texts that the gate has read.")
GATE_SECONDS = Spread("gate_batch_seconds", "How long the gate read one batch of texts.")

LETTERS = Count(
    "letters", "Letters that were handed over, by what became of it.", "fate", ("sent", "later", "never", "no line")
)

REQUESTS = Spread(
    "request_seconds", "How long an answer took, by the class of its status.", "status",
    ("1xx", "2xx", "3xx", "4xx", "5xx"),
)  # fmt: skip


def answered(status: int, seconds: float) -> None:
    """A request was answered."""
    REQUESTS.note(seconds, f"{status // 100}xx")
