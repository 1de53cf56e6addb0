"""A few public messages, sent as guests send them."""

import asyncio
import json
from urllib.parse import urlsplit
from uuid import uuid4

from alongside.house.connections import Address, Connection
from bench import messages


def send_public(url: str, many: int) -> None:
    """Send messages that everybody may read, over the API."""
    asyncio.run(_send(url, many))


async def _send(url: str, many: int) -> None:
    server = Address.of(url)
    connection = Connection(server)
    texts = messages.texts()
    for number in range(many):
        words = texts[number % len(texts)].replace(messages.MARK, f"{number}")
        consent = {"public": True, "name": True, "print": False}
        said = {"kind": "words", "name": f"Guest {number}", "words": words, "consent": consent}
        headers = {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex}
        body = json.dumps(said).encode()
        answer = await connection.ask(server.request("POST", urlsplit(url).path, headers=headers, body=body))
        if answer.status != 201:
            raise RuntimeError(f"a message was not taken: {answer.body[:300]!r}")
    connection.close()
