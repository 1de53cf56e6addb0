"""The style sheet: one file, small, in layers, readable by contrast, safe on phones of a few years ago."""

import gzip
import math
import re

import pytest

from alongside.web import styles

STATIC = styles.SHEET.parents[1]
FILES = styles.files()
MODES = ("light", "dark")
MOST_BYTES = 25_000

READ = [
    ("ink", paper, 7.0)
    for paper in ("paper", "paper-raised", "paper-sunk", "lamp-wash", "care-wash", "danger-wash", "mark")
]
READ += [
    ("ink-soft", paper, 4.5) for paper in ("paper", "paper-raised", "paper-sunk", "lamp-wash", "care-wash", "mark")
]
READ += [
    (link, paper, 4.5)
    for link in ("lamp", "lamp-strong", "care", "danger")
    for paper in ("paper", "paper-raised", "paper-sunk")
]
READ += [("lamp", "lamp-wash", 4.5), ("care", "care-wash", 4.5), ("danger", "danger-wash", 4.5)]
READ += [("on-lamp", "lamp", 4.5), ("on-lamp", "lamp-strong", 4.5), ("on-danger", "danger", 4.5)]
SEEN = [("edge", paper, 3.0) for paper in ("paper", "paper-raised", "paper-sunk")]

# What a phone of 2022 knows (Safari 15.4, Chrome 99); these came later and may be used only where nothing depends on them.
TOO_NEW = (
    r"light-dark\(", r"color-mix\(", r"@scope", r"@starting-style", r"anchor-name", r"@property", r"subgrid",
    r"\bfield-sizing", r"@view-transition", r"^\s*&", r"\bif\(",
)  # fmt: skip
PHYSICAL = (
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![-\w])(?:left|right|top|bottom|width|height)\s*:"
    r"|(?:text-align|float):\s*(?:left|right)"
)


def tokens(mode):
    """Colour tokens of one mode, as linear sRGB."""
    text = (styles.SHEET.parent / "tokens.css").read_text(encoding="utf-8")
    light, _, rest = text.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("@media (prefers-contrast: more)")[0]
    found = {}
    for part in (light, dark) if mode == "dark" else (light,):
        for name, *numbers in re.findall(r"--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)", part):
            found[name] = linear_srgb(*map(float, numbers))
    return found


def linear_srgb(lightness, chroma, hue):
    """OKLCH to linear sRGB (Björn Ottosson, 2020), clipped to what a screen can show."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    rgb = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return tuple(min(max(channel, 0.0), 1.0) for channel in rgb)


def contrast(one, other):
    """WCAG 2.2's contrast ratio of two colours."""
    light, dark = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does():
    black, white, grey = (linear_srgb(lightness, 0, 0) for lightness in (0, 1, 0.5999))
    assert contrast(black, white) == pytest.approx(21, abs=0.01)
    assert contrast(grey, white) == pytest.approx(3.95, abs=0.2)  # #808080 on white


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "paper", "least"), [*READ, *SEEN])
def test_contrast_of_what_is_read_and_of_what_is_used(ink, paper, least, mode):
    colours = tokens(mode)
    assert contrast(colours[ink], colours[paper]) >= least


def test_the_sheet_is_one_file_with_everything_in_its_layer():
    sheet = styles.sheet()
    assert "@import" not in sheet
    assert sheet.startswith("@layer reset, tokens, base, layout, components, utilities, print;")
    names = [path.name for path in FILES[1:]]
    assert len(names) == sheet.count("@layer") - 1
    assert sheet.count("{") == sheet.count("}")


def test_no_style_file_is_forgotten():
    written = {path for path in (STATIC / "css").rglob("*.css") if path.name != "styleguide.css"}
    assert written == set(FILES)


def test_style_and_scripts_of_a_page_are_small():
    scripts = "".join(path.read_text(encoding="utf-8") for path in (STATIC / "js").glob("*.js"))
    sent = len(gzip.compress(styles.sheet().encode())) + len(gzip.compress(scripts.encode()))
    assert sent < MOST_BYTES


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_only_what_phones_of_2022_know(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [found for rule in TOO_NEW if (found := re.search(rule, text, flags=re.MULTILINE))] == []


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_directions_are_logical_so_that_right_to_left_works_by_itself(path):
    text = re.sub(
        r"/\*.*?\*/|@media \([^)]*\)|@container \([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    assert re.findall(PHYSICAL, text) == []


def test_every_colour_is_a_token():
    for path in FILES:
        if path.name not in ("tokens.css", "print.css", "base.css"):
            text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(|oklch\(", text), path.name


def test_every_token_that_is_used_is_there():
    tokens_there = set(re.findall(r"(--[\w-]+)\s*:", styles.sheet()))
    used = set(re.findall(r"var\((--[\w-]+)[),]", styles.sheet()))
    assert used <= tokens_there
