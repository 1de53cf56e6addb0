"""What a space says of itself and how it is set: every change a family makes to its own page, one verb for each.

A keeper may do all of it; a helper may while they prepare the space and no keeper has seen it. `shaper` proves which.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.people.models import Person
from alongside.spaces import access, opening
from alongside.spaces.access import Helper, Keeper
from alongside.spaces.models import Remembered, Role, Space, Visibility, Vocabulary
from alongside.spaces.opening import OneRemembered

LONGEST_ALT = opening.LONGEST_LINE
IMAGES = ("angel", "star", "rainbow", "butterfly", "heaven")
FAMILIES = tuple(f"H{number:02d}" for number in range(1, 31))
WISHES = ("show", "hold")


class CannotTell(Refused):
    """Something the space is to say or to do cannot be kept as it is; the sentence says what to change."""

    status = 422


@dataclass(frozen=True, slots=True)
class Shaper(Helper):
    """May change what the space says: one who keeps it, or a helper while nobody of the family has seen it."""


@dataclass(frozen=True, slots=True)
class Words:
    """The family's own words and what it welcomes. `faith` None: they have not said."""

    child_word: str = ""
    event_words: str = ""
    parent_words: str = ""
    faith: bool | None = None
    images: tuple[str, ...] = ()


def shaper(*, slug: str, person: Person | None) -> Shaper:
    """Prove that `person` may change what the space says. Raises `NotThere` otherwise."""
    found = access.helper(slug=slug, person=person)
    if not isinstance(found, Keeper) and found.space.is_seen:
        raise NotThere
    return Shaper(found.space, found.person, found.membership)


def say(*, shaper: Shaper, title: str, remembered: Sequence[OneRemembered]) -> None:
    """Set the title and those who are remembered, in this order. Raises `CannotOpen` or `NotADate`."""
    opening.check_title(title)
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(title=title.strip())
        Remembered.objects.filter(space=shaper.space).delete()
        Remembered.objects.bulk_create(opening.remembered_rows(shaper.space, remembered))


def choose_words(*, shaper: Shaper, words: Words) -> None:
    """Set the family's own words, which the system repeats. Raises `CannotTell` or `CannotOpen`."""
    for name in ("child_word", "event_words", "parent_words"):
        opening.check_line(getattr(words, name), opening.LONGEST_WORD, field=name)
    if not set(words.images) <= set(IMAGES):
        raise CannotTell(_("Choose among the images that are listed."), field="images")
    with store.write():
        Vocabulary.objects.filter(space=shaper.space).update(
            child_word=words.child_word.strip(), event_words=words.event_words.strip(),
            parent_words=words.parent_words.strip(), faith_welcome=words.faith,
            images_welcome=[image for image in IMAGES if image in words.images],
        )  # fmt: skip


def choose_spared(*, shaper: Shaper, wishes: Mapping[str, str]) -> None:
    """Say which families of hurtful phrases to show or to set apart; what is not named keeps its default.

    Families are "H01" to "H30", wishes "show" or "hold". It holds for what arrives from now on. Raises `CannotTell`.
    """
    if not set(wishes) <= set(FAMILIES) or not set(wishes.values()) <= set(WISHES):
        raise CannotTell(_("Choose for each whether it is shown or set apart."))
    with store.write():
        Vocabulary.objects.filter(space=shaper.space).update(hurt_families=dict(wishes))


def choose_visibility(*, shaper: Shaper, visibility: str, may_be_found: bool, shows_messages: bool) -> None:
    """Say who can open the page, whether it may be found, and whether messages stand on it. Raises `CannotTell`.

    A page that is not public cannot be found, whatever is ticked.
    """
    if visibility not in Visibility.values:
        raise CannotTell(_("Choose who can open the page: private, link or public."), field="visibility")
    found = may_be_found and visibility == Visibility.PUBLIC
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(
            visibility=visibility, may_be_found=found, shows_messages=shows_messages
        )


def make_new_link(*, shaper: Shaper) -> str:
    """Make a new family link and return its secret; the old one stops opening the page at once."""
    key = ids.new_token()
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(link_key=key)
    return key


def choose_agreement(*, shaper: Shaper, letters_need_agreement: bool) -> None:
    """Say whether a letter needs a second keeper's agreement before it is published."""
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(letters_need_agreement=letters_need_agreement)


def choose_teaching(*, shaper: Shaper, teaches_gate: bool) -> None:
    """Say whether what is decided about texts to this space may be used, without names, to teach the gate.

    Only the family says yes to that. Raises `CannotTell` for a helper who prepares the space.
    """
    if teaches_gate and shaper.membership.role != Role.KEEPER:
        raise CannotTell(_("Only the family itself can say yes to this."), field="teaches_gate")
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(teaches_gate=teaches_gate)


def choose_place(*, shaper: Shaper, language: str, time_zone: str, country: str) -> None:
    """Set the language the family writes in (a BCP 47 tag), their time zone (IANA) and country (ISO 3166-1, or none).

    Raises `CannotTell`.
    """
    check_place(language=language, time_zone=time_zone, country=country)
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(language=language, time_zone=time_zone, country=country)


def check_place(*, language: str, time_zone: str, country: str) -> None:
    """Raises `CannotTell` for a language, a time zone or a country that cannot be one."""
    if not language.replace("-", "").isascii() or not language.replace("-", "").isalnum() or len(language) > 12:
        raise CannotTell(_("Choose the language from the list."), field="language")
    if time_zone not in available_timezones():
        raise CannotTell(_("There is no such time zone. Choose one from the list."), field="time_zone")
    if country and not (len(country) == 2 and country.isascii() and country.isalpha() and country.isupper()):
        raise CannotTell(_("Choose the country from the list."), field="country")


def set_picture(*, shaper: Shaper, name: str, alt: str) -> None:
    """Say which of the space's pictures stands on its page ("": none), and in words what is to be seen on it.

    The media room makes the picture and names it. Raises `CannotOpen` for words that are too long.
    """
    opening.check_line(alt, LONGEST_ALT, field="alt")
    with store.write():
        Space.objects.filter(pk=shaper.space.pk).update(picture=name, picture_alt=alt.strip())
