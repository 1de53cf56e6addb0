"""The one style sheet: `static/css/alongside.css` with its imports written out, so that a page asks once.

There is no build step: the sheet is put together when the server starts. Order and layers are declared in that file.
"""

import re
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "css" / "alongside.css"

_IMPORT = re.compile(r'^@import url\("(?P<file>[\w./-]+)"\) layer\((?P<layer>\w+)\);$', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")


def sheet() -> str:
    """Return the whole style sheet: each imported file in its layer, without comments and indentation."""
    written_out = _IMPORT.sub(_layer, SHEET.read_text(encoding="utf-8"))
    return _INDENT.sub("\n", _COMMENT.sub("", written_out)).strip() + "\n"


def files() -> list[Path]:
    """The files the sheet is made of, in order: what a developer's server watches."""
    return [SHEET, *(SHEET.parent / found["file"] for found in _IMPORT.finditer(SHEET.read_text(encoding="utf-8")))]


def _layer(found: re.Match[str]) -> str:
    words = (SHEET.parent / found["file"]).read_text(encoding="utf-8")
    return f"@layer {found['layer']} {{\n{words}\n}}"
