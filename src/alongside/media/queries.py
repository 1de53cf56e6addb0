"""What pages ask of the media room."""

from alongside.ground.errors import NotThere
from alongside.media import renditions, shelf
from alongside.media.models import Picture
from alongside.spaces.access import Guest

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}


def rendition(*, guest: Guest, name: str, size: int, extension: str) -> bytes:
    """One rendition of a space's picture, for whoever may open the space. Raises `NotThere`."""
    if size not in renditions.SIZES or extension not in TYPES:
        raise NotThere
    if not Picture.objects.filter(space=guest.space, name=name).exists():
        raise NotThere
    found = shelf.read(name, f"{size}.{extension}")
    if found is None:
        raise NotThere
    return found
