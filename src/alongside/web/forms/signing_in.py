"""Signing in: an address, then the code that was mailed to it."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people import arriving
from alongside.people.arriving import Person
from alongside.web import who


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Asks for an address. Whoever gives a new one becomes a person, so that signing in and joining are one thing."""

    _user: Person | None

    email = forms.EmailField(
        label=_("Your email"), max_length=254,
        help_text=_("We send a code there. You need no password, and it does not matter whether you were here before."),
        error_messages={
            "required": _("Please write your email."),
            "invalid": _("This does not look like an email address. Write it like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        """After allauth's limits, so that nobody fills the table: an address nobody had yet arrives."""
        email: str = super().clean_email()
        if self._user is None:
            person = arriving.arrive(email=email, now=who.now())
            self._user = person if person.is_active else None
        return email


class EnterCode(ConfirmLoginCodeForm):  # type: ignore[misc]  # allauth has no types
    """Asks for the code."""

    code = forms.CharField(
        label=_("The code"), error_messages={"required": _("Please write the code from our letter.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )  # fmt: skip
