"""The one style sheet: `static/css/alongside.css` with its imports written out, so that a page asks once.

There is no build step: the sheet is put together when it is first asked for. Order and layers are declared in that file.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "css" / "alongside.css"

_IMPORT = re.compile(r'^@import url\("(?P<file>[\w./-]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


@cache
def sheet() -> str:
    """Return the whole style sheet: each imported file in its layer, without comments and indentation."""
    written_out = _IMPORT.sub(_layer, SHEET.read_text(encoding="utf-8"))
    return _INDENT.sub("\n", _COMMENT.sub("", written_out)).strip() + "\n"


@cache
def digest() -> str:
    """Twelve letters that change when the sheet does: they stand in its address."""
    return hashlib.sha256(sheet().encode()).hexdigest()[:12]


def look_again() -> None:
    """Read the files anew when the sheet is next asked for: for a developer who is changing them."""
    sheet.cache_clear()
    digest.cache_clear()


def files() -> list[Path]:
    """The files the sheet is made of, in order."""
    return [SHEET, *(SHEET.parent / found["file"] for found in _IMPORT.finditer(SHEET.read_text(encoding="utf-8")))]


def _layer(found: re.Match[str]) -> str:
    words = (SHEET.parent / found["file"]).read_text(encoding="utf-8")
    return f"@layer {found['layer']} {{\n{words}\n}}"
