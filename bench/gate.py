"""How quickly texts are judged, beside two packages that look for bad words: `python -m bench.gate` prints ours as JSON.

Each is a process of its own that is asked for batches of 256; what counts is the processor's time: no server, no disk. The
packages tell swearing from none; the gate tells much more. They are here because they are what one would otherwise take.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import messages, venvs
from bench.cases import Bench, Step

JUDGING = "judging texts"
OURS = "Alongside's gate"
PEERS = ("alt-profanity-check", "better-profanity")
SECONDS = 3.0
_VARIETY = 4096
_AT_A_TIME = 256
_GROUPED = 100_000
_ENV = "words"


def texts() -> list[str]:
    """Invented texts of 300 characters, all different, each word now and then spelt as nobody spells it."""
    chance = random.Random(2)
    return [_changed(text.replace(messages.MARK, str(number)), chance) for number, text in _many()]


def _many() -> list[tuple[int, str]]:
    plain = messages.texts()
    return [(number, plain[number % len(plain)]) for number in range(_VARIETY)]


def _changed(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    chance.shuffle(words)
    return " ".join(word + chance.choice(("", "", "", "", "", "", "", "", ",", ".", "y")) for word in words)[:300]


def steps(bench: Bench) -> list[Step]:
    """Ours, then each peer, on the same texts."""
    return [_step(bench, who) for who in (OURS, *PEERS)]


def _step(bench: Bench, who: str) -> Step:
    def do(repetition: int) -> str:
        command = [sys.executable, "-m", "bench.gate"]
        if who != OURS:
            script = Path(__file__).parent / "peers" / _ENV / "judge.py"
            command = [str(venvs.bin_of(_ENV) / "python"), str(script), who]
        asked = json.dumps([texts(), SECONDS])
        told = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, cwd=venvs.ROOT)
        found: dict[str, float] = json.loads(told.stdout)
        for what, value in found.items():
            bench.figures.note(JUDGING, who, repetition, value, what=what)
        return ", ".join(f"{what} {value:,.2f}" for what, value in found.items())

    return Step(f"{JUDGING}: {who}", do)


def _grouped(some: Sequence[str]) -> float:
    """Seconds to group a hundred thousand texts of which every fifth is another one with two words changed."""
    from alongside.gate import near_copies

    chance = random.Random(3)
    words = [text.split(" ") for text in some]
    many = [" ".join(chance.sample(chance.choice(words) + chance.choice(words), 40)) for _ in range(_GROUPED * 4 // 5)]
    for text in chance.sample(many, _GROUPED // 5):
        copied = text.split(" ")
        copied[chance.randrange(40)] = copied[chance.randrange(40)] = "otherwise"
        many.append(" ".join(copied))
    began = time.process_time()
    near_copies(many)
    return time.process_time() - began


def main() -> None:
    """Judges the texts that come in, and says how quickly."""
    some, seconds = json.load(sys.stdin)
    began = time.process_time()
    from alongside.gate import screen

    imported = time.process_time() - began
    screen(some[:1])
    ready = time.process_time() - began
    began, done = time.process_time(), 0
    while time.process_time() - began < seconds:
        start = done % len(some)
        done += len(screen(some[start : start + _AT_A_TIME]))
    rate = done / (time.process_time() - began)
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    resident = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    grouped = _grouped(some)
    found = {"per_second": rate, "imported_s": imported, "ready_s": ready, "resident": resident, "grouped_s": grouped}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
