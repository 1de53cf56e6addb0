"""Memory that is not needed any more goes back to the machine. Only the usual C library of Linux (glibc) can be told so."""

import ctypes
import sys
from functools import cache

_ARENAS, _TRIM_ABOVE, _MAP_ABOVE = -8, -1, -3  # M_ARENA_MAX, M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of malloc.h
FEW_ARENAS = 2
PIECE = 256 * 1024  # bytes


def be_sparing() -> None:
    """Keep what threads free in few places, and large pieces where they can be given back. Call it before they start.

    Left alone, glibc gives each thread its own store, up to eight for each core, and keeps pieces of up to 32 MB.
    """
    if library := _glibc():
        for setting, value in ((_ARENAS, FEW_ARENAS), (_TRIM_ABOVE, PIECE), (_MAP_ABOVE, PIECE)):
            library.mallopt(setting, value)


def give_back() -> None:
    """Give back what is free now: a few milliseconds, worth it after a flood and now and then."""
    if library := _glibc():
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
