"""Helplines: at most three choices for a country, or the whole list. Facts are data with a date (`helplines.toml`).

Safe messaging asks for one calm card with at most three choices (the emergency number, a crisis line, a line for the loss
of a baby), telephone links, hours, and the day the list was last looked at.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care import countries

LIST = Path(__file__).with_name("helplines.toml")
GOOD_FOR = timedelta(days=366)  # a number that nobody looked at for so long is hidden; its page stays

KINDS = {
    "emergency": gettext_lazy("In danger, now"),
    "crisis": gettext_lazy("To talk to someone"),
    "baby_loss": gettext_lazy("After the loss of a baby or a child"),
    "maternal_mental_health": gettext_lazy("In pregnancy and after birth"),
    "finder": gettext_lazy("In your country"),
}
CARD = (("emergency",), ("crisis",), ("baby_loss", "maternal_mental_health"))
NOTES = {
    "free": gettext_lazy("The call is free."),
    "midwives": gettext_lazy("Midwives answer."),
    "stillbirth": gettext_lazy("For families whose baby died before, during or soon after birth."),
    "tfmr": gettext_lazy("Also for those who ended a pregnancy after a diagnosis."),
    "ectopic": gettext_lazy("After an ectopic pregnancy."),
    "sudden_death": gettext_lazy("Also when a baby or a small child died suddenly."),
    "part_of_country": gettext_lazy("For one part of the country."),
    "mobile": gettext_lazy("From a mobile phone."),
    "then_eight": gettext_lazy("Then press 8."),
    "then_five": gettext_lazy("Then press 5."),
    "112": gettext_lazy("In danger now: from a mobile phone, 112 reaches help in most countries."),
}
FINDERS = (
    ("Find a Helpline", "https://findahelpline.com", "112"),
    ("Befrienders Worldwide", "https://befrienders.org", ""),
    ("International Association for Suicide Prevention", "https://www.iasp.info", ""),
)


@dataclass(frozen=True, slots=True)
class HelplineShown:
    """A place to turn to. `tel` is written as people write it, `tel_href` as a telephone dials it; either may be empty."""

    name: str
    kind: str
    kind_label: str
    checked_on: date
    tel: str = ""
    tel_href: str = ""
    text: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CountryShown:
    """A country and every line of it that can be shown."""

    code: str
    name: str
    lines: tuple[HelplineShown, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the list has it."""

    kind: str
    certainty: str
    checked_on: date
    languages: tuple[str, ...]
    name: str = ""
    tel: str = ""
    text: str = ""
    hours: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _List:
    """The whole list: the day it was looked at, and the lines of each country."""

    checked_on: date
    countries: dict[str, tuple[_Line, ...]]


def card(*, country: str, today: date) -> tuple[HelplineShown, ...]:
    """At most three choices for a country (two letters, ISO 3166), the emergency number first.

    For a country we know nothing of: three places that find a line in any country. `today` is the reader's day.
    """
    lines = _shown(country.upper(), today)
    if not lines:
        return finders()
    chosen = [_first(lines, kinds) for kinds in CARD]
    chosen[1] = chosen[1] or finders()[0]  # always someone to talk to
    return tuple(line for line in chosen if line)


def of_country(*, country: str, today: date) -> tuple[HelplineShown, ...]:
    """Every line of one country; none for a country we know nothing of."""
    return _shown(country.upper(), today)


def directory(*, today: date) -> tuple[CountryShown, ...]:
    """Every country and its lines, countries in the order of their names."""
    shown = [CountryShown(code, str(name), _shown(code, today)) for code, name in countries.NAMES.items()]
    return tuple(sorted(shown, key=lambda country: country.name.casefold()))


def finders() -> tuple[HelplineShown, ...]:
    """Three places that know the lines of nearly every country."""
    day, label = _read().checked_on, str(KINDS["finder"])
    return tuple(
        HelplineShown(
            kind="finder", kind_label=label, name=name, url=url, note=str(NOTES.get(note, "")), checked_on=day
        )
        for name, url, note in FINDERS
    )


def _first(lines: tuple[HelplineShown, ...], kinds: tuple[str, ...]) -> HelplineShown | None:
    """The first line of the first kind there is, one that can be called or written to before one that is only a page."""
    fitting = next((found for kind in kinds if (found := [line for line in lines if line.kind == kind])), [])
    return next((line for line in fitting if line.tel or line.text), fitting[0] if fitting else None)


def _shown(country: str, today: date) -> tuple[HelplineShown, ...]:
    lines = (_show(line, today) for line in _read().countries.get(country, ()))
    return tuple(line for line in lines if line.tel or line.text or line.url)


def _show(line: _Line, today: date) -> HelplineShown:
    sure = line.kind == "emergency" or (line.certainty != "C" and today - line.checked_on <= GOOD_FOR)
    tel = line.tel if sure else ""
    return HelplineShown(
        kind=line.kind, kind_label=str(KINDS[line.kind]), name=line.name or _("Emergency number"),
        tel=tel, tel_href="tel:" + re.sub(r"[^0-9*#+]", "", tel) if tel else "", text=_text(line.text) if sure else "",
        hours=_("Day and night") if sure and line.hours == "always" else "", languages=line.languages,
        url=line.url, note=str(NOTES.get(line.note, "")) if sure else "", checked_on=line.checked_on,
    )  # fmt: skip


def _text(kept: str) -> str:
    """As a sentence: a number, or a word and a number ("HOME to 741741")."""
    word, _to, number = kept.rpartition(" to ")
    if word:
        return _("Text %(word)s to %(number)s") % {"word": word, "number": number}
    return _("Text %(number)s") % {"number": number} if number else ""


@cache
def _read() -> _List:
    """The list, from its file. It comes with the program, so a mistake in it is ours and may raise."""
    whole = tomllib.loads(LIST.read_text(encoding="utf-8"))
    day: date = whole.pop("checked_on")
    return _List(day, {country: _lines(part, day) for country, part in whole.items()})


def _lines(part: dict[str, Any], day: date) -> tuple[_Line, ...]:
    return tuple(
        _Line(**{"checked_on": day, **raw, "languages": tuple(raw.get("languages", part["languages"]))})
        for raw in part["lines"]
    )
