"""What giving thanks asks: the words, what stands under them, and whom they are for."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.ground import ids
from alongside.reading import thanks as rules
from alongside.web.forms.reading import uuids


class Thank(forms.Form):
    """A word of thanks. `chosen` carries whom it is for from page to page; `key` makes giving it twice thank once."""

    words = forms.CharField(
        label=_("Your thanks"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("A single line is enough. Nobody waits for more."),
    )  # fmt: skip
    signed = forms.CharField(
        label=_("What stands under it"), required=False, help_text=_("Your name, or the names of all of you.")
    )
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """Say the room's problems at their fields; what was typed stays."""
        for name, sentence in rules.problems(**self.said).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return self.cleaned_data

    @property
    def said(self) -> dict[str, str]:
        """Words and signature as typed."""
        typed = self.cleaned_data
        return {"words": typed.get("words", ""), "signed": typed.get("signed", "")}


def blank(*, signed: str, chosen: list[UUID]) -> Thank:
    """An empty form for those who are chosen, with a key of its own."""
    return Thank(initial={"signed": signed, "chosen": joined(chosen), "key": ids.new_token()})


def typed(request: HttpRequest) -> Thank:
    """The form as it was sent."""
    return Thank(request.POST)


def chosen(request: HttpRequest) -> list[UUID]:
    """Everyone chosen up to now: on earlier pages and on this one. Raises `NotThere` for what is no message's id."""
    return list(dict.fromkeys(uuids([*request.POST.get("chosen", "").split(), *request.POST.getlist("pick")])))


def joined(chosen: list[UUID]) -> str:
    """Ids as one hidden field carries them."""
    return " ".join(one.hex for one in chosen)
