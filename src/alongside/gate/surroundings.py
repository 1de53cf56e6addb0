"""What the gate may know about the family a text is meant for. Everything is optional."""

from dataclasses import dataclass

LANGUAGES = (
    "af", "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et", "eu", "fa",
    "fi", "fr", "ga", "gl", "gu", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "jv", "ka", "kk", "km", "kn",
    "ko", "ku", "la", "lg", "lo", "lt", "lv", "mi", "mk", "ml", "mn", "mr", "nl", "no", "or", "pa", "pl", "pt", "ro",
    "ru", "sk", "sl", "sn", "so", "sq", "sr", "st", "sv", "sw", "ta", "te", "th", "tk", "tl", "tn", "tr", "ts", "tt",
    "ug", "uk", "ur", "uz", "vi", "xh", "yi", "yo", "zh", "zu",
)  # fmt: skip
"""Languages that may be told when a host names none: all that are known (see `language`)."""


@dataclass(frozen=True, slots=True)
class HostRule:
    """A rule a host adds: phrases in the language of docs/gate/README.md, and what finding one of them means.

    `label` is one of the labels of a verdict; `family` may name a hurtful family. `weight` of 0.5 or more moves a text
    out of the open lane (for label "hurt" to the gentle lane, otherwise to the safety lane). What lies on a phrase of
    `unless` does not count.
    """

    id: str
    phrases: tuple[str, ...]
    label: str = "hurt"
    family: str = ""
    weight: float = 0.7
    why: str = "The people who run this site asked to look at words like these first."
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The family's vocabulary and choices, as far as they are known.

    `images` names the images the family welcomes ("angel", "heaven", "star", "rainbow", "butterfly"): a set means these
    and no others, None means the family has not said. `faith` is True when words of faith are welcome, False when they
    are not, None when the family has not said. `off` families are not looked for; `shown` ones are recorded and shown;
    `held` ones always wait in the gentle lane.
    """

    languages: tuple[str, ...] = LANGUAGES
    child_words: tuple[str, ...] = ()
    images: frozenset[str] | None = None
    faith: bool | None = None
    remembered: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    rules: tuple[HostRule, ...] = ()


NOWHERE = Surroundings()
"""Nothing is known about the family."""
