"""What people decided at the desk, made so that it can teach the gate: only with a yes of both sides, and without names."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from alongside.desk.models import Decision
from alongside.door.models import Message, Teaching
from alongside.gate import redact
from alongside.passage.states import State
from alongside.spaces import queries as spaces

_CALM = frozenset(("none", "0"))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text without names, where the gate had put it, where a person put it, and why, in the person's words.

    `reason` may name somebody: show none of it but what is known to be one of the ready sentences.
    """

    text: str
    language: str
    kind: str
    gate: str
    lane: str
    reason: str
    version: str


def lessons() -> Iterator[Lesson]:
    """Every decision whose writer and whose family agreed that it may teach the gate, oldest first.

    Only the last decision. Nothing of anyone in distress, whatever they agreed to: nothing that the gate or a person ever
    put into the care lane. Nothing that was taken back, and nothing that was mended, since what was thought of the first
    words is not kept: they may have been words of distress.
    """
    for message in _agreed().iterator(chunk_size=200):
        decisions = list(Decision.objects.filter(message=message).order_by("seen_version"))
        verdict = message.verdict or {}
        last = decisions[-1] if decisions else None
        lanes = {str(verdict.get("lane", "")), *(lane for one in decisions for lane in (one.before, one.to))}
        if last and State.CARE not in lanes and verdict.get("crisis") in _CALM:
            yield _lesson(message, last)


def _agreed() -> QuerySet[Message]:
    said = Teaching.objects.filter(message=OuterRef("pk")).order_by("-at", "-id").values("agrees")[:1]
    asked = Message.objects.filter(decided=True, mends=0, space__teaches_gate=True, teachings__agrees=True)
    there = asked.exclude(state__in=(State.WITHDRAWN, State.WAITING, State.CARE)).exclude(words="")
    return there.annotate(agrees=Subquery(said)).filter(agrees=True).distinct().select_related("space").order_by("pk")


def _lesson(message: Message, decision: Decision) -> Lesson:
    verdict = message.verdict or {}
    writer = (message.name, message.relation, message.email.partition("@")[0])
    return Lesson(
        text=redact(message.words, names=(*spaces.every_name(message.space), *writer)),
        language=message.language, kind=message.kind, gate=str(verdict.get("lane", "")), lane=decision.to,
        reason=decision.reason, version=str(verdict.get("version", "")),
    )  # fmt: skip
