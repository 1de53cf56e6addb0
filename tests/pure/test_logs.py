"""What the log tells of an event, and what it keeps to itself, in both shapes."""

import json
import logging
import smtplib
import sys

import pytest
from django.test import RequestFactory
from django.urls import resolve

from alongside.house.logs import Json, Line
from alongside.mail.delivery import Fate, Outcome

SECRET = "Marmalade for zephyrine@marked.example"


def a_record(
    message: str, *values: object, name: str = "alongside.mail", error: Exception | None = None, **more: object
):
    told = None
    if error is not None:
        try:
            raise error
        except Exception:  # noqa: BLE001 - whatever the test raises
            told = sys.exc_info()
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, values, told)
    for key, value in more.items():
        setattr(record, key, value)
    return record


def both(record: logging.LogRecord) -> str:
    line, told = Line().format(record), Json().format(record)
    assert "\n" not in told
    json.loads(told)
    return line + told


def test_our_own_events_are_told_with_their_numbers():
    number = "01890a5d-ac96-774b-bcce-b302099a8057"
    assert both(a_record("letter %s waits %s", number, "0:02:00")).count(f"letter {number} waits 0:02:00") == 2


def test_of_others_only_the_template_is_told():
    said = both(a_record("could not read %s\nwith %s", SECRET, SECRET, name="some.library"))
    assert said.count("could not read %s") == 2
    assert "Marmalade" not in said


@pytest.mark.parametrize(
    "message",
    [
        "sent to ada@example.org",
        "from 203.0.113.9",
        "from 2001:db8::7",
        "at /received/Xx0123456789abcdefghij/",
        "at /a?link=b",
    ],
)
def test_what_others_should_not_have_written_is_left_out(message):
    said = both(a_record(message, name="some.library"))
    assert said.count("…") == 2
    assert message.split()[-1] not in said


@pytest.mark.parametrize(
    "error",
    [
        ValueError(SECRET),
        KeyError(SECRET),
        smtplib.SMTPResponseException(550, SECRET),
        FileNotFoundError(2, "no", SECRET),
    ],
)
def test_of_an_error_its_kind_and_place_are_told_and_not_its_words(error):
    said = both(a_record("the round “%s” went wrong", "carry letters", error=error))
    assert said.count(type(error).__name__) == 2
    assert "test_logs.py" in said
    assert "Marmalade" not in said
    assert "marked" not in said


def test_what_caused_an_error_is_told_as_reservedly():
    try:
        raise ValueError(SECRET)
    except ValueError as cause:
        error = RuntimeError(SECRET)
        error.__cause__ = cause
    said = both(a_record("broke", error=error))
    assert said.count("ValueError, and then:") == 2
    assert "Marmalade" not in said


def test_what_an_operator_must_know_of_a_disk_or_a_database_is_told():
    from django.db import OperationalError

    assert both(a_record("broke", error=OSError(28, SECRET))).count("No space left on device") == 2
    assert both(a_record("broke", error=OperationalError("database is locked"))).count("database is locked") == 2
    assert "Marmalade" not in both(a_record("broke", error=OperationalError('syntax error near "Marmalade"')))


def test_a_request_is_told_by_its_route():
    request = RequestFactory().get("/received/Xx0123456789abcdefghij/?link=Marmalade")
    request.resolver_match = resolve("/received/Xx0123456789abcdefghij/")
    said = both(a_record("Gone: %s", request.path, name="django.request", request=request, status_code=410))
    assert said.count("/received/<token>/") == 2
    assert "Xx0123456789" not in said
    assert "Marmalade" not in said


def test_a_method_that_nobody_knows_is_not_repeated():
    request = RequestFactory().generic("MARMALADE", "/")
    assert "MARMALADE" not in both(a_record("x", name="django.request", request=request, status_code=405))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (f"550 <{SECRET}>: no such person", "550"),
        ("[Errno 111] Connection refused", "[Errno 111] Connection refused"),
        ("timed out", "timed out"),
        (SECRET, "no reply"),
    ],
)
def test_of_a_mail_servers_reply_the_code_is_told(said, code):
    assert Outcome(Fate.NEVER, said).code == code
