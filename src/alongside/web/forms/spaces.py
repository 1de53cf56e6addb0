"""Opening a space: one form, one decision after another; those who are remembered are as many as there are."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from alongside.ground.errors import Refused
from alongside.spaces import opening
from alongside.spaces.opening import OneRemembered, Opening
from alongside.web.parts.choice import Choice

MOST_REMEMBERED = 20
CLEAR = "23456789abcdefghjkmnpqrstuvwxyz"  # none of them is taken for another when it is read out
FOR_WHOM = (
    ("mine", Choice(_("I am one of the family"), _("You keep the space, and can ask others to keep it with you."))),
    (
        "theirs",
        Choice(
            _("I help them, and they have not seen it yet"),
            _("They get a letter. Nobody else can see the page before they have looked at it and said yes."),
        ),
    ),
)
WHO_MAY_SEE = (
    (
        "private",
        Choice(_("Only the people you invite"), _("To everyone else it looks as if there were nothing here.")),
    ),
    (
        "link",
        Choice(_("Anyone who has the link"), _("You give the link to whom you like. You can make a new one any time.")),
    ),
    ("public", Choice(_("Anyone"), _("Whoever knows the address can read what you write there."))),
)


class One(forms.Form):
    """One who is remembered. Every field may stay empty."""

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty if there is none, or none to tell."),
    )
    born = forms.CharField(
        label=_("Born, or the first date"), required=False, max_length=60,
        help_text=_("As much of it as you wish: 2026-03-14, 2026-03, 2026, or your own words."),
    )  # fmt: skip
    died = forms.CharField(label=_("Died, or the second date"), required=False, max_length=60)
    line = forms.CharField(
        label=_("A few words under the name"), required=False, max_length=300,
        help_text=_("For example: one morning, and all of our days."),
    )  # fmt: skip

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Say at the field what cannot be written down."""
        try:
            opening.check_one(self.one)
        except Refused as refused:
            self.add_error(refused.field or None, refused.sentence)
        return self.cleaned_data

    @property
    def one(self) -> OneRemembered:
        """As typed."""
        typed = self.cleaned_data
        return OneRemembered(**{name: typed.get(name, "") for name in ("name", "born", "died", "line")})

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was written."""
        return self.one == OneRemembered()


class Several:
    """Those who are remembered, as a row of forms that can grow without JavaScript."""

    def __init__(self, forms_: list[One]) -> None:
        self.forms = forms_

    @classmethod
    def shown(cls, several: tuple[OneRemembered, ...]) -> "Several":
        """As they stand; one empty form when there is nobody yet."""
        ones = several or (OneRemembered(),)
        return cls([One(prefix=f"one-{place}", initial=_fields(one)) for place, one in enumerate(ones)])

    @classmethod
    def typed(cls, data: Mapping[str, str], *, more: bool = False) -> "Several":
        """As they were sent, to be checked; with `more`, as they were typed, unchecked, and one more."""
        count = _count(data.get("ones", ""))
        if not more:
            return cls([One(data, prefix=f"one-{place}") for place in range(count)])
        ones = [
            OneRemembered(**{name: data.get(f"one-{place}-{name}", "") for name in One.base_fields})
            for place in range(count)
        ]
        return cls.shown((*ones, OneRemembered())[:MOST_REMEMBERED])

    @property
    def count(self) -> int:
        """How many forms there are."""
        return len(self.forms)

    @property
    def is_alone(self) -> bool:
        """Whether there is one only."""
        return self.count == 1

    @property
    def may_grow(self) -> bool:
        """Whether there is room for one more."""
        return self.count < MOST_REMEMBERED

    @property
    def remembered(self) -> tuple[OneRemembered, ...]:
        """Those of whom something was written, in order."""
        return tuple(form.one for form in self.forms if not form.is_blank)

    def is_valid(self) -> bool:
        """Whether all can be written down."""
        return not any(form.errors for form in self.forms)


def _fields(one: OneRemembered) -> dict[str, str]:
    return {"name": one.name, "born": one.born, "died": one.died, "line": one.line}


def _count(text: str) -> int:
    return min(max(int(text), 1), MOST_REMEMBERED) if text.isascii() and text.isdecimal() and len(text) < 4 else 1


@dataclass(frozen=True)
class Together:
    """Several forms as the error summary wants one: every error of them all."""

    forms: tuple[forms.Form, ...]

    @property
    def errors(self) -> list[ErrorDict]:
        """Truthy when anything needs another look."""
        return [form.errors for form in self.forms if form.is_bound and form.errors]

    @property
    def non_field_errors(self) -> list[str]:
        """What belongs to no field."""
        return [str(error) for form in self.forms if form.is_bound for error in form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        for form in self.forms:
            if form.is_bound:
                yield from form


class Open(forms.Form):
    """Everything but those who are remembered. The room's own rules are said at the fields."""

    for_whom = forms.ChoiceField(label=_("For whom is it?"), choices=FOR_WHOM, widget=forms.RadioSelect, initial="mine")
    my_name = forms.CharField(
        label=_("Your own name"), required=False, max_length=200, help_text=_("As the family calls you.")
    )
    keeper = forms.CharField(
        label=_("The email address of the one it is for"), required=False, max_length=254, widget=forms.EmailInput,
        help_text=_("Only if you help them. Look at it twice: the letter leads whoever gets it to the page."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("What stands at the top of the page?"), max_length=200,
        help_text=_("For example: For Lina. You can change it."),
        error_messages={"required": _("Give the page a title. You can change it later.")},
    )  # fmt: skip
    slug = forms.CharField(
        label=_("Its address"), required=False, max_length=60,
        help_text=_("Small letters, digits and hyphens. Leave it empty, and we make one from the title."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    child_word = forms.CharField(
        label=_("Your word for the one who died"), required=False, max_length=60,
        help_text=_("For example: our daughter, our baby, my brother."),
    )  # fmt: skip
    event_words = forms.CharField(
        label=_("Your words for what happened"), required=False, max_length=60,
        help_text=_("For example: died, was born asleep."),
    )  # fmt: skip
    parent_words = forms.CharField(
        label=_("Your word for yourselves"), required=False, max_length=60,
        help_text=_("For example: her mums, Mama and Papa, his family."),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Who can open the page?"), choices=WHO_MAY_SEE, widget=forms.RadioSelect, initial="private"
    )

    use_required_attribute = False

    def clean_slug(self) -> str:
        """The address as it can be; capitals become small letters."""
        slug = str(self.cleaned_data["slug"]).strip().lower()
        if slug and not opening.SLUG.fullmatch(slug):
            raise forms.ValidationError(
                _("An address has small letters, digits and hyphens only, 60 at most, like “for-lina”.")
            )
        return slug

    def clean(self) -> dict[str, Any]:
        """A helper says for whom."""
        typed = self.cleaned_data
        if typed.get("for_whom") == "theirs" and not typed.get("keeper", "").strip() and "keeper" not in self.errors:
            self.add_error("keeper", _("Write the email address of the one it is for, so that they can look at it."))
        return typed

    @property
    def is_for_others(self) -> bool:
        """Whether a helper opens it for someone of the family."""
        return bool(self.cleaned_data["for_whom"] == "theirs")

    def asked(self, several: Several, *, slug: str, **place: str) -> Opening:
        """What is to be opened, and at which address."""
        typed = self.cleaned_data
        names = ("title", "visibility", "child_word", "event_words", "parent_words")
        return Opening(slug=slug, remembered=several.remembered, **{name: typed[name] for name in names}, **place)


def suggested(words: str) -> str:
    """An address for a title: its letters as far as an address can have them, and always a few by chance.

    So it tells nobody whether somebody else's page has the same title.
    """
    letters = slugify(words).replace("_", "-")[:50].strip("-")
    tail = "".join(secrets.choice(CLEAR) for _place in range(3 if letters else 6))
    return f"{letters or 'page'}-{tail}"


def blank(*, name: str) -> Open:
    """An empty form for someone of this name."""
    return Open(initial={"for_whom": "mine", "visibility": "private", "my_name": name})


def as_typed(request: HttpRequest) -> Open:
    """What was typed so far, unchecked: to be shown again with one more who is remembered."""
    return Open(initial={name: request.POST.get(name, "") for name in Open.base_fields})


class Join(forms.Form):
    """What someone says of themselves when they come."""

    name = forms.CharField(
        label=_("Your name"), required=False, max_length=200, help_text=_("As the family calls you.")
    )


class Invite(forms.Form):
    """Whom to ask in, and as what."""

    email = forms.CharField(label=_("Their email address"), max_length=254, widget=forms.EmailInput,
        error_messages={"required": _("Write their email address.")})  # fmt: skip
    role = forms.ChoiceField(
        label=_("What are they to be here?"), widget=forms.RadioSelect, initial="helper",
        choices=(
            ("helper", Choice(_("A helper"), _("Reads first, and answers for you where you wish it."))),
            ("keeper", Choice(_("A keeper"), _("One of the family: may do everything that you may."))),
        ),
    )  # fmt: skip

    use_required_attribute = False
