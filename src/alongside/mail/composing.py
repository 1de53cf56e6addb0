"""From a row to a letter as it travels: plain text first, the same words as simple HTML, and honest headers."""

import re
from email.utils import formataddr
from html import escape
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.mail import unsubscribing
from alongside.mail.models import Outgoing

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def compose(letter: Outgoing) -> EmailMultiAlternatives:
    """The letter with its headers; the reader's language is the space's."""
    language = (letter.space.language if letter.space else "") or settings.LANGUAGE_CODE
    with translation.override(language):
        foot, address = _foot(letter)
        text = f"{letter.text.rstrip()}\n\n-- \n{foot}\n" if foot else f"{letter.text.rstrip()}\n"
        message = EmailMultiAlternatives(
            letter.subject, text, _sender(), [letter.to], headers=_headers(letter, address), reply_to=_reply_to()
        )
        message.attach_alternative(_page(letter, foot, language), "text/html")
    return message


def _foot(letter: Outgoing) -> tuple[str, str]:
    """The last line and the address in it, where the reader can stop letters of this kind."""
    if not letter.unsubscribe:
        return "", ""
    address = unsubscribing.address(letter)
    return _("If you want no more letters like this one: %(address)s") % {"address": address}, address


def _headers(letter: Outgoing, address: str) -> dict[str, str]:
    headers = {"Message-ID": f"<{letter.pk}@{_host()}>", "Auto-Submitted": "auto-generated"}
    if address:
        headers["List-Unsubscribe"] = f"<{address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sender() -> str:
    return formataddr((settings.SITE.site_name, settings.SITE.mail_from or f"alongside@{_host()}"))


def _reply_to() -> list[str]:
    return [settings.SITE.mail_reply_to] if settings.SITE.mail_reply_to else []


def _host() -> str:
    return urlsplit(settings.SITE.base_url).hostname or "localhost"


def _page(letter: Outgoing, foot: str, language: str) -> str:
    words = letter.html or _marked_up(letter.text)
    foot = f"<hr>\n<p><small>{_linked(foot)}</small></p>\n" if foot else ""
    head = f'<!doctype html>\n<html lang="{escape(language)}" dir="auto">\n<meta charset="utf-8">\n'
    return f"{head}<title>{escape(letter.subject)}</title>\n<body>\n{words}\n{foot}</body>\n</html>\n"


def _marked_up(text: str) -> str:
    """Paragraphs where the text has empty lines; nothing is added to the words."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n".join(f"<p>{_linked(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)


def _linked(text: str) -> str:
    """Text as HTML in which addresses can be pressed. They are shown as they are: nothing counts who presses them."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        link = escape(found[0])
        parts += [escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])
