"""Pictures: what is taken in, what of it stays behind, and what a broken or hostile file gets."""

import io
import struct
import zlib

import pytest
from django.conf import settings
from PIL import Image, ImageCms, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from alongside.ground.errors import NotThere
from alongside.media import bounds, queries, renditions, shelf, space_picture, taking_in
from alongside.media.models import Picture
from alongside.spaces import access, telling
from alongside.spaces.models import Space
from tests import given
from tests.given import NOW

SECRET = b"Seaview Road 7"


@pytest.fixture(autouse=True)
def _own_shelf(tmp_path):
    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, str(tmp_path)
    yield
    settings.MEDIA_ROOT = before


def a_picture(width=200, height=100, mode="RGB"):
    """Red on the left, blue on the right, so that one sees which way it stands."""
    picture = Image.new(mode, (width, height), "blue")
    ImageDraw.Draw(picture).rectangle((0, 0, width // 2, height), fill="red")
    return picture


def saved(picture, form="JPEG", **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def exif(orientation=1):
    tags = Image.Exif()
    tags[Base.Orientation] = orientation
    tags[Base.ImageDescription] = SECRET.decode()
    tags.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    tags.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = SECRET
    return tags.tobytes()


def opened(data):
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def colour_at(picture, x, y):
    red, _green, blue = picture.convert("RGB").getpixel((x, y))
    return "red" if red > blue else "blue"


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {"exif": exif(), "comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}),
        ("WEBP", {"exif": exif(), "xmp": b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"}),
        ("PNG", {"exif": exif()}),
        ("GIF", {"comment": SECRET}),
    ],
)
def test_nothing_but_the_picture_is_kept(form, options):
    data = saved(a_picture(), form, **options)
    assert SECRET in data
    for name, kept in renditions.make(data).files.items():
        assert SECRET not in kept, name
        assert b"Exif" not in kept, name
        assert not opened(kept).getexif(), name
        assert not set(opened(kept).info) & {"exif", "xmp", "comment", "icc_profile", "photoshop"}, name


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_as_its_camera_held_it(orientation):
    files = renditions.make(saved(a_picture(), exif=exif(orientation))).files
    turned = {1: "red", 2: "blue", 3: "blue", 4: "red"}
    for kept in files.values():
        picture = opened(kept)
        if orientation in turned:
            assert picture.width > picture.height
            assert colour_at(picture, 10, 50) == turned[orientation]
        else:
            assert picture.height > picture.width
            assert colour_at(picture, 50, 10) == {5: "red", 6: "red", 7: "blue", 8: "blue"}[orientation]


@pytest.mark.parametrize(
    ("side", "sizes"), [(300, (300, 300, 300)), (1000, (480, 960, 1000)), (2000, (480, 960, 1600))]
)
def test_sizes_are_what_pages_need_and_never_larger_than_the_original(side, sizes):
    made = renditions.make(saved(a_picture(side, side // 2)))
    assert (made.width, made.height) == (side, side // 2)
    for name, wanted in zip(bounds.SIZES, sizes, strict=True):
        for end in ("webp", "jpg"):
            assert opened(made.files[f"{name}.{end}"]).size == (wanted, wanted // 2)


def test_a_very_large_photograph_is_kept_at_the_size_of_a_printed_page():
    made = renditions.make(saved(a_picture(6000, 3000)))
    assert (made.width, made.height) == (4000, 2000)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "RGBA", "P", "LA", "1", "I;16"])
def test_every_kind_of_picture_is_shown_in_both_formats(mode):
    forms = {"CMYK": "JPEG"}
    picture = Image.new("I;16", (64, 64), 40_000) if mode == "I;16" else a_picture(64, 64).convert(mode)
    files = renditions.make(saved(picture, forms.get(mode, "PNG"))).files
    assert opened(files["480.webp"]).size == opened(files["480.jpg"]).size == (64, 64)
    if mode == "I;16":
        assert opened(files["480.jpg"]).convert("L").getpixel((9, 9)) == pytest.approx(40_000 / 256, abs=4)


def test_what_shines_through_is_white_where_a_format_cannot_shine():
    files = renditions.make(saved(Image.new("RGBA", (64, 64), (255, 0, 0, 0)), "PNG")).files
    assert opened(files["480.jpg"]).getpixel((9, 9)) == (255, 255, 255)
    assert opened(files["480.webp"]).getpixel((9, 9))[3] == 0


def test_a_colour_profile_is_applied_and_left_out():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    files = renditions.make(saved(a_picture(), icc_profile=profile)).files
    assert colour_at(opened(files["480.jpg"]), 10, 50) == "red"
    assert renditions.make(saved(a_picture(), icc_profile=b"no profile at all")).files


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue", "green")]
    for form in ("GIF", "WEBP", "PNG"):
        data = saved(frames[0], form, save_all=True, append_images=frames[1:])
        kept = opened(renditions.make(data).files["480.webp"])
        assert getattr(kept, "n_frames", 1) == 1
        assert colour_at(kept, 30, 30) == "red"


def a_bomb(width, height):
    """A PNG that says it is enormous, in few bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"hello", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a picture"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture"),
        (b"GIF89a<script>alert(1)</script>", "not a picture"),
        (b"%PDF-1.7 a page", "not a picture"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64, "HEIC"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 64, "not a picture"),
        (saved(a_picture())[:900], "broken"),
        (saved(a_picture(), "PNG")[:60], "broken"),
        (a_bomb(50_000, 50_000), "64 million"),
        (a_bomb(9_000, 9_000), "64 million"),
        (saved(Image.new("RGB", (1, 1))), "too small"),
        (saved(a_picture(), "TIFF"), "not a picture"),
        (saved(a_picture(), "BMP"), "not a picture"),
        (b"\0" * (bounds.MOST_BYTES + 1), "15 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
def test_what_cannot_be_kept_gets_one_plain_sentence(data, says):
    with pytest.raises(bounds.NotAPicture) as refused:
        renditions.make(data)
    assert says in refused.value.sentence
    assert refused.value.status == 422
    assert refused.value.field == "picture"


def test_whatever_follows_a_picture_in_its_file_stays_behind():
    data = saved(a_picture()) + b"<script>alert(1)</script>PK\x03\x04" + SECRET
    assert not any(b"script" in kept or SECRET in kept for kept in renditions.make(data).files.values())


def shaper_of(space):
    return telling.shaper(slug=space.slug, person=given.a_person("Mira"))


def shelves():
    return sorted(path.name for path in shelf.Path(settings.MEDIA_ROOT).glob("*/*"))


@pytest.mark.django_db
def test_a_picture_is_named_at_random_and_found_by_those_who_may_open_the_space():
    space = given.a_space()
    picture = taking_in.take_in(space=space, file=io.BytesIO(saved(a_picture())), now=NOW)
    assert len(picture.name) >= 22
    data, content_type = queries.rendition(guest=given.a_guest(space), name=picture.name, file="960.webp")
    assert content_type == "image/webp"
    assert opened(data).size == (200, 100)


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["original.jpg", "original.png", "961.webp", "960.svg", "../960.webp", "", "960"])
def test_only_the_sizes_of_pages_can_be_fetched(file):
    space = given.a_space()
    picture = taking_in.take_in(space=space, file=io.BytesIO(saved(a_picture())), now=NOW)
    with pytest.raises(NotThere):
        queries.rendition(guest=given.a_guest(space), name=picture.name, file=file)


@pytest.mark.django_db
def test_a_picture_is_not_there_under_another_space():
    mine, theirs = given.a_space(), given.a_space("noor", keeper="Noor")
    picture = taking_in.take_in(space=mine, file=io.BytesIO(saved(a_picture())), now=NOW)
    for name in (picture.name, "../lina", "", "..", "/etc/passwd"):
        with pytest.raises(NotThere):
            queries.rendition(guest=given.a_guest(theirs), name=name, file="480.jpg")


@pytest.mark.django_db
def test_a_new_picture_takes_the_place_of_the_old_one_and_its_files_go(django_capture_on_commit_callbacks):
    space = given.a_space()
    for alt in ("a hand", "a hand and a finger"):
        with django_capture_on_commit_callbacks(execute=True):
            space.refresh_from_db()
            newest = space_picture.put_up(
                shaper=shaper_of(space), file=io.BytesIO(saved(a_picture())), alt=alt, now=NOW
            )
    space.refresh_from_db()
    assert (space.picture, space.picture_alt) == (newest.name, "a hand and a finger")
    assert list(Picture.objects.values_list("name", flat=True)) == shelves() == [newest.name]
    with django_capture_on_commit_callbacks(execute=True):
        space_picture.take_down(shaper=shaper_of(space))
    assert (Space.objects.get().picture, Picture.objects.count(), shelves()) == ("", 0, [])


@pytest.mark.django_db
def test_a_picture_that_cannot_be_named_leaves_nothing_behind():
    space = given.a_space()
    unwritable = "\ud800"  # half a character: the database cannot take it
    with pytest.raises(UnicodeEncodeError):
        space_picture.put_up(shaper=shaper_of(space), file=io.BytesIO(saved(a_picture())), alt=unwritable, now=NOW)
    assert (Picture.objects.count(), shelves()) == (0, [])


@pytest.mark.django_db
def test_a_refused_picture_leaves_the_one_that_is_there():
    space = given.a_space()
    kept = space_picture.put_up(shaper=shaper_of(space), file=io.BytesIO(saved(a_picture())), alt="a hand", now=NOW)
    with pytest.raises(bounds.NotAPicture):
        space_picture.put_up(shaper=shaper_of(space), file=io.BytesIO(b"no picture"), alt="", now=NOW)
    space.refresh_from_db()
    assert (space.picture, space.picture_alt) == (kept.name, "a hand")
    assert access.guest(slug=space.slug)
