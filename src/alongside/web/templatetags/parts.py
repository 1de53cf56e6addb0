"""The few things that a template cannot find out by itself: about a form field, and where the style sheet is."""

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import reverse
from django.utils.safestring import SafeString

from alongside.web import styles

register = template.Library()

SHAPES = {"checkbox": "tick", "radioselect": "choices", "checkboxselectmultiple": "choices", "dateparts": "date"}
DIRECTIONS = {"text": "auto", "textarea": "auto", "search": "auto", "email": "ltr", "url": "ltr"}


@register.simple_tag
def shape_of(field: BoundField) -> str:
    """Which of the four layouts a field needs: "tick", "choices", "date" or "box"."""
    return SHAPES.get(field.widget_type, "box")


@register.simple_tag
def hint_of(field: BoundField, hint: str = "") -> str:
    """The sentence under the label: what the page gave, else the field's own help text."""
    return hint or str(field.help_text)


@register.simple_tag
def first_control(field: BoundField) -> str:
    """The id an error links to: the control itself, or the first one of a group."""
    return field.id_for_label if shape_of(field) in {"box", "tick"} else f"{field.auto_id}_0"


@register.simple_tag
def control(field: BoundField, hint: str = "") -> SafeString:
    """The widget, tied to its hint and to its errors, in the direction of what is typed into it."""
    described = [f"{field.auto_id}_hint"] * bool(hint_of(field, hint)) + [f"{field.auto_id}_error"] * bool(field.errors)
    attrs: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if field.errors:
        attrs["aria-invalid"] = "true"
    if direction := DIRECTIONS.get(field.widget_type):
        attrs["dir"] = direction
    return field.as_widget(attrs=attrs)


@register.simple_tag
def stylesheet() -> str:
    """The address of the style sheet as it is now."""
    if settings.FOR_DEVELOPERS:
        styles.look_again()
    return reverse("look", args=[styles.digest()])
