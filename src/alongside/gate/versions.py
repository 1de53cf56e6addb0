"""Which gate it was that read a text."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable


def version() -> str:
    """Names the exact rules: a digest of every word list, of what was learned, and of every line of the gate's code.

    The TOML files beside the weights are among them and hold the digests of the weights.
    """
    digest = hashlib.sha256()
    for path, text in sorted(_sources(files("alongside.gate"), "")):
        digest.update(path.encode() + b"\0" + text.encode().replace(b"\r\n", b"\n") + b"\0")
    return f"1.{digest.hexdigest()[:12]}"


def _sources(folder: Traversable, path: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        here = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found += _sources(entry, here)
        elif entry.name.endswith((".py", ".toml")):
            found.append((here, entry.read_text(encoding="utf-8")))
    return found
