"""The forms of the letters room: the letter as it is typed, and when it goes out."""

from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.ground import ids
from alongside.letters import draft as rules
from alongside.letters.draft import Draft
from alongside.letters.queries import LetterOpen
from alongside.web.parts.choice import Choice

AUDIENCES = (
    ("keepers", Choice(_("Only the family"), _("Those who keep this space with you."))),
    ("helpers", Choice(_("The family and those who help them"))),
    ("invited", Choice(_("People who have the family's link"))),
    ("public", Choice(_("Everyone who can open the page"))),
)
WHEN = (
    ("now", Choice(_("Now"))),
    ("later", Choice(_("On a day and at an hour"), _("It goes out by itself. You can change your mind until then."))),
    ("hold", Choice(_("Not now"), _("It is held back. If it is on your page, it leaves the page at once."))),
)
LONGEST_VERSION = 2**31 - 1
OUT_OF_DATE = dict.fromkeys(
    ("invalid", "min_value", "max_value"),
    _("This page is out of date. Open the letter again in another window; what you typed is still here."),
)
LANGUAGES = sorted((code, str(info["name_local"])) for code, info in LANG_INFO.items() if "name_local" in info)


class Write(forms.Form):
    """A letter as it is typed. Everything may be empty; `letters.draft` says what can be kept."""

    title = forms.CharField(label=_("A title"), required=False)
    words = forms.CharField(
        label=_("Your words"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("They are kept as you type. Nobody but the keepers sees them before you publish."),
    )  # fmt: skip
    audience = forms.CharField(
        label=_("Who may read it, once it is published"), required=False, initial="keepers",
        widget=forms.RadioSelect(choices=AUDIENCES),
    )  # fmt: skip
    language = forms.CharField(label=_("Its language"), required=False, widget=forms.Select(choices=LANGUAGES))
    version = forms.IntegerField(
        required=False, min_value=0, max_value=LONGEST_VERSION, error_messages=OUT_OF_DATE,
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    window = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))

    def clean(self) -> dict[str, Any]:
        """Say at their fields what cannot be kept; what was typed stays."""
        for name, sentence in rules.problems(self.draft).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return self.cleaned_data

    @property
    def draft(self) -> Draft:
        """The letter as typed."""
        typed = self.cleaned_data
        return Draft(
            title=typed.get("title", ""), words=typed.get("words", ""), audience=typed.get("audience") or "keepers",
            language=typed.get("language", ""),
        )  # fmt: skip

    @property
    def seen(self) -> int:
        """The version that the page began from."""
        return self.cleaned_data.get("version") or 0

    @property
    def window_name(self) -> str:
        """The open page's own name."""
        return str(self.cleaned_data.get("window", ""))


class Publish(forms.Form):
    """Whether a letter goes out, and when; `letters.moments` reads the day and the hour."""

    when = forms.CharField(label=_("When"), required=False, widget=forms.RadioSelect(choices=WHEN))
    day = forms.CharField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.CharField(label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    seen = forms.IntegerField(
        required=False, min_value=0, max_value=LONGEST_VERSION, error_messages=OUT_OF_DATE, widget=forms.HiddenInput
    )

    def clean_when(self) -> str:
        """One of the three."""
        when = str(self.cleaned_data["when"])
        if when not in dict(WHEN):
            raise forms.ValidationError(_("Choose one of the three: now, on a day, or not now."))
        return when


def blank(*, language: str) -> Write:
    """An empty letter in the space's language."""
    return Write(initial={"audience": "keepers", "language": language, "version": 0, "window": ids.new_token()})


def of(letter: LetterOpen) -> Write:
    """The letter as it stands."""
    return Write(
        initial={
            "title": letter.title, "words": letter.words, "audience": letter.audience, "language": letter.language,
            "version": letter.version, "window": ids.new_token(),
        }
    )  # fmt: skip


def typed(request: HttpRequest) -> Write:
    """The letter as it was sent."""
    return Write(request.POST)


def given_back(request: HttpRequest) -> Write:
    """The letter as it was sent, to be sent again."""
    return Write(initial={name: request.POST.get(name, "") for name in Write.base_fields})


def to_look_at_again(form: Write, letter: LetterOpen, sentence: str) -> Write:
    """What was typed on a page that was out of date, to be kept over the newer version if they so choose."""
    sent = {name: form.data.get(name, "") for name in ("title", "words", "audience", "language")}
    again = Write({**sent, "version": letter.version, "window": ids.new_token()})
    again.add_error(None, sentence)
    return again


def when(letter: LetterOpen) -> Publish:
    """The publication form for a letter: on the day that was set before, if one was."""
    at = letter.publish_at
    if at is None:
        return Publish(initial={"when": "now"})
    return Publish(initial={"when": "later", "day": f"{at:%Y-%m-%d}", "hour": f"{at:%H:%M}"})


def decided(request: HttpRequest) -> Publish:
    """The publication form as it was sent."""
    return Publish(request.POST)
