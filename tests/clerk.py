"""A clerk for one site's commands: a process that has loaded Django for that site, and forks a child for each command.

To load it takes most of a second, and tests give hundreds of commands. Each child runs the very same click command as the
executable does, with standard streams and an exit status of its own.
"""

import json
import os
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

LONGEST = 900.0  # seconds that one command may take
BEFOREHAND = (
    "alongside.house.operating",
    "alongside.house.examining",
    "alongside.house.tables",
    "alongside.door.settle",
)


class Done(NamedTuple):
    """How a command ended, and what it wrote."""

    status: int
    out: str
    err: str


class Clerk:
    """A site's clerk. Its process begins with the first command, and ends with `end` or when the test process ends."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        self._starting = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._desk = Path()

    def do(self, *arguments: str, says: str | None = None) -> Done:
        """Have a command run; `says` goes to its standard input. Several threads may ask at once."""
        self._see_that_there_is_one()
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(LONGEST)
            line.connect(str(self._desk))
            line.sendall(json.dumps([arguments, says or ""]).encode())
            line.shutdown(socket.SHUT_WR)
            with line.makefile("rb") as answer:
                told = answer.read()
        assert told, "the clerk broke off"
        return Done(*json.loads(told))

    def end(self) -> None:
        """Send it home; the next command brings another."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)  # and whoever is still at a command
            self._process.wait()
            self._desk.unlink()
            self._process = None

    def _see_that_there_is_one(self) -> None:
        with self._starting:
            if self._process is None:
                self._begin()

    def _begin(self) -> None:
        self._desk = Path(tempfile.mkdtemp(prefix="clerk-", dir=os.environ["ALONGSIDE_TEST_RUN"])) / "desk"
        with socket.socket(socket.AF_UNIX) as desk:
            desk.bind(str(self._desk))
            desk.listen(64)  # whoever comes before the clerk has sat down waits
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(desk.fileno())],
                env=self._environment, cwd=Path(__file__).parents[1], pass_fds=[desk.fileno()], start_new_session=True,
            )  # fmt: skip


class _Desk(socketserver.ForkingMixIn, socketserver.UnixStreamServer):
    max_children = 64

    def __init__(self, taken_over: socket.socket) -> None:
        super().__init__("", _Call, bind_and_activate=False)
        self.socket = taken_over
        self._employer = os.getppid()

    def service_actions(self) -> None:
        """Twice a second: see whether anybody is left to work for."""
        super().service_actions()
        if os.getppid() != self._employer:
            raise SystemExit


class _Call(socketserver.StreamRequestHandler):
    """One command, in a child of its own."""

    def handle(self) -> None:
        arguments, says = json.loads(self.rfile.read())
        self.wfile.write(json.dumps(_done(arguments, says)).encode())


def _done(arguments: Sequence[str], says: str) -> Done:
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        said.write(says.encode())
        said.seek(0)
        for number, file in enumerate((said, out, err)):
            os.dup2(file.fileno(), number)
        status = _status(arguments)
        for stream, file in ((sys.stdout, out), (sys.stderr, err)):
            stream.flush()
            file.seek(0)
        return Done(status, out.read().decode(), err.read().decode())


def _status(arguments: Sequence[str]) -> int:
    """Run the command as the executable does; an error that it did not foresee ends it as Python would."""
    from alongside.house.command import main

    try:
        main(args=list(arguments), prog_name="alongside")
    except SystemExit as ended:
        return int(ended.code or 0)
    except Exception:  # noqa: BLE001 - as Python itself
        traceback.print_exc()
        return 1
    return 0


def _serve(desk: socket.socket) -> None:
    from alongside.house import command

    command.start_django()
    for module in (*command.COMMANDS.values(), *BEFOREHAND):
        import_module(module)
    _Desk(desk).serve_forever()


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
