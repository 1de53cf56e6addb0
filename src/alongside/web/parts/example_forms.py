"""A form with one field of every kind, empty, filled and with something to mend."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.parts.choice import Choice
from alongside.web.parts.date_parts import DatePartsField

KINDS = (
    ("words", Choice(_("Words"), _("A few lines, as you would say them."))),
    ("prayer", Choice(_("A prayer"))),
    ("candle", Choice(_("A candle"), _("Without any words, if you like."))),
    ("memory", Choice(_("A memory"))),
)
PRINT = (("yes", _("Yes, with my name")), ("nameless", _("Yes, without my name")), ("no", _("No")))


class ExampleForm(forms.Form):
    """Every kind of field."""

    kind = forms.ChoiceField(label=_("What would you like to send?"), choices=KINDS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Your words"),
        help_text=_("A few are enough. They need no answer."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(label=_("Your name"), help_text=_("As they would know you."), required=False)
    email = forms.EmailField(label=_("Your email address"), required=False)
    printed = forms.ChoiceField(label=_("May it stand in the family's book?"), choices=PRINT, widget=forms.RadioSelect)
    born = DatePartsField(label=_("When"), help_text=_("As much of it as you know."))
    country = forms.ChoiceField(label=_("Country"), choices=(("", "–"), ("pt", "Portugal")), required=False)
    picture = forms.FileField(
        label=_("A picture"), help_text=_("Where it was taken is removed from it."), required=False
    )
    remind = forms.BooleanField(label=_("Remind me of the day, a year from now"), required=False)


FILLED = {
    "kind": "words",
    "words": "We think of you every evening.\nThe light on our porch is for her.",
    "name": "Ada",
    "born": "2026-03",
    "printed": "nameless",
    "remind": True,
}
TO_MEND = {
    "kind": "words", "words": "", "name": "Ada", "email": "ada at home",
    "born_day": "30", "born_month": "2", "born_year": "2026",
}  # fmt: skip


def states() -> list[tuple[str, ExampleForm]]:
    """The form as it is first seen, as it is when a draft was brought back, and as it comes back to be mended."""
    return [
        ("empty", ExampleForm(auto_id="empty-%s")),
        ("filled", ExampleForm(auto_id="filled-%s", initial=FILLED)),
        ("to mend", ExampleForm(auto_id="to-mend-%s", data=TO_MEND)),
    ]
