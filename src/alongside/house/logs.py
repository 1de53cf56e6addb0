"""What the log says, a readable line or a JSON object a line, and what it never says.

No name, no words, no address of a person or a machine, and no address that opens something: a request is named by its route
(`/sign-in/<token>/`) and not by its path, and of an error only its type and place are told, because its message may repeat
what somebody wrote. Our own messages hold ids, numbers and durations; of others' only the template is told.
"""

import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from django.http import HttpRequest

OURS = ("alongside", "_granian")  # the server's own messages name ports, processes and nobody
NO_ROUTE = "(no such address)"

_HARMLESS = re.compile(
    r"(?:database|disk|unable to open|attempt to write|connection|server closed|terminating)\b[^\n]{0,160}"
)
_EMAIL = re.compile(r"[^\s<>\"'(]+@[^\s<>\"')]+")
_MACHINE = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?![\w:])")
_SECRET = re.compile(r"(?<![\w-])(?![0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b)[\w-]{22,}|\?\S+")

Facts = dict[str, str | int | list[str]]


def configuration(shape: Literal["line", "json"]) -> dict[str, object]:
    """Logging's settings for Django and for the server, everything to standard error in one shape."""
    shapes = {"line": Line, "json": Json}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"told": {"()": f"{__name__}.{shapes[shape].__name__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "told"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {"_granian": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
    }


class Json(logging.Formatter):
    """One JSON object: time (UTC), level, logger, event; where there are such: status, method, route, error, at, reason."""

    def format(self, record: logging.LogRecord) -> str:
        """Without line breaks in it."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"time": when, "level": record.levelname, "logger": record.name, "event": event(record)}
        return json.dumps({**told, **facts(record)}, ensure_ascii=False)


class Line(logging.Formatter):
    """For eyes: time, level, logger and event on a line; below it where an error came from."""

    def format(self, record: logging.LogRecord) -> str:
        """A line, and one more for each place an error passed."""
        told = facts(record)
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {event(record)}"
        if "status" in told:
            line += " {status} {method} {route}".format_map({"method": "", "route": "", **told})
        if "error" not in told:
            return line
        reason = f": {told['reason']}" if "reason" in told else ""
        return "\n  ".join([f"{line} ({told['error']}{reason})", *_list(told["at"])])


def _list(value: str | int | list[str]) -> list[str]:
    return value if isinstance(value, list) else []


def event(record: logging.LogRecord) -> str:
    """What happened, in words that are the program's own."""
    if _request(record):
        return "answered" if not record.exc_info else "broke"
    ours = record.name.split(".")[0] in OURS
    text = record.getMessage() if ours else str(record.msg).partition("\n")[0]
    text = _SECRET.sub("…", _EMAIL.sub("…", text))
    return text if ours else _MACHINE.sub("…", text)


def facts(record: logging.LogRecord) -> Facts:
    """What belongs to the event and is neither words nor a person's."""
    told: Facts = {}
    if request := _request(record):
        told |= {"status": int(getattr(record, "status_code", 0)), "method": _method(request), "route": route(request)}
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        told |= {"error": type(error).__qualname__, "at": [*_places(error)]}
        if reason := _reason(error):
            told["reason"] = reason
    return told


def _request(record: logging.LogRecord) -> HttpRequest | None:
    request = getattr(record, "request", None)
    return request if isinstance(request, HttpRequest) else None


def _method(request: HttpRequest) -> str:
    """Somebody may send any word as a method."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "(unusual)"


def route(request: HttpRequest) -> str:
    """The pattern that the address fits, with the names of its parts in place of them."""
    found = getattr(request, "resolver_match", None)
    return re.sub(r"<\w+:", "<", f"/{found.route}") if found else NO_ROUTE


def _places(error: BaseException) -> Iterator[str]:
    """Where the error passed, innermost last; what caused it before it."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _places(before)
        yield f"{type(before).__qualname__}, and then:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"


def _reason(error: BaseException) -> str:
    """What an operator has to know and what nobody wrote: the system's own word, or that of a database that is away."""
    if isinstance(error, OSError) and type(error).__module__ != "smtplib":
        return os.strerror(error.errno) if error.errno else ""
    if type(error).__name__ in {"OperationalError", "InterfaceError"} and (said := _HARMLESS.match(str(error))):
        return _MACHINE.sub("…", said[0])
    return ""


def catch_the_uncaught() -> None:
    """Tell in the log, in its own shape and with its own reserve, what ends a thread or the process."""
    log = logging.getLogger("alongside")

    def ended(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is not None and not issubclass(kind, KeyboardInterrupt):
            log.critical("the process ended by an error", exc_info=(kind, error, trace))

    def thread_ended(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and args.exc_type is not SystemExit:
            told = (args.exc_type, args.exc_value, args.exc_traceback)
            log.critical("a thread ended by an error", exc_info=told)

    def unraisable(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            told = (args.exc_type, args.exc_value, args.exc_traceback)
            log.error("an error where none can be raised", exc_info=told)

    sys.excepthook, threading.excepthook, sys.unraisablehook = ended, thread_ended, unraisable
    logging.captureWarnings(capture=True)
