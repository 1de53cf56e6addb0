"""Links, addresses, numbers and accounts, also in disguise ("name at mail dot com", numbers written as words).

Kind people send these too, so each is a small sign (see `lanes`). Every pattern is bounded: a search looks at a few
dozen characters around a dot, an @ or a digit, never at the whole text.
"""

import re
from collections.abc import Iterator

from alongside.gate.reading import Reading
from alongside.gate.verdict import Finding

_TLDS = (
    "com|net|org|info|biz|co|io|me|app|xyz|top|site|online|shop|store|club|live|link|click|win|loan|icu|vip|pro|ru|cn|tk|ml"
    "|ga|cf|gq|ly|uk|de|fr|es|it|nl|pl|br|in|us|eu|ch|at|be|se|dk|tr|jp|kr|to|gl|cc|ws|tv|gd|fund|help|support|tld"
)
_DOT = re.compile(rf"(?<=[a-z0-9])\.(?:{_TLDS})(?![\w-])(?:/[^\s<>\"]{{0,200}})?")
_SCHEME = re.compile(r"(?:https?|hxxps?)://[^\s<>\"]{1,300}|www\.[^\s<>\"]{3,300}")
_HOST_END = re.compile(r"[a-z0-9.-]{1,80}\Z")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}\.[a-z0-9.-]{2,63}")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ().\-/]{0,2}\d){7,14}(?![\w])")
_DATE = re.compile(r"(?:19|20)\d\d")
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?![a-z0-9])")
_WALLET = re.compile(
    r"(?<![a-z0-9])(?:bc1[a-z0-9]{25,60}|0x[a-f0-9]{40}|[13][a-km-z1-9]{25,34}|t[a-z0-9]{33})(?![a-z0-9])"
)
_SHORT_LINK = re.compile(
    r"(?<![a-z0-9.])(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|is\.gd|ow\.ly|cutt\.ly|rb\.gy|shorturl\.at|t\.me|wa\.me|rebrand\.ly)/"
)
_ODD_LINK = re.compile(r"://(?:\d{1,3}\.){3}\d{1,3}|://xn--|\.xn--")
_NUMBER_WORDS = frozenset(
    ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"]
)
_ENOUGH_NUMBER_WORDS = 7


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each kind of contact that the text holds (the first of its kind)."""
    plain = reading.words.folded.plain
    if "." in plain or "://" in plain:
        yield from _links(reading, plain)
    if "@" in plain:
        yield from _first(reading, _MAIL, name="mail", weight=0.2, why="There is a mail address in it.")
    if any(digit in plain for digit in "0123456789"):
        yield from _numbers(reading, plain)
    yield from _in_disguise(reading)


def _first(reading: Reading, pattern: re.Pattern[str], *, name: str, weight: float, why: str) -> Iterator[Finding]:
    match = pattern.search(reading.words.folded.plain)
    if match:
        start, end = reading.words.folded.span(*match.span())
        yield Finding("spam", f"contacts.{name}", start, end, why, weight)


def _links(reading: Reading, plain: str) -> Iterator[Finding]:
    span = _first_link(plain)
    if span is not None:
        start, end = reading.words.folded.span(*span)
        yield Finding("spam", "contacts.link", start, end, "There is a link in it.", 0.25)
        yield from _first(reading, _SHORT_LINK, name="short-link", weight=0.3, why="The link hides where it leads.")
        yield from _first(
            reading, _ODD_LINK, name="odd-link", weight=0.4, why="The link does not have a usual address."
        )


def _first_link(plain: str) -> tuple[int, int] | None:
    match = _SCHEME.search(plain)
    if match:
        return match.span()
    for match in _DOT.finditer(plain):
        host = _HOST_END.search(plain, max(0, match.start() - 80), match.start())
        if host and plain[host.start() - 1 : host.start()] != "@":
            return host.start(), match.end()
    return None


def _numbers(reading: Reading, plain: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(plain):
        digits = sum(c.isdigit() for c in match[0])
        if digits >= 9 or (match[0].startswith("+") and digits >= 8):
            if digits == 8 and _DATE.search(match[0]):
                continue
            start, end = reading.words.folded.span(*match.span())
            yield Finding("spam", "contacts.phone", start, end, "There is a telephone number in it.", 0.2)
            break
    yield from _first(reading, _IBAN, name="account", weight=0.35, why="There is a bank account in it.")
    yield from _first(reading, _WALLET, name="wallet", weight=0.45, why="There is an account for digital money in it.")


def _in_disguise(reading: Reading) -> Iterator[Finding]:
    for found in reading.of("contact"):
        yield reading.finding(found, "spam")
    run = 0
    words = reading.words.words
    if _NUMBER_WORDS.isdisjoint(words):
        return
    for at, word in enumerate(words):
        run = run + 1 if word in _NUMBER_WORDS or (len(word) == 1 and word.isdigit()) else 0
        if run == _ENOUGH_NUMBER_WORDS and any(w in _NUMBER_WORDS for w in words[at - run + 1 : at + 1]):
            start, end = reading.words.span(at - run + 1, at + 1)
            yield Finding("spam", "contacts.spelt-number", start, end, "A number is written out in words.", 0.3)
            return
