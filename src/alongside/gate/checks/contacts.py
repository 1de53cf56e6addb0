"""Links, addresses, numbers and accounts, also in disguise ("name at mail dot com", numbers written as words).

Kind people send these too, so each is a small sign (see `lanes`). Every pattern is bounded: a search looks at a few
dozen characters around a dot, an @ or a digit, never at the whole text.
"""

import re
from collections.abc import Iterator

from alongside.gate.listed import everyday
from alongside.gate.reading import Reading
from alongside.gate.tokens import NAME
from alongside.gate.verdict import Finding

_TLDS = (
    "com|net|org|info|biz|co|io|me|app|xyz|top|site|online|shop|store|club|live|link|click|win|loan|icu|vip|pro|ru|cn|tk|ml"
    "|ga|cf|gq|ly|uk|de|fr|es|it|nl|pl|br|in|us|eu|ch|at|be|se|dk|tr|jp|kr|to|gl|cc|ws|tv|gd|fund|help|support|tld"
)
_DOT = re.compile(rf"(?<=[a-z0-9])\.(?:{_TLDS})(?![\w-])(?:/[^\s<>\"]{{0,200}})?")
_DOT_WITHIN = re.compile(r"\.[a-z]")
_SCHEME = re.compile(r"(?:https?|hxxps?)://[^\s<>\"]{1,300}|www\.[^\s<>\"]{3,300}")
_LINKED = re.compile(r"(?:://|www\.)[^\s<>\"]{0,300}\Z")
_HOST_END = re.compile(r"[a-z0-9.-]{1,80}\Z")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}\.[a-z0-9.-]{2,63}")
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[ ().\-/]{0,2}\d){7,14}(?![\w])")
_DIGIT = re.compile("[0-9]")
_DATE = re.compile(r"(?:19|20)\d\d")
_IBAN = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?![a-z0-9])")
_WALLET = re.compile(
    r"(?<![a-z0-9])(?:bc1[a-z0-9]{25,60}|0x[a-f0-9]{40}|[13][a-km-z1-9]{25,34}|t[a-z0-9]{33})(?![a-z0-9])"
)
_SHORT_LINK = re.compile(
    r"(?<![a-z0-9.])(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|is\.gd|ow\.ly|cutt\.ly|rb\.gy|shorturl\.at|t\.me|wa\.me|rebrand\.ly)/"
)
_ODD_LINK = re.compile(r"://(?:\d{1,3}\.){3}\d{1,3}|://xn--|\.xn--")
_AMOUNT = re.compile(
    r"(?:[$€£]|(?<![a-z])(?:r\$|usd|eur|gbp))\s?\d[\d.,]{3,15}"
    r"|(?<![\d.,])\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d\d)?\s?(?:[$€£]|usd\b|eur\b)"
)
_CURRENCIES = ("$", "€", "£", "usd", "eur", "gbp")
_LONG_NUMBER = re.compile(r"\d{5}")
_REFERENCE = re.compile(
    r"(?<![a-z])(?:id|ref|order|case|ticket|claim|protocolo?|registro|codigo|invoice|transaction|no|nr)\W{0,4}[a-z]{0,5}\d{5,15}"
    r"|\d{3,9}-[a-z0-9]{2,9}-\d{3,12}"
)
_STYLED = re.compile("[\U0001d400-\U0001d7ff]{2}")
_MOST_WORDS_BESIDE_A_LINK = 40
_ENOUGH_NUMBER_WORDS = 7


def check(reading: Reading) -> Iterator[Finding]:
    """One finding for each kind of contact that the text holds (the first of its kind)."""
    plain = reading.words.folded.plain
    if "." in plain or "://" in plain:
        yield from _links(reading, plain)
    if "@" in plain:
        yield from _first(reading, _MAIL, name="contacts.mail", weight=0.2, why="There is a mail address in it.")
    if _DIGIT.search(plain):
        yield from _numbers(reading, plain)
    yield from _in_disguise(reading)
    if not reading.text.isascii() and (styled := _STYLED.search(reading.text)):
        why = "It is written in letters that are made for formulas, as advertisements are."
        yield Finding("spam", "form.styled-letters", *styled.span(), why, 0.35)


def _first(reading: Reading, pattern: re.Pattern[str], *, name: str, weight: float, why: str) -> Iterator[Finding]:
    match = pattern.search(reading.words.folded.plain)
    if match:
        start, end = reading.words.folded.span(*match.span())
        yield Finding("spam", name, start, end, why, weight)


def _links(reading: Reading, plain: str) -> Iterator[Finding]:
    span = _first_link(plain)
    if span is not None:
        start, end = reading.words.folded.span(*span)
        yield Finding("spam", "contacts.link", start, end, "There is a link in it.", 0.25)
        if (
            _SCHEME.match(plain, span[0])
            and len(reading.words.words) <= _MOST_WORDS_BESIDE_A_LINK
            and not _speaks_to_someone(reading)
        ):
            yield Finding("spam", "form.link-alone", start, end, "A link, and hardly a word to the family.", 0.35)
        yield from _first(
            reading, _SHORT_LINK, name="contacts.short-link", weight=0.3, why="The link hides where it leads."
        )
        yield from _first(
            reading, _ODD_LINK, name="contacts.odd-link", weight=0.4, why="The link does not have a usual address."
        )


def _speaks_to_someone(reading: Reading) -> bool:
    """Whether anything in it is what people write to a family: a wish, a memory, a name, a thing that soothes."""
    told = not everyday("people").isdisjoint(reading.words.words)
    return told or NAME in reading.words.words or any(map(reading.of, ("kind", "soothing", "loss")))


def _first_link(plain: str) -> tuple[int, int] | None:
    if ("://" in plain or "www." in plain) and (match := _SCHEME.search(plain)):
        return match.span()
    if not _DOT_WITHIN.search(plain):  # asked first: it is found twenty times as quick as what must stand before a dot
        return None
    for match in _DOT.finditer(plain):
        host = _HOST_END.search(plain, max(0, match.start() - 80), match.start())
        if host and plain[host.start() - 1 : host.start()] != "@":
            return host.start(), match.end()
    return None


def _numbers(reading: Reading, plain: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(plain):
        digits = sum(c.isdigit() for c in match[0])
        if digits >= 9 or (match[0].startswith("+") and digits >= 8):
            if (digits == 8 and _DATE.search(match[0])) or _LINKED.search(
                plain, max(0, match.start() - 300), match.start()
            ):
                continue
            start, end = reading.words.folded.span(*match.span())
            yield Finding("spam", "contacts.phone", start, end, "There is a telephone number in it.", 0.2)
            break
    if any(sign in plain for sign in _CURRENCIES):
        yield from _first(reading, _AMOUNT, name="form.amount", weight=0.3, why="It names a sum of money.")
    if _LONG_NUMBER.search(plain):
        why = "It has a number as offices give them."
        yield from _first(reading, _REFERENCE, name="form.reference", weight=0.25, why=why)
    yield from _first(reading, _IBAN, name="contacts.account", weight=0.35, why="There is a bank account in it.")
    yield from _first(
        reading, _WALLET, name="contacts.wallet", weight=0.45, why="There is an account for digital money in it."
    )


def _in_disguise(reading: Reading) -> Iterator[Finding]:
    for found in reading.of("contact"):
        yield reading.finding(found, "spam")
    run = 0
    words, digits = reading.words.words, everyday("digits")
    if digits.isdisjoint(words):
        return
    for at, word in enumerate(words):
        run = run + 1 if word in digits or (len(word) == 1 and word.isdigit()) else 0
        if run == _ENOUGH_NUMBER_WORDS and any(w in digits for w in words[at - run + 1 : at + 1]):
            start, end = reading.words.span(at - run + 1, at + 1)
            yield Finding("spam", "contacts.spelt-number", start, end, "A number is written out in words.", 0.3)
            return
