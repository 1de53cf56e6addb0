"""The two hot paths, answered before Django wakes up: a public page as bytes, and a message that is accepted.

Both answer only what is ordinary. For everything else they say nothing (None), and Django shows what there is to show, by
the same verbs: so whatever is refused is refused there, in words, with what was typed still in the form.
"""

import asyncio
import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, parse_cookie
from django.utils import translation

from alongside.door import coaching, limits, rush
from alongside.door.intake import Source
from alongside.ground import addresses, ids, measures
from alongside.ground.errors import NotThere, Refused
from alongside.ground.exchange import Answer, Asked, Head, Headers
from alongside.ground.fresh import CannotMake, Fresh
from alongside.spaces.access import Guest
from alongside.spaces.guests import Guests
from alongside.web import guard, honest, who
from alongside.web.forms import door as forms

FACE = re.compile(r"/for/[-\w]{1,60}/", re.ASCII)
FORM = re.compile(re.escape(honest.FORM) + r"(\s*;\s*charset=\"?utf-8\"?)?\s*", re.ASCII | re.IGNORECASE)
WRITE = re.compile(r"/for/([-\w]{1,60})/write/", re.ASCII)

HOST = re.compile(r"[a-z0-9.-]{1,255}(:[0-9]{1,5})?|\[[0-9a-f:.]{2,45}\](:[0-9]{1,5})?", re.ASCII | re.IGNORECASE)

SESSION: str = settings.SESSION_COOKIE_NAME

NEW, OLD, AWAY = 0.9, 2.0, 600.0
"""Seconds: a page's bytes are handed out as they are; while they are made anew; and while they cannot be made at all."""
PATIENCE = 5.0  # seconds that a message waits for the coach at most
LONGEST_LINK = 100  # letters of a family's link
LONGEST_LANGUAGES = 500  # letters of what a browser says of its reader's languages
MOST_PAGES = 500  # of some tens of kB

Make = Callable[[str, dict[str, str]], Awaitable[Answer]]
PageKey = tuple[str, str]  # path, language; no page depends on the name that this site was asked by


class _NotKept(Exception):
    """The answer is not a public page: it is given to whoever asked, and forgotten."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class _OfOne(Exception):
    """The answer sets a cookie: it is for one visitor, and several may be waiting. Django answers each."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A public page as bytes, packed and not, each with its head."""

    plain: Answer
    packed: Answer
    marks: tuple[str, str]  # entity tags (RFC 9110, section 8.8.3)


class Pages:
    """Public pages as bytes. `make` asks Django for one, as a visitor whom nobody knows.

    A page's bytes are at most a second old when they are handed out, two while they are being made anew. What a family
    hides or a writer takes back is therefore gone from every process within two seconds: each makes its own bytes from the
    database, and hands out none that were begun longer ago, unless the database is away, when nothing can change. One core
    hands out 32,000 a second, and to make one anew takes 2.2 ms (`make bench`, reading).
    """

    def __init__(self, make: Make) -> None:
        self._make = make
        self._fresh: Fresh[PageKey, _Page] = Fresh(self._render, new=NEW, old=OLD, away=AWAY, most=MOST_PAGES)

    async def answer(self, asked: Asked) -> Answer | None:
        """A public page for somebody who is not signed in and has no link; None for whatever else is asked."""
        if asked.query or not FACE.fullmatch(asked.path) or _has_name(asked.headers.get("cookie", "")):
            return None
        if not HOST.fullmatch(asked.headers.get("host", "")):
            return None
        language = _language(asked.headers.get("accept-language", "")[:LONGEST_LANGUAGES])
        try:
            page = await self._fresh.get((asked.path, language))
        except _NotKept as other:
            return other.answer
        except (CannotMake, _OfOne):
            return None
        measures.PAGES_READY.add()
        return _as_asked(page, asked.headers)

    async def _render(self, key: PageKey) -> _Page:
        path, language = key
        with measures.REBUILD_SECONDS.timed():
            answer = await self._make(path, {"accept-language": language, **guard.as_by_our_proxy()})
        if answer.status >= 500:
            raise CannotMake
        if any(name.lower() == "set-cookie" for name, _ in answer.headers):
            raise _OfOne
        if answer.status != 200:
            raise _NotKept(answer)
        return _page(answer)


def _has_name(cookie: str) -> bool:
    """Whether the visitor may be somebody to us: signed in, with the family's link, or told something on the last page."""
    return bool(cookie) and any(f"{name}=" in cookie for name in (SESSION, who.LINK_COOKIE, "messages"))


@lru_cache(maxsize=2_000)
def _language(accepted: str) -> str:
    """The language of a page for whoever accepts these (Accept-Language)."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = accepted
    return translation.get_language_from_request(request)


def _page(answer: Answer) -> _Page:
    mark = hashlib.sha256(answer.body).hexdigest()[:20]
    marks = (f'"{mark}"', f'"{mark}-gzip"')
    head = [(name, value) for name, value in answer.headers if name.lower() not in _MADE_HERE]
    head += [("Cache-Control", "no-cache"), ("Vary", "Accept-Encoding, Accept-Language, Cookie")]
    packed = Answer(
        200, [*head, ("ETag", marks[1]), ("Content-Encoding", "gzip")], gzip.compress(answer.body, 6, mtime=0)
    )
    return _Page(Answer(200, [*head, ("ETag", marks[0])], answer.body), packed, marks)


_MADE_HERE = frozenset(("cache-control", "vary", "etag", "content-encoding", "content-length"))


def _as_asked(page: _Page, headers: Head) -> Answer:
    answer = page.packed if "gzip" in headers.get("accept-encoding", "") else page.plain
    known = headers.get("if-none-match", "")
    if known and (known == "*" or any(mark in known for mark in page.marks)):
        return Answer(304, answer.headers)
    return answer


class Writing:
    """A message that a guest sends by the form, with scripts or without. `headers` are those of every answer.

    Nothing is screened on the way, but for a form of ours that came without scripts: for it the coach is asked, in `pool`.
    """

    def __init__(self, guests: Guests, headers: Headers, pool: Executor) -> None:
        self._guests = guests
        self._headers = headers
        self._pool = pool

    async def answer(self, asked: Asked) -> Answer | None:
        """303 to the receipt, once the message is kept; None for whatever is out of the ordinary."""
        found = WRITE.fullmatch(asked.path)
        if found is None or asked.method != "POST" or asked.query or not _is_plain(asked.headers):
            return None
        typed = forms.plainly_typed(asked.body)
        if typed is None:
            return None
        knock = partial(self._guests.guest, slug=found[1], link_key=_link(asked.headers.get("cookie", "")))
        try:
            guest = await knock()
            if typed.asks_coach:
                if await self._has_note(guest, _sender(asked, who.now()), typed.draft.words):
                    return None
                guest = await knock()  # the family may have changed its door meanwhile
            now = who.now()
            receipt = await rush.accept(
                guest=guest, draft=typed.draft, key=typed.key or ids.new_token(), now=now, source=Source.FORM,
                sender=_sender(asked, now),
            )  # fmt: skip
        except (NotThere, Refused, CannotMake, DatabaseError):
            return None
        return Answer(303, [*self._headers, ("Location", addresses.receipt(receipt.token))])

    async def _has_note(self, guest: Guest, sender: limits.Sender, words: str) -> bool:
        """Whether it is this sender's turn, and the coach has something to say to them. Django's page asks once more, says
        it, and takes the turn: so here it is given back.

        It is asked beside the loop; what takes long or goes wrong is no reason to keep anybody's words waiting.
        """
        if not coaching.turns.take(sender=sender, now=who.now()):
            return False
        has_note = await self._coached(guest, words)
        if has_note:
            coaching.turns.give_back(sender=sender)
        return has_note

    async def _coached(self, guest: Guest, words: str) -> bool:
        look = partial(coaching.note_apart, guest=guest, words=words)
        asked = asyncio.get_running_loop().run_in_executor(self._pool, look)
        try:
            return await asyncio.wait_for(asked, PATIENCE) is not None
        except TimeoutError:
            return False


def _is_plain(headers: Head) -> bool:
    """Whether a form comes from our own page or from a program, in the usual way, from somebody who is not signed in."""
    is_form = FORM.fullmatch(headers.get("content-type", "")) is not None
    is_ours = headers.get("sec-fetch-site", "none") in honest.OUR_OWN
    return is_form and is_ours and f"{SESSION}=" not in headers.get("cookie", "")


def _sender(asked: Asked, now: datetime) -> limits.Sender:
    return limits.sender(direct=asked.sender, forwarded=asked.headers.get("x-forwarded-for", ""), now=now)


def _link(cookie: str) -> str:
    key = parse_cookie(cookie).get(who.LINK_COOKIE, "") if who.LINK_COOKIE in cookie else ""
    return key if len(key) <= LONGEST_LINK else ""  # it is kept for a second, so it may not be of any length
