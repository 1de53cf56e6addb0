"""The shelf: where the files of pictures lie, one folder for each, under its random name, in MEDIA_ROOT.

A folder appears whole or not at all: it is written beside its place, made durable, and then renamed.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings


def keep(name: str, files: Mapping[str, bytes]) -> None:
    """Put the files of a picture on the shelf, durably."""
    place = _place(name)
    writing = place.with_name(f"{place.name}.writing")
    writing.mkdir(parents=True)
    for file, data in files.items():
        _write(writing / file, data)
    _settle(writing)
    writing.rename(place)
    _settle(place.parent)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make a folder's own list of names durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(name: str, file: str) -> bytes | None:
    """The bytes of one file of a picture, or None where there is none."""
    try:
        return (_place(name) / file).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def remove(name: str) -> None:
    """Take a picture's files off the shelf; it does not matter whether they are there."""
    shutil.rmtree(_place(name), ignore_errors=True)


def _place(name: str) -> Path:
    """The folder of a picture. Names are made by `ground.ids`; anything else has no place here."""
    if not name or set(name) & set("/\\.\0"):
        raise ValueError(name)
    return Path(settings.MEDIA_ROOT) / name[:2] / name
