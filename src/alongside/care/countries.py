"""The countries whose helplines we know, by their names in the reader's language, and a guess at the reader's own."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

NAMES = {
    "AE": _("United Arab Emirates"), "AR": _("Argentina"), "AT": _("Austria"), "AU": _("Australia"), "BE": _("Belgium"),
    "BR": _("Brazil"), "CA": _("Canada"), "CH": _("Switzerland"), "CL": _("Chile"), "CN": _("China"), "CO": _("Colombia"),
    "CZ": _("Czechia"), "DE": _("Germany"), "DK": _("Denmark"), "EG": _("Egypt"), "ES": _("Spain"), "FI": _("Finland"),
    "FR": _("France"), "GB": _("United Kingdom"), "GR": _("Greece"), "HK": _("Hong Kong"), "HU": _("Hungary"),
    "ID": _("Indonesia"), "IE": _("Ireland"), "IL": _("Israel"), "IN": _("India"), "IS": _("Iceland"), "IT": _("Italy"),
    "JP": _("Japan"), "KE": _("Kenya"), "KR": _("South Korea"), "LU": _("Luxembourg"), "MX": _("Mexico"),
    "MY": _("Malaysia"), "NG": _("Nigeria"), "NL": _("Netherlands"), "NO": _("Norway"), "NP": _("Nepal"),
    "NZ": _("New Zealand"), "PE": _("Peru"), "PH": _("Philippines"), "PK": _("Pakistan"), "PL": _("Poland"),
    "PT": _("Portugal"), "RO": _("Romania"), "SE": _("Sweden"), "SG": _("Singapore"), "SK": _("Slovakia"),
    "TH": _("Thailand"), "TR": _("Türkiye"), "TW": _("Taiwan"), "UA": _("Ukraine"), "US": _("United States"),
    "UY": _("Uruguay"), "ZA": _("South Africa"),
}  # fmt: skip

# Only where a language without its country leaves little doubt; English, Spanish and the like are at home in too many.
OF_LANGUAGE = {
    "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "fi": "FI", "he": "IL", "hu": "HU", "id": "ID", "is": "IS", "it": "IT",
    "ja": "JP", "ko": "KR", "lb": "LU", "nb": "NO", "ne": "NP", "nl": "NL", "nn": "NO", "no": "NO", "pl": "PL", "ro": "RO",
    "sk": "SK", "sv": "SE", "th": "TH", "tr": "TR", "uk": "UA",
}  # fmt: skip


def guess(*, languages: Sequence[str], otherwise: str = "") -> str:
    """The country that a reader's languages ("en-GB", "de") speak for, most wanted first; `otherwise` when none does."""
    for language in languages:
        parts = language.replace("_", "-").split("-")
        for region in parts[1:]:
            if region.upper() in NAMES:
                return region.upper()
        if len(parts) == 1 and parts[0].lower() in OF_LANGUAGE:
            return OF_LANGUAGE[parts[0].lower()]
    return otherwise.upper()
