"""From the bytes that somebody sent to the pictures that are shown: read by content, upright, with nothing else in them.

Pillow decodes and encodes. Pixels alone are carried over: EXIF (with its GPS coordinates), XMP, comments, colour profiles
(applied first) and further frames stay behind.
"""

import io
import logging
import threading
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, features

from alongside.media.bounds import FORMATS, SIZES, NotAPicture, check_size

log = logging.getLogger("alongside.media")

MOST_PIXELS = 64_000_000  # more than most phones make; as PNG, 64 million take some 500 MB while they are read
LEAST_SIDE = 16  # pixels: smaller ones are spacers and tracking dots
LONGEST_ORIGINAL = 4_000  # pixels: 34 cm in print at 300 dots an inch
READ = ("JPEG", "PNG", "WEBP", "GIF", *(("AVIF",) if features.check("avif") else ()))
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
ORIGINAL = "original"

_one_at_a_time = threading.Lock()  # the memory of one large picture is enough


@dataclass(frozen=True, slots=True)
class Made:
    """A picture in all its sizes: file names ("480.webp", "original.jpg") to bytes; the original's size in pixels."""

    files: dict[str, bytes]
    width: int
    height: int


def make(data: bytes) -> Made:
    """Return every rendition of the picture in `data`; none is larger than the original. Raises `NotAPicture`."""
    check_size(len(data))
    with _one_at_a_time:
        picture = _read(data)
        files = {f"{ORIGINAL}.{_extension(picture)}": _write(picture, best=True)}
        for size in SIZES:
            smaller = _within(picture, size)
            files |= {f"{size}.{end}": _write(smaller, form) for end, form in FORMATS.items()}
    return Made(files=files, width=picture.width, height=picture.height)


def _read(data: bytes) -> Image.Image:
    """Decode, upright, in sRGB, as RGB or RGBA. Whatever a broken or hostile file makes decoders raise is one refusal."""
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise NotAPicture(
            _("This is a HEIC photo, which we cannot read yet. Save or send it as JPEG, and choose that one."),
            field="picture",
        )
    try:
        return _decode(data)
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Image.UnidentifiedImageError:
        raise NotAPicture(
            _("This is not a picture that we can read. JPEG, PNG, WebP and GIF will do."), field="picture"
        ) from None
    except Exception as broken:  # noqa: BLE001 - decoders raise anything at all over a hostile file
        log.info("a picture could not be read: %s", type(broken).__name__)
        raise NotAPicture(
            _("This picture is broken: a part of it is missing or damaged. Choose another copy of it."), field="picture"
        ) from None


def _decode(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # odd metadata, which stays behind anyway
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            _check_pixels(opened.width, opened.height)
            opened.draft(None, _box(opened))  # a JPEG can be read at half its size, for a quarter of the memory
            picture = _plain(opened)
            profile = opened.info.get("icc_profile")
            picture.thumbnail((LONGEST_ORIGINAL, LONGEST_ORIGINAL), Image.Resampling.LANCZOS)
            picture = ImageOps.exif_transpose(picture)
    picture = _in_srgb(picture, profile)
    picture.info = {}
    return picture


def _box(picture: Image.Image) -> tuple[int, int]:
    """The width and height that a picture has when it is brought down to the longest that we keep."""
    scale = min(1.0, LONGEST_ORIGINAL / max(picture.size))
    return round(picture.width * scale), round(picture.height * scale)


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(width, height) < LEAST_SIDE:
        raise NotAPicture(_("This picture is too small to be seen. Choose a larger one."), field="picture")


def _too_many_pixels() -> NotAPicture:
    return NotAPicture(
        _("This picture is too wide or too high for us: 64 million dots at most. A smaller copy will do."),
        field="picture",
    )


def _plain(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something shines through; 16-bit greys are brought down to 8."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    see_through = picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    wanted = "RGBA" if see_through else "RGB"
    picture.load()
    return picture if picture.mode == wanted else picture.convert(wanted)


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Apply the colour profile that came with the picture, so that it can be left out; a broken one is ignored."""
    if not isinstance(profile, bytes) or not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return picture
    return turned or picture


def _within(picture: Image.Image, longest: int) -> Image.Image:
    """The picture, no side longer than `longest` pixels; never enlarged."""
    smaller = picture.copy()
    smaller.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return smaller


def _extension(picture: Image.Image) -> str:
    return "png" if picture.mode == "RGBA" else "jpg"


def _write(picture: Image.Image, form: str = "", *, best: bool = False) -> bytes:
    """Encode; `best` for the original, which is never sent to a page."""
    form = form or ("PNG" if picture.mode == "RGBA" else "JPEG")
    if form == "JPEG" and picture.mode == "RGBA":
        picture = _on_white(picture)
    out = io.BytesIO()
    options: dict[str, dict[str, object]] = {
        "WEBP": {"quality": 80, "method": 4},
        "JPEG": {"quality": 93 if best else 82, "progressive": True, "optimize": True},
        "PNG": {"compress_level": 6},
    }
    picture.save(out, form, **options[form])
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper
