"""Making much that stays for good."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import TypeVar

Made = TypeVar("Made")


@contextmanager
def unsearched() -> Iterator[None]:
    """No search for garbage for a moment, while many things are made of which none is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for garbage while hundreds of thousands of lasting things are made, nor ever among them afterwards."""
    with unsearched():
        yield
        gc.freeze()


def made_once(make: Callable[[], Made]) -> Callable[[], Made]:
    """`make`, called by whoever asks first; the others wait for it, or each thread would make its own beside them."""
    lock, kept = threading.Lock(), cache(make)

    @wraps(make)
    def once() -> Made:
        with lock:
            return kept()

    return once
