"""The help page's one question."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.care import countries


def _choices() -> list[tuple[str, str]]:
    named = [(code, str(name)) for code, name in countries.NAMES.items()]
    return [("", str(_("Another country"))), *sorted(named, key=lambda pair: pair[1].casefold())]


class Where(forms.Form):
    """In which country somebody looks for help. It is only ever asked by a GET, and nothing of it is kept."""

    country = forms.ChoiceField(label=_("Where are you?"), required=False, choices=_choices)
