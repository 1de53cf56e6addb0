"""Making much that stays for good."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import TypeVar

Made = TypeVar("Made")


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for garbage while hundreds of thousands of lasting things are made, nor ever among them afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def made_once(make: Callable[[], Made]) -> Callable[[], Made]:
    """`make`, called by whoever asks first; the others wait for it, or each thread would make its own beside them."""
    lock, kept = threading.Lock(), cache(make)

    @wraps(make)
    def once() -> Made:
        with lock:
            return kept()

    return once
