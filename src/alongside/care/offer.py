"""What to offer a writer for which sign of distress (tiers as the gate names them: none, 0, 1, 2, 3, D, M)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from alongside.care import helplines
from alongside.care.helplines import HelplineShown


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether to set the card in front of the writer, above which sentence, and the lines on it.

    `step_forward` is false for grief in its usual words: the card stays where it always is, and nothing pops up.
    """

    step_forward: bool
    sentence: str
    lines: tuple[HelplineShown, ...]


def offer(*, crisis: str, country: str, today: date) -> Offer:
    """The offer for a tier of crisis in a country. Shown after the words are kept, never instead of keeping them."""
    return Offer(crisis in {"2", "3", "M"}, _sentence(crisis), helplines.card(country=country, today=today))


def _sentence(crisis: str) -> str:
    if crisis == "3":
        return _("Your words are kept. If you are in danger now, please call the first number. Someone will answer.")
    if crisis == "2":
        return _("Your words are kept. If it is too much to carry alone, someone is there to listen.")
    if crisis == "M":
        return _("This can need help soon. Please call your maternity unit, or the emergency number, now.")
    return ""
