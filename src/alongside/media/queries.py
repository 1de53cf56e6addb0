"""What pages ask of the media room."""

from alongside.ground.errors import NotThere
from alongside.media import bounds, shelf
from alongside.media.models import Picture
from alongside.spaces.access import Guest

TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}
FILES = {f"{size}.{end}": TYPES[end] for size in bounds.SIZES for end in bounds.FORMATS}


def rendition(*, guest: Guest, name: str, file: str) -> tuple[bytes, str]:
    """One rendition ("960.webp") of a space's picture and its media type, for whoever may open the space.

    Raises `NotThere`; the original is nobody's to fetch.
    """
    if file not in FILES:
        raise NotThere
    if not Picture.objects.filter(space=guest.space, name=name).exists():
        raise NotThere
    found = shelf.read(name, file)
    if found is None:
        raise NotThere
    return found, FILES[file]
