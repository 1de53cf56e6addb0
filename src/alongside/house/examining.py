"""The examinations of `alongside doctor`, each a small question about this installation."""

import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import DatabaseError, connection

from alongside.door import porch
from alongside.door import queries as door
from alongside.ground import readiness
from alongside.house.configuration import KEY_FILE
from alongside.mail import queries as mail

ROOM_NEEDED = 1_000_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: `fine`, `note` (worth knowing) or `wrong`, about what, what was seen, and the remedy if there is one."""

    grade: Literal["fine", "note", "wrong"]
    about: str
    says: str
    remedy: str = ""


def examine(*, now: datetime) -> list[Finding]:
    """Ask every question; when the database does not answer, only those that need none."""
    findings = [*_disk(), *_key(), *_address(), *_gate(), *_porch()]
    reached = _database()
    findings.append(reached)
    if reached.grade == "wrong":
        return findings
    questions: tuple[Callable[[datetime], Iterator[Finding]], ...] = (_migrations, _engine, _waiting, _letters)
    for question in questions:
        findings += question(now)
    return findings


def _disk() -> Iterator[Finding]:
    free = readiness.free_bytes(settings.SITE.data)
    if free < ROOM_NEEDED:
        yield Finding(
            "wrong", "disk", f"only {free // 1_000_000} MB are free", "Make room: a full disk turns writers away."
        )
    else:
        yield Finding("fine", "disk", f"{free // 1_000_000_000} GB are free")


def _key() -> Iterator[Finding]:
    path = settings.SITE.data / KEY_FILE
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("wrong", "secret key", "others on this machine can read it", f"chmod 600 {path}")
    else:
        yield Finding("fine", "secret key", "kept to itself")


def _address() -> Iterator[Finding]:
    url = settings.SITE.base_url
    local = "://localhost" in url or "://127." in url
    if url.startswith("https://") or local:
        yield Finding("fine", "address", url)
    else:
        yield Finding(
            "wrong", "address", f"{url} is not encrypted", "Put HTTPS in front and set ALONGSIDE_BASE_URL to https://…"
        )


def _gate() -> Iterator[Finding]:
    """Rules that cannot be read stop every command, this one too, with a sentence; so here they can."""
    rules, off = len(settings.GATE_RULES), sorted(settings.GATE_OFF)
    said = f"rules of your own: {rules}" if rules else "no rules of your own"
    yield Finding("fine", "gate", f"{said}; not looked for: {', '.join(off)}" if off else said)


def _porch() -> Iterator[Finding]:
    if porch.lies_apart():
        yield Finding(
            "wrong", "porch", "some messages could not be carried into the database", f"Look at {porch.apart()}."
        )
    if porch.is_empty():
        yield Finding("fine", "porch", "nothing waits there")
    else:
        yield Finding(
            "note", "porch", "messages wait there: they are kept", "They are carried in when the database takes them."
        )


def _database() -> Finding:
    try:
        connection.ensure_connection()
    except DatabaseError as broken:
        return Finding(
            "wrong", "database", f"it does not answer: {broken}", "Start it, or mend ALONGSIDE_DATABASE_URL."
        )
    return Finding("fine", "database", f"{connection.vendor} answers")


def _migrations(now: datetime) -> Iterator[Finding]:
    if not readiness.tables_are_up_to_date():
        yield Finding(
            "wrong", "tables", "they are not up to date", "Start “alongside serve” once; it brings them up to date."
        )
    else:
        yield Finding("fine", "tables", "up to date")


def _engine(now: datetime) -> Iterator[Finding]:
    question = "PRAGMA quick_check" if connection.vendor == "sqlite" else "SHOW fsync"
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0]
    if answer in {"ok", "on"}:
        yield Finding("fine", "durability", "what is kept is whole and reaches the disk")
    else:
        yield Finding(
            "wrong", "durability", f"{question} says: {answer}", "Bring back your last backup, or switch fsync on."
        )


def _waiting(now: datetime) -> Iterator[Finding]:
    since = door.waiting_since()
    if since is not None and now - since > door.LONG:
        says = f"a message has waited since {since:%Y-%m-%d %H:%M} UTC"
        yield Finding("wrong", "rounds", says, "Run “alongside rounds”, or serve without --no-rounds.")
    else:
        yield Finding("fine", "rounds", "nothing waits for long")


def _letters(now: datetime) -> Iterator[Finding]:
    if not settings.SITE.mail_url:
        yield Finding(
            "note",
            "mail",
            "letters lie in the data directory and on a page",
            "Set ALONGSIDE_MAIL_URL to have them sent.",
        )
    if mail.any_given_up():
        yield Finding("wrong", "mail", "some letters could not be sent", "Look at /desk/letters-out/ for the reasons.")
