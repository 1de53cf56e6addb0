"""A real mail server on a free port of this machine: it takes letters, refuses them, or goes away, as a test tells it."""

# ruff: noqa: N802, PLR0917  # aiosmtpd calls its handlers by these names, with these arguments in this order

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

TAKEN = "250 It is here"


@dataclass
class MailHouse:
    """What came, in order; `replies` are what it says to an address at RCPT, one after another, the last one for ever."""

    letters: list[EmailMessage] = field(default_factory=list)
    replies: dict[str, list[str]] = field(default_factory=dict)
    sender_reply: str = ""
    hang_up_after: int = 10**9  # letters; the line then breaks before it has said that it took the next one
    connections: int = 0
    sealed: list[bool] = field(default_factory=list)  # of each letter, whether it came over a sealed line
    url: str = ""

    def recipients(self) -> list[str]:
        """To whom letters came, in order."""
        return [letter["To"] for letter in self.letters]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        if session.host_name is None:
            self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender_reply:
            return self.sender_reply
        envelope.mail_from = address
        return TAKEN

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = self.replies.get(address, [TAKEN])
        reply = said.pop(0) if len(said) > 1 else said[0]
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(server.transport, asyncio.Transport)
        if len(self.letters) >= self.hang_up_after:
            server.transport.abort()
            self.hang_up_after = 10**9
            return TAKEN  # nobody hears it
        letter = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.sealed.append(server.transport.get_extra_info("ssl_object") is not None)
        return TAKEN


def _free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_house(
    *, host: str = "127.0.0.1", seal: ssl.SSLContext | None = None, at_once: bool = False, secret: str = ""
) -> Iterator[MailHouse]:
    """Run a mail server; with `seal` it offers STARTTLS, or speaks TLS from the first byte when `at_once`."""
    house = MailHouse()
    settings: dict[str, Any] = {"ssl_context" if at_once else "tls_context": seal}
    if secret:
        settings |= {"authenticator": _knows(secret), "auth_require_tls": seal is not None and not at_once}
    controller = Controller(house, hostname=host, port=_free_port(host), **settings)
    controller.start()
    scheme, who = ("smtps" if at_once else "smtp"), (f"house:{secret}@" if secret else "")
    house.url = f"{scheme}://{who}{host}:{controller.port}"
    try:
        yield house
    finally:
        controller.stop()


def _knows(secret: str):
    def check(server, session, envelope, mechanism, given) -> AuthResult:
        return AuthResult(success=given.password == secret.encode())

    return check
