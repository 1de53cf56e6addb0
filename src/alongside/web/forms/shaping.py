"""The forms by which a family shapes its space, one for each decision, and what each asks of the room."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from alongside.care import countries
from alongside.spaces import telling
from alongside.spaces.queries import Settings
from alongside.spaces.telling import Shaper, Words
from alongside.web.forms.hurtful import ASKED
from alongside.web.forms.spaces import WHO_MAY_SEE
from alongside.web.parts.choice import Choice

IMAGES = (
    ("angel", _("an angel")), ("star", _("a star")), ("rainbow", _("a rainbow")), ("butterfly", _("a butterfly")),
    ("heaven", _("heaven")),
)  # fmt: skip
FAITH = (
    ("", Choice(_("We have not said"), _("Prayers come through. What explains it by faith may wait apart."))),
    ("yes", _("Words of faith do us good")),
    ("no", Choice(_("Rather not"), _("What explains it by faith is set apart. A prayer still comes through."))),
)
WISHES = (("", _("as usual")), ("show", _("show it to us")), ("hold", _("set it apart")))


class Shape(forms.Form):
    """A form of the settings: `of` fills it with what stands, `keep` hands what was chosen to the room."""

    use_required_attribute = False

    @classmethod
    def of(cls, settings: Settings) -> "Shape":
        """The form as things stand: every field has the name of what it sets."""
        return cls(initial={name: getattr(settings, name, "") for name in cls.base_fields})

    def keep(self, shaper: Shaper) -> None:
        """Ask the room to keep what was chosen. Raises `Refused`."""
        raise NotImplementedError


class Title(Shape):
    """What stands at the top. Those who are remembered are forms of their own (`forms.spaces.Several`)."""

    title = forms.CharField(
        label=_("What stands at the top of the page"), max_length=200,
        error_messages={"required": _("Give the page a title.")},
    )  # fmt: skip


class OwnWords(Shape):
    """The family's words, and what it welcomes."""

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
    faith = forms.ChoiceField(label=_("Words of faith"), choices=FAITH, required=False, widget=forms.RadioSelect)
    images = forms.MultipleChoiceField(
        label=_("Images that do you good"), choices=IMAGES, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They comfort some and hurt others. When you choose some, the others wait apart."),
    )  # fmt: skip

    @classmethod
    def of(cls, settings: Settings) -> Shape:
        """Faith is a yes, a no, or nothing said."""
        form = super().of(settings)
        form.initial["faith"] = {True: "yes", False: "no", None: ""}[settings.faith]
        return form

    def keep(self, shaper: Shaper) -> None:
        """Set the words."""
        typed = self.cleaned_data
        faith = {"yes": True, "no": False}.get(typed["faith"])
        telling.choose_words(
            shaper=shaper,
            words=Words(
                child_word=typed["child_word"], event_words=typed["event_words"], parent_words=typed["parent_words"],
                faith=faith, images=tuple(typed["images"]),
            ),
        )  # fmt: skip


class Spared(Shape):
    """For each family of phrases that hurt: show it, set it apart, or as usual. The phrases themselves stay folded away."""

    examples = tuple((label, example) for _code, label, example in ASKED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's own
        super().__init__(*args, **kwargs)
        for code, label, _example in ASKED:
            self.fields[code] = forms.ChoiceField(label=label, choices=WISHES, required=False)

    @classmethod
    def of(cls, settings: Settings) -> Shape:
        """The wishes as they stand."""
        return cls(initial=settings.wishes)

    def keep(self, shaper: Shaper) -> None:
        """Set the wishes; "as usual" is not written down."""
        telling.choose_spared(shaper=shaper, wishes={code: wish for code, wish in self.cleaned_data.items() if wish})


class Who(Shape):
    """Who can open the page, and what they find."""

    visibility = forms.ChoiceField(label=_("Who can open the page?"), choices=WHO_MAY_SEE, widget=forms.RadioSelect)
    may_be_found = forms.BooleanField(
        label=_("It may be found"), required=False,
        help_text=_("By search engines and on the first page of this site. Only where anyone can open it."),
    )  # fmt: skip
    shows_messages = forms.BooleanField(
        label=_("Messages stand on the page"), required=False,
        help_text=_("Only those whose writers said yes, and without what was set apart. Otherwise you alone read them."),
    )  # fmt: skip

    def keep(self, shaper: Shaper) -> None:
        """Set all three."""
        telling.choose_visibility(shaper=shaper, **self.cleaned_data)


class Agreement(Shape):
    """How letters leave."""

    letters_need_agreement = forms.BooleanField(
        label=_("A letter needs the yes of a second keeper"), required=False,
        help_text=_("Then nobody speaks for all of you alone."),
    )  # fmt: skip

    def keep(self, shaper: Shaper) -> None:
        """Set it."""
        telling.choose_agreement(shaper=shaper, **self.cleaned_data)


class Teaching(Shape):
    """Whether the gate may learn from what helpers decide here."""

    teaches_gate = forms.BooleanField(
        label=_("What helpers decide here may teach the gate"), required=False,
        help_text=_(
            "The gate is the machine that reads messages first. It makes mistakes, and people mend them. If you say yes, "
            "the people who run this site may show it the words and what was decided, only where the writer said yes too. "
            "Names, places, numbers and rare words are taken out first, as far as a machine can; it may miss one. What "
            "has been shown cannot be called back."
        ),
    )  # fmt: skip

    def keep(self, shaper: Shaper) -> None:
        """Set it."""
        telling.choose_teaching(shaper=shaper, **self.cleaned_data)


def _languages() -> Sequence[tuple[str, str]]:
    known = {code: str(about["name_local"]) for code, about in LANG_INFO.items() if "name_local" in about}
    return sorted(known.items(), key=lambda pair: pair[1].casefold())


def _zones() -> Sequence[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"]


def _countries() -> Sequence[tuple[str, str]]:
    known = sorted((str(name), code) for code, name in countries.NAMES.items())
    return [("", str(_("another country"))), *((code, name) for name, code in known)]


class Place(Shape):
    """Language, time zone and country."""

    language = forms.ChoiceField(label=_("The language you write in"), choices=lazy(_languages, list))
    time_zone = forms.ChoiceField(
        label=_("Your time zone"), choices=lazy(_zones, list), help_text=_("So that no letter reaches you at night.")
    )
    country = forms.ChoiceField(
        label=_("Your country"), choices=lazy(_countries, list), required=False,
        help_text=_("So that the places to turn to are near. It is shown to nobody."),
    )  # fmt: skip

    def keep(self, shaper: Shaper) -> None:
        """Set all three."""
        telling.choose_place(shaper=shaper, **self.cleaned_data)


class PictureForm(forms.Form):
    """A picture to put up, or new words for the one that is there."""

    picture = forms.FileField(
        label=_("A picture"), required=False, max_length=500, allow_empty_file=True,
        help_text=_("JPEG, PNG, WebP or GIF, up to 15 MB. Where and when it was taken is removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("What is to be seen on it"), required=False, max_length=300,
        help_text=_("A few words for those who cannot see it. For example: a small hand holding a finger."),
    )  # fmt: skip

    use_required_attribute = False
