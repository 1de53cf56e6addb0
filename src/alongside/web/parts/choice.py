"""A choice with a second line beneath it, for radio fields."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Choice:
    """Use as the label of a field's choice: `("candle", Choice(_("A candle"), _("Without any words.")))`."""

    label: str | Promise
    hint: str | Promise = ""

    def __str__(self) -> str:
        return str(self.label)
