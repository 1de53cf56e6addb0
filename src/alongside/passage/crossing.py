"""Crossing: claim what waits, read it with the gate outside any transaction, write verdicts and lanes in short writes.

At least once, and harmless twice: a verdict is a pure function of text, surroundings and the gate's version, and a row is
written only while it still waits under this claim's lease.
"""

import logging
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from alongside import gate
from alongside.gate import Surroundings, Verdict
from alongside.ground import claim, many, measures, store
from alongside.passage.models import Crossing
from alongside.passage.states import LANES, State

log = logging.getLogger("alongside.passage")

Text = TypeVar("Text", bound=Crossing)

PIECE = 100  # rows of one write: a message that comes meanwhile waits for some milliseconds
KEPT_IN_COLUMNS = ("language",)  # parts of a verdict that a table may have a column of its own for


@dataclass(frozen=True, slots=True)
class Crossed:
    """What one pass did: how many texts were settled, and how many of them no longer waited when it came to writing."""

    settled: int
    overtaken: int


def cross(
    waiting: QuerySet[Text],
    *,
    limit: int,
    now: datetime,
    text_of: Callable[[Text], str],
    surroundings_of: Callable[[Text], Surroundings],
    beside: Callable[[Sequence[tuple[Text, State]]], Callable[[Set[UUID]], None]] = lambda _judged: (
        lambda _settled: None
    ),
) -> Crossed:
    """Settle up to `limit` texts of `waiting`; those in distress are written first.

    `beside` is told what is about to be settled and the lane of each, as they were sent; what it returns is called within
    the write, with the keys of what is settled. Everything that can be made ready is made ready before: others wait to
    write meanwhile.

    An error of the gate over one text leaves that text waiting (its claim has already postponed it) and is raised after
    the others have been written.
    """
    claimed = claim.claim(waiting, limit=limit, now=now)
    judged, error = _judge(claimed, text_of, surroundings_of)
    judged.sort(key=lambda pair: (pair[1].lane != "care", pair[0].pk))
    written = sum(_write(judged[at : at + PIECE], beside) for at in range(0, len(judged), PIECE))
    if error is not None:
        raise error
    return Crossed(settled=written, overtaken=len(judged) - written)


def _judge(
    claimed: Sequence[Text], text_of: Callable[[Text], str], surroundings_of: Callable[[Text], Surroundings]
) -> tuple[list[tuple[Text, Verdict]], Exception | None]:
    """Screen in batches that share their surroundings; when a batch breaks, one by one, to find the text that does it."""
    judged: list[tuple[Text, Verdict]] = []
    error: Exception | None = None
    for surroundings, rows in _by_surroundings(claimed, surroundings_of):
        try:
            judged += _screen(rows, text_of, surroundings)
        except Exception:
            log.exception("screening a batch of %d went wrong; reading them one by one", len(rows))
            healthy, error = _one_by_one(rows, text_of, surroundings)
            judged += healthy
    return judged, error


def _screen(rows: Sequence[Text], text_of: Callable[[Text], str], around: Surroundings) -> list[tuple[Text, Verdict]]:
    with measures.GATE_SECONDS.timed():
        verdicts = gate.screen([text_of(row) for row in rows], surroundings=around)
    measures.GATE_TEXTS.add(amount=len(rows))
    return list(zip(rows, verdicts, strict=True))


def _one_by_one(
    rows: Sequence[Text], text_of: Callable[[Text], str], around: Surroundings
) -> tuple[list[tuple[Text, Verdict]], Exception | None]:
    judged: list[tuple[Text, Verdict]] = []
    error: Exception | None = None
    for row in rows:
        try:
            judged += _screen([row], text_of, around)
        except Exception as broken:  # noqa: BLE001 - this text stays waiting; `cross` raises its error at the end
            log.warning("text %s could not be screened; it waits and will be tried again", row.pk)
            error = broken
    return judged, error


def _by_surroundings(
    claimed: Sequence[Text], surroundings_of: Callable[[Text], Surroundings]
) -> list[tuple[Surroundings, list[Text]]]:
    groups: list[tuple[Surroundings, list[Text]]] = []
    for row in claimed:
        around = surroundings_of(row)
        group = next((rows for known, rows in groups if known is around or known == around), None)
        if group is None:
            groups.append((around, group := []))
        group.append(row)
    return groups


def _write(
    judged: Sequence[tuple[Text, Verdict]],
    beside: Callable[[Sequence[tuple[Text, State]]], Callable[[Set[UUID]], None]],
) -> int:
    """Settle each row that still waits under this claim's lease; mending it or taking it back ended the lease."""
    model = type(judged[0][0])
    for _, verdict in judged:
        measures.SETTLED.add(verdict.lane)
    own = [name for name in KEPT_IN_COLUMNS if hasattr(model, name)]
    ready = {row.pk: (*_settled(row, verdict, own), row.pk) for row, verdict in judged}
    enter = beside([(row, State(verdict.lane)) for row, verdict in judged])
    with store.write():
        settled = _still_claimed([row for row, _verdict in judged])
        many.update_each(
            model,
            columns=("state", "verdict", "lease", "version", *own),
            where=("id",),
            rows=[row for key, row in ready.items() if key in settled],
        )
        enter(settled)
    return len(settled)


def _still_claimed(rows: Sequence[Text]) -> set[UUID]:
    """Which of these rows of one claim wait under it still; nobody else changes them until the write ends."""
    mine = type(rows[0])._default_manager.filter(
        pk__in=[row.pk for row in rows], lease=rows[0].lease, state=State.WAITING
    )
    return set(mine.select_for_update().values_list("pk", flat=True))


def _settled(row: Crossing, verdict: Verdict, own: Sequence[str]) -> tuple[object, ...]:
    lane = State(verdict.lane)
    if lane not in LANES:
        raise ValueError(lane)
    return lane, gate.verdict_as_dict(verdict), "", row.version + 1, *(getattr(verdict, name) for name in own)
