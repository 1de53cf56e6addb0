"""The write form: a draft with the door's own rules said at the field."""

from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.door import draft as rules
from alongside.door.draft import Consents, Draft
from alongside.door.queries import ReceiptShown
from alongside.ground import ids

KINDS = (
    ("words", _("Words")),
    ("prayer", _("A prayer")),
    ("candle", _("A candle")),
    ("memory", _("A memory")),
    ("name", _("Just my name")),
)


FIELDS = frozenset(
    ("kind", "words", "name", "relation", "email", "may_public", "with_name", "may_print", "key", "coach")
)
MOST_FIELDS = 30

ASK, SHOWN = "ask", "shown"
"""What a page says about the coach: nothing has spoken to the writer, and no script is there to; or a note was
shown. In between a script says "here". Only the first has the words looked at when they are sent.
"""


class Write(forms.Form):
    """What a supporter sends. Every field but `key` may be empty here; `door.draft` says what a kind needs."""

    kind = forms.CharField(
        label=_("What would you like to send?"),
        required=False,
        widget=forms.RadioSelect(choices=KINDS),
        initial="words",
    )
    words = forms.CharField(
        label=_("Your words"), required=False, strip=False,
        help_text=_("A single line is enough. You cannot say it wrong by saying little."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )  # fmt: skip
    name = forms.CharField(label=_("Your name"), required=False, help_text=_("As the family knows you."))
    relation = forms.CharField(
        label=_("How you know them"), required=False, help_text=_("If you like: a neighbour, an aunt, from the choir.")
    )
    email = forms.CharField(
        label=_("Your email"), required=False, widget=forms.EmailInput,
        help_text=_("Only if you would like their thanks by mail. It is shown to nobody."),
    )  # fmt: skip
    may_public = forms.BooleanField(
        label=_("Others who open the family's page may read it too"), required=False,
        help_text=_("Otherwise only the family and those who help them see it."),
    )  # fmt: skip
    with_name = forms.BooleanField(label=_("My name may stand beside it"), required=False)
    may_print = forms.BooleanField(label=_("It may be printed in the family's book"), required=False)
    key = forms.CharField(required=False, widget=forms.HiddenInput)
    coach = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Say the door's problems at their fields; what was typed stays."""
        for name, sentence in rules.problems(self.draft).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return self.cleaned_data

    @property
    def draft(self) -> Draft:
        """The draft as typed."""
        typed = self.cleaned_data
        return Draft(
            kind=typed.get("kind") or "words", name=typed.get("name", ""), words=typed.get("words", ""),
            email=typed.get("email", ""), relation=typed.get("relation", ""),
            consents=Consents(
                public=typed.get("may_public", False), print=typed.get("may_print", False),
                name=typed.get("with_name", False),
            ),
        )  # fmt: skip

    @property
    def asks_coach(self) -> bool:
        """Whether nothing has spoken to the writer yet: the form comes from our page, and no script was there."""
        return self.cleaned_data.get("coach") == ASK


class Typed(NamedTuple):
    """The form as it was sent, without a form: what `Write` makes of the same fields."""

    draft: Draft
    key: str
    asks_coach: bool


def plainly_typed(body: bytes) -> Typed | None:
    """What a browser sent of this form, url-encoded; None when there is anything in it that only the form understands.

    The same as `Write(...).draft`, without making a form: a test holds the two together.
    """
    try:
        fields = _fields(body.decode("ascii"))
    except ValueError:
        return None
    if fields is None:
        return None
    said = Consents(*[_is_ticked(fields.get(name, "")) for name in ("may_public", "may_print", "with_name")])
    name, relation, email, kind, key = [
        fields.get(one, "").strip() for one in ("name", "relation", "email", "kind", "key")
    ]
    draft = Draft(
        kind=kind or "words", name=name, words=fields.get("words", ""), email=email, relation=relation, consents=said
    )
    return Typed(draft, key, asks_coach=fields.get("coach") == ASK)


def _fields(body: str) -> dict[str, str] | None:
    """What stands in each of the form's own fields; None when there are others, or very many."""
    if body.count("&") >= MOST_FIELDS:
        return None
    fields: dict[str, str] = {}
    for pair in body.split("&") if body else ():
        name, _, value = pair.partition("=")
        if name not in FIELDS:
            return None
        fields[name] = unquote_plus(value, errors="strict") if "%" in value or "+" in value else value
    return fields


def _is_ticked(value: str) -> bool:
    return value.lower() not in {"", "false"}


def blank() -> Write:
    """An empty form with a key of its own, so that sending it twice stores once."""
    return Write(initial={"key": ids.new_token(), "kind": "words", "coach": ASK})


def typed(request: HttpRequest) -> Write:
    """The form as it was sent."""
    return Write(request.POST)


def spoken_to(request: HttpRequest) -> Write:
    """The form as it was sent, after the coach has spoken: it is not asked again."""
    typed_again = request.POST.copy()
    typed_again["coach"] = SHOWN
    return Write(typed_again)


def with_new_key(request: HttpRequest) -> Write:
    """The form as it was sent, ready to be sent as another message."""
    typed_again = request.POST.copy()
    typed_again["key"] = ids.new_token()
    return Write(typed_again)


class Mend(Write):
    """The same fields for a message that is kept; `seen` says which of its mendings the form began from."""

    coach = None  # type: ignore[assignment]  # Django's way to leave out a field: whoever mends has sent once

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def mended(request: HttpRequest) -> Mend:
    """The mended form as it was sent."""
    return Mend(request.POST)


def mended_anew(request: HttpRequest, shown: ReceiptShown) -> Mend:
    """The mended form as it was sent, ready to be sent again over what is kept now."""
    typed_again = request.POST.copy()
    typed_again["seen"] = str(shown.mends)
    return Mend(typed_again)


def of(shown: ReceiptShown) -> Mend:
    """The form filled with a message as it stands, for mending."""
    said = shown.consents
    return Mend(
        initial={
            "kind": shown.kind, "words": shown.words, "name": shown.name, "relation": shown.relation,
            "may_public": said.public, "may_print": said.print, "with_name": said.name, "seen": shown.mends,
        }
    )  # fmt: skip


class Answer(forms.Form):
    """Whether the writer hopes for an answer, and where it may go."""

    no_answer = forms.BooleanField(label=_("No answer is needed"), required=False)
    email = forms.CharField(
        label=_("An email for their thanks"),
        required=False,
        widget=forms.EmailInput,
        help_text=_("It is shown to nobody."),
    )

    def clean_email(self) -> str:
        """The door's own rule for an address."""
        email: str = self.cleaned_data["email"]
        problem = rules.email_problem(email)
        if problem:
            raise forms.ValidationError(problem)
        return email


class Teach(forms.Form):
    """Whether the words may teach the gate."""

    teaches = forms.BooleanField(
        label=_("My words may be used to teach the gate"), required=False,
        help_text=_(
            "The gate is the machine that reads messages before the family does. If you say yes, the people who run this "
            "site may show it your words and what a person decided about them. Names, places, numbers and rare words are "
            "taken out first, as far as a machine can; it may miss one. You can change your mind here; what has been "
            "shown by then cannot be called back. If you change your words, they are not used."
        ),
    )  # fmt: skip


def answer_of(shown: ReceiptShown) -> Answer:
    """The answer form as things stand."""
    return Answer(initial={"no_answer": shown.no_answer_needed, "email": shown.email})
