"""A request in WSGI's words (PEP 3333): its environment, as Django reads it."""

import io
import sys
from collections.abc import Collection, Iterable, Mapping
from typing import IO, Protocol

from alongside.house.server.bridge import Environment

_NOT_AS_HTTP = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class Scope(Protocol):
    """What granian tells of a request. `path` has been decoded; headers have small letters."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> "Lines":
        """Every line of the head."""


class Lines(Protocol):
    """The head of a request, line by line; the server leaves out what is no text."""

    def items(self) -> Collection[tuple[str, str]]: ...


def head_of(scope: Scope) -> tuple[dict[str, str], bool]:
    """The head by its names, and whether each stands in it once; of a name that stands twice only Django knows both.

    The lines are counted, not the server's own names: those count a line that is no text, which would make up for a name
    that stands twice, and let a sender write the proxy's line.
    """
    lines = scope.headers.items()  # once: the server copies the whole head each time it is asked for
    head = dict(lines)
    return head, len(head) == len(lines)


def of(scope: Scope, *, body: IO[bytes], length: int) -> Environment:
    """The environment of a request whose body has been read: `length` bytes, from where `body` stands."""
    environment = _plain(
        scope.method, scope.path, scope.query_string, headers=scope.headers.items(),
        host=scope.server, scheme=scope.scheme, sender=scope.client.rpartition(":")[0],
    )  # fmt: skip
    environment["wsgi.input"] = body
    environment["CONTENT_LENGTH"] = str(length)
    environment["SERVER_PROTOCOL"] = f"HTTP/{scope.http_version}"
    return environment


def of_page(path: str, *, headers: Mapping[str, str]) -> Environment:
    """The environment of a request that nobody made: for a page that is kept for all who ask for it."""
    return _plain("GET", path, "", headers=headers.items(), host="", scheme="http", sender="")


def _plain(
    method: str, path: str, query: str, *, headers: Iterable[tuple[str, str]], host: str, scheme: str, sender: str
) -> Environment:
    name, _, port = host.rpartition(":")
    environment: Environment = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query, "SERVER_NAME": name or "localhost", "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": sender.strip("[]"), "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    for header, value in headers:
        if "_" in header:  # it would pass for the one with a hyphen, which only our own proxy may write
            continue
        key = _NOT_AS_HTTP.get(header) or "HTTP_" + header.upper().replace("-", "_")
        known = environment.get(key)
        environment[key] = value if known is None else known + ("; " if header == "cookie" else ",") + value
    return environment
