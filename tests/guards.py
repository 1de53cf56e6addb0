"""What no test may do unnoticed: ask the database while a template renders, or speak to another machine."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connections
from django.template.base import Template

_rendering = threading.local()


class QueryWhileRendering(AssertionError):
    """A template asked the database; the page's one domain call should have answered before."""


@contextmanager
def rendering_is_marked() -> Iterator[None]:
    """Let `no_query_while_rendering` know when a template is at work."""
    real = Template.render

    def render(self: Template, context: Any) -> Any:
        outer = getattr(_rendering, "name", None)
        _rendering.name = self.name or "an unnamed template"
        try:
            return real(self, context)
        finally:
            _rendering.name = outer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "render", render)
        yield


@contextmanager
def no_query_while_rendering() -> Iterator[None]:
    """Raise `QueryWhileRendering` at the first query inside a template."""

    def refuse(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if name := getattr(_rendering, "name", None):
            raise QueryWhileRendering(f"{name} asks the database while it renders: {sql[:200]}")
        return execute(sql, *rest)

    with connections["default"].execute_wrapper(refuse):
        yield


@contextmanager
def no_foreign_host() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address[0]}; tests speak to this machine only")
        real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
