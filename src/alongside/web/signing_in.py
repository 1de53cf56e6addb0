"""What django-allauth asks of us: its letters go into our outbox, and its redirects stay on our own pages."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext as _

from alongside.ground import ids
from alongside.mail import outbox
from alongside.web import links, who

KIND = "sign-in code"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """One way out for mail, and nobody signs up any other way than by signing in."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter with the code into the outbox. No other letter of allauth's is ever sent."""
        code = context.get("code")
        if code:
            put_code(email=email, code=str(code))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: whoever gives an address at the sign-in page is a person already when allauth is asked."""
        return False


def put_code(*, email: str, code: str) -> None:
    """A letter with a code, at once, also at night: somebody is waiting for it. It names no space and no family."""
    text = _(
        "Your code is %(code)s\n\n"
        "It is good for fifteen minutes, in the browser where you asked for it. Or open this address there:\n"
        "%(link)s\n\n"
        "If you did not ask for a code, you need not do anything."
    ) % {"code": code, "link": links.whole("account_confirm_login_code") + f"?code={code}"}
    outbox.put(
        to=email, subject=_("Your code for this site"), text=text, kind=KIND, dedupe=f"code {ids.new_token()}",
        now=who.now(), quiet=False, unsubscribe=False,
    )  # fmt: skip
