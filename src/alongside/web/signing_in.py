"""What django-allauth asks of us: its letters go into our outbox, its redirects stay on our pages, its words are ours."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.ground import ids
from alongside.mail import outbox
from alongside.web import links, who

KIND = outbox.SIGN_IN_CODE
TOO_OFTEN = gettext_lazy("You have asked a few times now. Please wait some minutes, then try again.")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """One way out for mail; nobody signs up any other way than by signing in; nothing is announced that a page shows."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This is not the code we sent last. Look again; large and small letters are the same."
        ),
        "too_many_login_attempts": TOO_OFTEN,
        "rate_limited": TOO_OFTEN,
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put the letter with the code into the outbox. No other letter of allauth's is ever sent."""
        code = context.get("code")
        if code:
            put_code(email=email, code=str(code), now=who.now())

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No: whoever gives an address at the sign-in page is a person already when allauth is asked."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of our own may be where somebody is led after signing in."""
        return bool(url) and str(url).startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request: HttpRequest, *about: object, **more: object) -> None:
        """Say nothing: the page that follows says what there is to know."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The sender's address as our own outermost proxy saw it, for allauth's limits."""
        return who.address(request) or "nowhere"


def put_code(*, email: str, code: str, now: datetime) -> None:
    """A letter with a code, at once, also at night: somebody is waiting for it. It names no space and no family."""
    text = _(
        "Your code is %(code)s\n\n"
        "It is good for fifteen minutes, in the browser where you asked for it. Or open this address there:\n"
        "%(link)s\n\n"
        "If you did not ask for a code, you need not do anything."
    ) % {"code": code, "link": links.whole("account_confirm_login_code") + f"?code={code}"}
    outbox.put(
        to=email, subject=_("Your code for this site"), text=text, kind=KIND, dedupe=f"code {ids.new_token()}", now=now,
        quiet=False, unsubscribe=False,
    )  # fmt: skip
