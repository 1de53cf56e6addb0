"""What is still on its way when an answer is ready."""

from typing import Protocol

PIECE = 65_536
MOST_DROPPED = 32_000_000  # bytes; whoever sends more than this is hung up on


class Sending(Protocol):
    """Something that is still being sent, in pieces."""

    def read(self, size: int, /) -> bytes:
        """The next piece; empty at the end."""


def let_it_finish(sending: Sending) -> None:
    """Take in the rest of what is being sent, and drop it: whoever is answered in mid-sentence may never see the answer."""
    for _ in range(MOST_DROPPED // PIECE):
        try:
            if not sending.read(PIECE):
                return
        except (OSError, ValueError):  # they went away, or there is nothing left to read from
            return
