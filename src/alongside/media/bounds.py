"""What a picture may weigh, which sizes are made of it, and how it is refused. Knows no decoder: every page may ask it."""

from django.utils.translation import gettext as _

from alongside.ground.errors import Refused

MOST_BYTES = 15 * 1024 * 1024
SIZES = (480, 960, 1600)
FORMATS = {"webp": "WEBP", "jpg": "JPEG"}


class NotAPicture(Refused):
    """What was sent cannot be kept as a picture; the sentence says why and what to do."""

    status = 422


def check_size(count: int) -> None:
    """Raises `NotAPicture` for no bytes at all, or more than we take."""
    if not count:
        raise NotAPicture(_("This file is empty. Choose the picture once more."), field="picture")
    if count > MOST_BYTES:
        raise too_large()


def too_large() -> NotAPicture:
    """The refusal of a file that is too heavy."""
    return NotAPicture(
        _("This picture is larger than we can take: 15 MB at most. Most phones can send a smaller copy."),
        field="picture",
    )
