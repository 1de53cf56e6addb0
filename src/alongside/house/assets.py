"""Styles and scripts are served from the package; one digest of them all stands in their address."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "web" / "static"


def digest() -> str:
    """Twelve letters that change when any style, script or picture of the package does."""
    total = hashlib.sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        total.update(path.relative_to(FOLDER).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:12]
