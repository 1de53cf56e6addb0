"""What the gate may know about the family a text is meant for. Everything is optional."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.gate.verdict import LABELS

IMAGES = frozenset(("angel", "heaven", "star", "rainbow", "butterfly"))
"""Images of the dead that a family may welcome, or not."""
HOST_LABELS = tuple(label for label in LABELS if label != "crisis")
"""What a host's rule can be evidence of. Not distress: who may be in danger is not for a list of a few words to say."""
_FAMILIES = frozenset(f"H{number:02d}" for number in range(1, 31))
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

    `label` is one of HOST_LABELS, or ValueError is raised; `family` may name a hurtful family. `weight` of 0.5 or more
    moves a text out of the open lane (for label "hurt" to the gentle lane, otherwise to the safety lane). What lies on a
    phrase of `unless` does not count.
    """

    id: str
    phrases: tuple[str, ...]
    label: str = "hurt"
    family: str = ""
    weight: float = 0.7
    why: str = "The people who run this site asked to look at words like these first."
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _settle(self, ("phrases", "unless"), tuple)
        if self.label not in HOST_LABELS:
            raise ValueError(f"a rule of a host can have as label only {', '.join(HOST_LABELS)}, not {self.label!r}")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The family's vocabulary and choices, as far as they are known.

    `images` names the images the family welcomes ("angel", "heaven", "star", "rainbow", "butterfly"): a set means these
    and no others, None means the family has not said. `faith` is True when words of faith are welcome, False when they
    are not, None when the family has not said. `off` families are not looked for; `shown` ones are recorded and shown;
    `held` ones always wait in the gentle lane. Lists and sets of any sort are welcome. TypeError is raised for one text
    where several are meant and for a `faith` of another sort, ValueError for an image or a family that there is not.
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

    def __post_init__(self) -> None:
        _settle(self, ("languages", "child_words", "remembered", "family", "rules"), tuple)
        _settle(self, ("images", "off", "shown", "held"), frozenset)
        if self.faith not in (True, False, None):
            raise TypeError(f"faith is True, False or None, not {self.faith!r}")
        unknown = sorted((self.images or frozenset()) - IMAGES) + sorted(
            (self.off | self.shown | self.held) - _FAMILIES
        )
        if unknown:
            raise ValueError(f"there is no image and no family {unknown[0]!r}")


def _settle(told: object, names: Iterable[str], kind: Callable[[Iterable[object]], object]) -> None:
    """Makes what was given as any sort of list into what can be remembered. Raises TypeError for a single text."""
    for name in names:
        given = getattr(told, name)
        if isinstance(given, str):
            raise TypeError(f"{name} takes several texts, not one: ({given!r},)")
        if given is not None:
            object.__setattr__(told, name, kind(given))


NOWHERE = Surroundings()
"""Nothing is known about the family."""
