"""The last step: a mail server over SMTP, or a folder where there is none. Says what became of a letter; keeps nothing."""

import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

TIMEOUT = 10  # seconds without a word from the server
FOLDER = "letters-out"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
TOO_BIG = 552  # the one refusal of a sender that is about the letter


_CODE = re.compile(r"\d{3}\b|\[Errno -?\d+\] [\w ]+|\[SSL: \w+\]|timed out")


class Fate(Enum):
    """What became of a letter."""

    SENT = "sent"
    LATER = "later"  # this letter was refused for the time being
    NEVER = "never"  # this letter will not be taken, however often it is tried
    NO_LINE = "no line"  # the server cannot be used now; that is nothing about the letter


@dataclass(frozen=True, slots=True)
class Outcome:
    """A letter's fate, and what the server said, for the operator."""

    fate: Fate
    said: str = ""

    @property
    def code(self) -> str:
        """The reply's three digits, or the system's own word, for the log: servers repeat addresses in what they say."""
        found = _CODE.match(self.said)
        return found[0] if found else "no reply"


class Way(Protocol):
    """A way out of the house."""

    def deliver(self, message: EmailMultiAlternatives, name: str) -> Outcome:
        """Hand over one letter; never raises for what a server or a disk does."""


@contextmanager
def way_out() -> Iterator[Way]:
    """The way that the settings name, open for several letters."""
    if not settings.SITE.mail_url:
        yield Folder(folder())
        return
    server = Server(settings.SITE.mail_url)
    try:
        yield server
    finally:
        server.close()


def folder() -> Path:
    """Where letters are laid when there is no mail server."""
    path: Path = settings.SITE.data / FOLDER
    return path


class Folder:
    """Lays each letter into a folder as a file that any mail program opens."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def deliver(self, message: EmailMultiAlternatives, name: str) -> Outcome:
        """Write the whole letter or none of it; the same name again is the same letter."""
        try:
            self._write(message.message().as_bytes(), name)
        except ValueError as broken:
            return Outcome(Fate.NEVER, str(broken))
        except OSError as broken:
            return Outcome(Fate.NO_LINE, f"{self._path}: {broken.strerror}")
        return Outcome(Fate.SENT)

    def _write(self, letter: bytes, name: str) -> None:
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path, prefix=".", delete=False) as file:
            try:
                file.write(letter)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).replace(self._path / name)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise


class Server:
    """A mail server, by one connection for all letters of a batch."""

    def __init__(self, url: str) -> None:
        self._backend = _backend(url)

    def deliver(self, message: EmailMultiAlternatives, name: str) -> Outcome:
        """Hand over one letter and say what the server made of it."""
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException) as broken:
            self.close()
            return Outcome(Fate.NO_LINE, _said(broken))
        try:
            taken = self._backend.send_messages([message])
        except (OSError, smtplib.SMTPException, ValueError) as broken:
            outcome = Outcome(_fate(broken), _said(broken))
            if outcome.fate is Fate.NO_LINE:
                self.close()
            return outcome
        return Outcome(Fate.SENT) if taken else Outcome(Fate.NEVER, "there is no address on it")

    def close(self) -> None:
        """Say goodbye; a line that is gone already is no trouble."""
        try:
            self._backend.close()
        except (OSError, smtplib.SMTPException):
            self._backend.connection = None


def _fate(broken: Exception) -> Fate:
    """What an error while handing over means. A reply of 4xx may pass, 5xx will not (RFC 5321, section 4.2.1)."""
    if isinstance(broken, smtplib.SMTPRecipientsRefused):
        return _by_code(max(code for code, _reason in broken.recipients.values()))
    if isinstance(broken, smtplib.SMTPSenderRefused) and broken.smtp_code != TOO_BIG:
        return Fate.NO_LINE  # it is our own address that they do not take: a matter for the operator
    if isinstance(broken, smtplib.SMTPResponseException):
        return _by_code(broken.smtp_code)
    return Fate.NEVER if isinstance(broken, ValueError) else Fate.NO_LINE


def _by_code(code: int) -> Fate:
    if code == 421 or code < 400:  # 421: the server is about to hang up
        return Fate.NO_LINE
    return Fate.LATER if code < 500 else Fate.NEVER


def _said(broken: Exception) -> str:
    if isinstance(broken, smtplib.SMTPRecipientsRefused):
        code, reason = next(iter(broken.recipients.values()))
        return f"{code} {_read(reason)}"
    if isinstance(broken, smtplib.SMTPResponseException):
        return f"{broken.smtp_code} {_read(broken.smtp_error)}"
    return str(broken) or type(broken).__name__


def _read(reply: bytes | str) -> str:
    return reply.decode(errors="replace") if isinstance(reply, bytes) else reply


class _SealedWhereOffered(smtplib.SMTP):
    """Speaks in clear only to a server that offers nothing better, and never says a password in clear to a stranger."""

    def __init__(self, host: str, port: int, local_hostname: str | None = None, timeout: float = TIMEOUT) -> None:
        super().__init__(host, port, local_hostname, timeout)
        self.ehlo_or_helo_if_needed()
        if self.has_extn("starttls") and host not in LOOPBACK:
            self.starttls(context=ssl.create_default_context())
        self._may_say_secrets = host in LOOPBACK or isinstance(self.sock, ssl.SSLSocket)

    def login(self, user: str, password: str, *, initial_response_ok: bool = True) -> tuple[int, bytes]:
        """Sign in, unless somebody could listen."""
        if not self._may_say_secrets:
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS, and a password is not said in clear")
        return super().login(user, password, initial_response_ok=initial_response_ok)


class _Backend(EmailBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return smtplib.SMTP_SSL if self.use_ssl else _SealedWhereOffered


def _backend(url: str) -> EmailBackend:
    parts = urlsplit(url)
    sealed = parts.scheme == "smtps"
    return _Backend(
        host=parts.hostname or "localhost", port=parts.port or (465 if sealed else 587), use_ssl=sealed, use_tls=False,
        username=unquote(parts.username or ""), password=unquote(parts.password or ""), timeout=TIMEOUT,
    )  # fmt: skip
