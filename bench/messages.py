"""The messages that are sent: about 300 invented characters, each its own, in the way that each server takes them."""

import json
import random
from collections.abc import Callable
from itertools import count
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from alongside.house.connections import Address

LENGTH = 300  # characters of words
VARIETY = 64  # different texts; the number in each makes it unlike any other
MARK = "Q7NUMBER7Q"  # where the number goes: as many characters as it has digits, so that lengths stay
VOCABULARY = (
    "morning river garden candle lantern song quiet window letter spring harbour blanket star meadow kettle robin"
    " willow gentle near always remember carry thinking holding listening sending walking sitting evening winter your"
    " our her the a of for with and in through beside every little long small"
).split()
CSRF = "k" * 32
NOBODY = "guest@example.org"


def texts(length: int = LENGTH) -> list[str]:
    """Invented texts, the same every time, with a mark where each message's number goes."""
    chance = random.Random(1)
    return [_text(chance, length) for _ in range(VARIETY)]


def _text(chance: random.Random, length: int) -> str:
    words = f"{MARK} "
    while len(words) < length:
        words += chance.choice(VOCABULARY) + " "
    return words[: length - 1].rstrip() + "."


def maker(server: Address, url: str, way: str, form: dict[str, str]) -> Callable[[], bytes]:
    """A function that gives the next request: made beforehand, with only its number put in."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if way == "get":
        request = server.request("GET", path)
        return lambda: request
    made = [WAYS[way](server, path, words, form) for words in texts()]
    numbers, mark = count(random.SystemRandom().randrange(10**6) * 1000), MARK.encode()

    def next_request() -> bytes:
        number = next(numbers)
        return made[number % VARIETY].replace(mark, b"%010d" % number)

    return next_request


def _key() -> str:
    """Each message has its own: the number is part of it."""
    return f"{MARK}{uuid4().hex[:22]}"


def _form(server: Address, path: str, words: str, form: dict[str, str]) -> bytes:
    said = {"kind": "words", "name": f"Guest {MARK}", "words": words, "key": _key()}
    return _encoded(server, path, said)


def _json(server: Address, path: str, words: str, form: dict[str, str]) -> bytes:
    headers = {"Content-Type": "application/json", "Idempotency-Key": _key()}
    said = {"kind": "words", "name": f"Guest {MARK}", "words": words}
    return server.request("POST", path, headers=headers, body=json.dumps(said).encode())


def _plain(server: Address, path: str, words: str, form: dict[str, str]) -> bytes:
    said = {"name": f"Guest {MARK}", "words": words, "email": "", "csrfmiddlewaretoken": CSRF}
    return _encoded(server, path, said, Cookie=f"csrftoken={CSRF}")


def _isso(server: Address, path: str, words: str, form: dict[str, str]) -> bytes:
    said = {"author": f"Guest {MARK}", "text": words, "title": "For Lina", "email": None, "website": None}
    headers = {"Content-Type": "application/json"}
    return server.request("POST", path, headers=headers, body=json.dumps(said).encode())


def _contrib(server: Address, path: str, words: str, form: dict[str, str]) -> bytes:
    """`form` holds the security fields that the page's form would hold."""
    said = {**form, "name": f"Guest {MARK}", "email": NOBODY, "url": "", "comment": words, "honeypot": ""}
    said["csrfmiddlewaretoken"] = CSRF
    return _encoded(server, path, said, Cookie=f"csrftoken={CSRF}")


def _encoded(server: Address, path: str, said: dict[str, str], **headers: str) -> bytes:
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return server.request("POST", path, headers=headers, body=urlencode(said).encode())


WAYS: dict[str, Callable[[Address, str, str, dict[str, str]], bytes]] = {
    "form": _form, "json": _json, "plain": _plain, "isso": _isso, "contrib": _contrib,
}  # fmt: skip
