"""Every part in every state, by name. The style guide shows them; the browser tests look at each.

All people are invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from alongside.web.parts import example_forms
from alongside.web.parts import example_words as words

_LETTING = {"csrf_token": words.TOKEN, "near_url": "#", "never_url": "#", "thank_url": "#"}
_TOKEN = {"csrf_token": words.TOKEN}
_PRESS = {"action": "#", **_TOKEN}
_LOOKS = {"kind": "cards", "printed": "row", "name": "short"}


@dataclass(frozen=True)
class Example:
    """One part in one state. `inside`: the element and class that the part expects around it ("ol.held-list")."""

    part: str
    state: str
    given: Mapping[str, object] = field(default_factory=dict)
    inside: str = ""

    @property
    def id(self) -> str:
        """Its anchor in the style guide."""
        return f"{self.part}-{self.state}".replace("_", "-").replace(" ", "-")

    @property
    def template(self) -> str:
        """The part's template."""
        return f"parts/{self.part}.html"


FAMILY = (
    Example("space_face", "one", {"space": words.SPACE}),
    Example("space_face", "two", {"space": words.SPACE_TWINS}),
    Example("space_face", "no name", {"space": words.SPACE_NAMELESS}),
    Example("space_face", "right to left", {"space": words.SPACE_ARABIC}),
    Example("space_card", "one", {"space": words.SPACE, "url": "#"}, "ul.space-cards"),
    Example("remembered", "with a line", {"one": words.LINA}),
    Example("remembered", "small", {"one": words.TWINS[0], "small": True}),
    Example("letter", "published", {"letter": words.LETTER, "audience": True}),
    Example("letter", "right to left", {"letter": words.LETTER_RTL}),
    Example(
        "person", "keeper", {"person": words.MIRA, "press_url": "#", "press_label": "Let go", **_TOKEN}, "ul.people"
    ),
    Example("person", "invited", {"person": words.LAYLA}, "ul.people"),
)
MESSAGES = (
    Example("message", "words", {"message": words.WORDS}),
    Example("message", "with what may be done", {"message": words.CANDLE, **_LETTING}),
    Example("message", "right to left", {"message": words.ARABIC, **_LETTING}),
    Example("message", "no name", {"message": words.NAMELESS}),
    Example("message", "long and kept near", {"message": words.LONG, **_LETTING}),
    Example("message", "set aside", {"message": words.GENTLE}),
    Example("message_folded", "words", {"message": words.WORDS, **_LETTING}),
    Example("message_folded", "right to left", {"message": words.ARABIC}),
    Example("message_folded", "candle", {"message": words.CANDLE}),
    Example("names", "alone", {"names": words.NAMES, "label": "Those who wrote"}),
    Example("thanks", "from two", {"thanks": words.THANKS}),
    Example("receipt", "kept", words.KEPT),
    Example("receipt", "thanked", {"message": words.LONG, "state": "They have read your words."}),
)
READING = (
    Example("pace", "a little", {"choices": words.PACES, "now": "a_little", **_PRESS}),
    Example("pager", "more", {"more_url": "#", "enough_url": "#"}),
    Example("pager", "no more", {"enough_url": "#", **_TOKEN}),
    Example("empty", "nothing yet", words.QUIET),
    Example("audience", "narrow", {"label": "Only the family"}),
    Example("notice", "calm", {"text": "Your letter is kept. Nobody else can see it yet."}),
    Example("notice", "care", words.NOT_ALONE),
    Example("notice", "danger", words.NOT_UNDONE),
    Example("helplines", "three", {"lines": words.LINES}),
)
DESK = (
    Example("held", "safety", {"held": words.HELD}, "ol.held-list"),
    Example("held", "care", {"held": words.HELD_CARE}, "ol.held-list"),
)
FORMS = (
    Example("press", "quiet", {"label": "Not now", **_PRESS}),
    Example("press", "full", {"label": "Send", "style": "full", **_PRESS}),
    Example("press", "plain", {"label": "Keep near", "style": "plain", **_PRESS}),
    Example("press", "danger", {"label": "Close this page for good", "style": "danger", **_PRESS}),
    Example("steps", "second", {"steps": words.STEPS}),
    Example("draft", "before anything is typed"),
)


def examples() -> list[Example]:
    """All of them, in the order of the style guide."""
    return [*FAMILY, *MESSAGES, *READING, *DESK, *FORMS, *_fields()]


def _fields() -> Iterator[Example]:
    """Each kind of field as it is first seen, filled, and with something to mend; then what is to mend at the top."""
    for state, form in example_forms.states():
        for name in form.fields:
            yield Example("field", f"{name} {state}", {"field": form[name], "look": _LOOKS.get(name, "")}, "form.form")
        if form.is_bound:
            yield Example("error_summary", state, {"form": form})
