"""HTTP tests speak to a live `alongside serve` process, as a browser or a program would, on both engines."""

from collections.abc import Iterator

import httpx
import pytest

from tests.live import Site


@pytest.fixture
def visitor(server: Site) -> Iterator[httpx.Client]:
    """A new visitor of the shared live site, with a memory for cookies; follows no redirection unless told to."""
    with server.visitor() as client:
        yield client
