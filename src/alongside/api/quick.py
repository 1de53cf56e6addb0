"""A message that a program sends, answered before Django wakes up; the ordinary case only, the rest is `v1.send`."""

import re

from django.db import DatabaseError
from pydantic import ValidationError

from alongside.api import who
from alongside.api.shapes import Kept, NewMessage
from alongside.door import limits, rush
from alongside.door.draft import LONGEST_KEY
from alongside.door.intake import Receipt, Source
from alongside.ground import addresses
from alongside.ground.errors import NotThere, Refused
from alongside.ground.exchange import Answer, Asked, Head, Headers
from alongside.ground.fresh import CannotMake
from alongside.spaces.guests import Guests

SEND = re.compile(r"/api/v1/spaces/([-\w]{1,60})/messages", re.ASCII)
NEEDS_DJANGO = ("authorization", "altcha")  # a member's key; a proof of work, which is looked at there


class Sending:
    """POST of a new message. `headers` are those of every answer."""

    def __init__(self, guests: Guests, headers: Headers) -> None:
        self._guests = guests
        self._headers = [*headers, ("Content-Type", "application/json; charset=utf-8")]

    async def answer(self, asked: Asked) -> Answer | None:
        """201, or 200 for what was sent before, once the message is kept; None for whatever is out of the ordinary."""
        found = SEND.fullmatch(asked.path)
        key = asked.headers.get("idempotency-key", "")
        if found is None or asked.method != "POST" or asked.query or not _is_plain(key, asked.headers):
            return None
        now, forwarded = who.now(), asked.headers.get("x-forwarded-for", "")
        try:
            message = NewMessage.model_validate_json(asked.body)
            guest = await self._guests.guest(slug=found[1], link_key="")
            kept = await rush.accept(
                guest=guest, draft=message.draft(), key=key, now=now, source=Source.API,
                sender=limits.sender(direct=asked.sender, forwarded=forwarded, now=now),
            )  # fmt: skip
        except (ValidationError, NotThere, Refused, CannotMake, DatabaseError):
            return None
        return Answer(201 if kept.first else 200, self._headers, kept_shape(kept).model_dump_json().encode())


def _is_plain(key: str, headers: Head) -> bool:
    return 1 <= len(key) <= LONGEST_KEY and not any(headers.get(name, "") for name in NEEDS_DJANGO)


def kept_shape(kept: Receipt) -> Kept:
    """What a program is told of a message that is kept."""
    address = addresses.whole(addresses.receipt(kept.token))
    return Kept(id=kept.id, receipt=address, receipt_token=kept.token, state="waiting")
