"""A date in three boxes, any of which but the year may stay empty: for those who know the day, the month or the year.

The value is the text that `ground.partial` keeps: "2026-03-14", "2026-03", "2026" or "".
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from alongside.ground import partial
from alongside.ground.errors import Refused

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a name of the type checker's alone


class DateParts(forms.MultiWidget):
    """Day and year as short boxes, the month by its name: no calendar to page through, no order to guess."""

    template_name = "parts/date_parts.html"

    def __init__(self) -> None:
        number = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            widgets={
                "day": forms.TextInput({**number, "maxlength": 2}),
                "month": forms.Select(choices=[("", "–"), *MONTHS.items()]),
                "year": forms.TextInput({**number, "maxlength": 4}),
            }
        )

    def decompress(self, value: str | None) -> list[str]:
        """Take a kept date apart."""
        year, month, day = (*(value or "").split("-"), "", "")[:3]
        return [day.lstrip("0"), month.lstrip("0"), year]


class DatePartsField(forms.MultiValueField):
    """Returns the date as kept text; refuses days that do not exist, and a day without its month and year."""

    widget = DateParts

    def __init__(
        self, *, label: "str | _StrPromise" = "", help_text: "str | _StrPromise" = "", required: bool = False
    ) -> None:
        fields = [forms.CharField(required=False) for _part in range(3)]
        super().__init__(fields, label=label, help_text=help_text, required=required, require_all_fields=False)

    def compress(self, data_list: Sequence[str]) -> str:
        """Put the three together. Raises `ValidationError` in words that say what is missing."""
        day, month, year = (*data_list, "", "", "")[:3]
        if not year and (day or month):
            raise ValidationError(_("Please add the year, or leave the date empty."))
        if day and not month:
            raise ValidationError(_("Please add the month, or leave the day empty."))
        if not year:
            return ""
        try:
            kept = partial.read("-".join(part for part in (year, month, day) if part))
        except Refused:
            raise ValidationError(_("There is no such day.")) from None
        if not kept[:4].isdecimal() or (day and len(kept) != 10):
            raise ValidationError(_("Please write the date in numbers, the year with four."))
        return kept
