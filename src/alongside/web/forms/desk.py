"""The desk's forms: a decision, and what the list is narrowed to."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.desk import queries
from alongside.desk.decide import LONGEST_REASON
from alongside.web.parts.choice import Choice

LANES = (
    ("open", Choice(_("To the family"), _("They meet it in their reading, at their own pace."))),
    (
        "gentle",
        Choice(_("Set apart"), _("Meant well, would hurt. They may open it, leave it, or let a helper answer.")),
    ),
    ("safety", Choice(_("Keep it away"), _("Cruel, false or for sale. They never see it unless they ask."))),
    ("care", Choice(_("Someone may be in danger"), _("For the people on duty, who see it first."))),
)
READY = (
    ("kind", _("Kind, and fit to be read.")),
    ("agreed", _("It was in the right place already.")),
    ("hurts", _("Meant well, but it would hurt.")),
    ("cruel", _("Cruel or threatening.")),
    ("money", _("Asks for money, or sells something.")),
    ("false", _("Not from who it says, or not true.")),
    ("stray", _("Not meant for this family.")),
    ("danger", _("The writer may be in danger.")),
    ("answered", _("The writer was answered.")),
)
OUT_OF_DATE = _("This page is out of date. Open the text again and look once more.")


class Decide(forms.Form):
    """Where a text goes, and why: one of the ready reasons, words of one's own, or both."""

    to = forms.ChoiceField(
        label=_("Where it goes"), choices=LANES, widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose where this text goes.")),
    )  # fmt: skip
    ready = forms.ChoiceField(label=_("Why"), choices=[("", _("In your own words")), *READY], required=False)
    reason = forms.CharField(
        label=_("In your own words"), required=False, max_length=LONGEST_REASON - 100,
        help_text=_("It stands in the log, for whoever looks at this later. The family does not see it."),
    )  # fmt: skip
    seen = forms.IntegerField(
        min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUT_OF_DATE),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """There is a reason, of one kind or the other."""
        if not self.said and not {"ready", "reason"} & set(self.errors):
            self.add_error("ready", _("Say why, in a word or two: whoever looks at this later needs it."))
        return self.cleaned_data

    @property
    def said(self) -> str:
        """The whole reason, as it is written into the log."""
        ready = dict(READY).get(self.cleaned_data.get("ready", ""), "")
        return " ".join(part for part in (str(ready), self.cleaned_data.get("reason", "")) if part)


def decision(request: HttpRequest) -> Decide:
    """The decision as it was sent."""
    return Decide(request.POST)


def blank(held: queries.Held) -> Decide:
    """An empty decision about the text as it is seen now."""
    return Decide(initial={"seen": held.version})


def anew(form: Decide, held: queries.Held, sentence: str) -> Decide:
    """What was chosen, kept, about the text as it is now, with what stood in the way said above it."""
    again = Decide({**dict(form.data.items()), "seen": held.version})
    again.add_error(None, sentence)
    return again


def narrowed(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to: a lane, a space, both or neither."""
    asked = {"lane": request.GET.get("lane", ""), "space": request.GET.get("space", "")}
    if asked["lane"] not in queries.AT_DESK:
        asked["lane"] = ""
    return {name: value.replace("\0", "") for name, value in asked.items() if value}


def query(filters: dict[str, str], **more: str) -> str:
    """What the list is narrowed to, as the end of an address."""
    asked = urlencode({name: value for name, value in {**filters, **more}.items() if value})
    return f"?{asked}" if asked else ""


def address(filters: dict[str, str], **more: str) -> str:
    """The list's address, narrowed like this."""
    return reverse("desk") + query(filters, **more)
