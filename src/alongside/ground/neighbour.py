"""What one process of a site knows, the others ask it: over a socket in the data directory, that only its owner can open.

A question and its answer are a line of JSON each, on a line of its own. Nothing depends on it: whoever is not answered soon
is told so and goes on without.
"""

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

log = logging.getLogger("alongside.neighbour")

LONGEST_PATH = 100  # bytes; the address of a socket takes 104 on most systems, with its end
LONGEST_LINE = 1_000_000  # bytes; 20,000 letters are 240,000 at most, as JSON writes them
SLOWEST = 1.0  # seconds for a question to come in, once somebody has knocked
TICK = 0.5  # seconds between two looks whether it is time to end
AGAIN = 5.0  # seconds between two tries, where another listens or no socket can be opened

Said = dict[str, object]


class NobodyThere(Exception):
    """No process listens at this place."""


class NoAnswer(Exception):
    """The process that listens there did not answer in time, or could not."""


class Neighbour:
    """Answers the other processes, one after another, in a thread of its own. `answer` makes an answer of a question."""

    def __init__(self, place: Path, answer: Callable[[Said], Said]) -> None:
        self._place, self._answer = place, answer
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen. Where there are no such sockets, or the path is too long for one, nobody can ask."""
        if _is_possible(self._place):
            self._thread = threading.Thread(target=self._listen, name="neighbour", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Answer who is being answered, and end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                with closing(socket.socket(socket.AF_UNIX)) as door:
                    if self._is_taken():  # by another process that does the same
                        self._stopped.wait(AGAIN)
                        continue
                    self._open(door)
                    self._answer_at(door)
            except OSError as broken:
                log.warning("nobody can be answered at the moment (%s)", broken.strerror or type(broken).__name__)
                self._stopped.wait(AGAIN)

    def _is_taken(self) -> bool:
        try:
            with closing(socket.socket(socket.AF_UNIX)) as line:
                line.connect(str(self._place))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True

    def _open(self, door: socket.socket) -> None:
        self._place.unlink(missing_ok=True)  # of one that was killed
        door.bind(str(self._place))
        self._place.chmod(0o600)
        door.listen()
        door.settimeout(TICK)

    def _answer_at(self, door: socket.socket) -> None:
        mine = self._place.stat().st_ino
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                self._serve(door.accept()[0])
        with suppress(FileNotFoundError):
            if self._place.stat().st_ino == mine:
                self._place.unlink()

    def _serve(self, line: socket.socket) -> None:
        with closing(line):
            try:
                question = _read(line, until=time.monotonic() + SLOWEST)
                if question is None:
                    return
                line.settimeout(SLOWEST)
                line.sendall(_as_line(self._answer(question)))
            except Exception as broken:  # noqa: BLE001 - who asked goes on without, and the next one is answered
                log.warning("a question of another process was not answered (%s)", type(broken).__name__)


def ask(place: Path, question: Said, *, patience: float) -> Said:
    """What the process at `place` answers within so many seconds. Raises `NobodyThere` or `NoAnswer`."""
    if not _is_possible(place):
        raise NobodyThere
    until = time.monotonic() + patience
    try:
        with closing(socket.socket(socket.AF_UNIX)) as line:
            line.settimeout(patience)
            line.connect(str(place))
            line.sendall(_as_line(question))
            answer = _read(line, until=until)
    except (FileNotFoundError, ConnectionRefusedError, PermissionError) as away:
        raise NobodyThere from away
    except (OSError, ValueError) as broken:
        raise NoAnswer from broken
    if answer is None:
        raise NoAnswer
    return answer


def _is_possible(place: Path) -> bool:
    return hasattr(socket, "AF_UNIX") and len(bytes(place)) <= LONGEST_PATH


def _as_line(said: Said) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _read(line: socket.socket, *, until: float) -> Said | None:
    """A line of JSON; None from one who only knocked, to see whether somebody is there.

    Raises ValueError when it is none, or too long; OSError when it has not come by `until`.
    """
    got = bytearray()
    while not got.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        piece = line.recv(65_536)
        if not piece and not got:
            return None
        if not piece or len(got) > LONGEST_LINE:
            raise ValueError("not a line")
        got += piece
    said: Said = json.loads(got)
    return said
