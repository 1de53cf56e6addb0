"""The peers' environments: each in its own folder under build/bench, by name and version, with hashes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "peers"
PLACE = ROOT / "build" / "bench"
NAMES = ("isso", "plain", "contrib", "words")


def bin_of(peer: str) -> Path:
    """Where a peer's programs are; installs them the first time, and when its lock has changed."""
    place, lock = PLACE / peer, PEERS / f"{peer}.lock"
    stamp = place / ".lock"
    if not stamp.exists() or stamp.read_bytes() != lock.read_bytes():
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        uv = str(Path(sys.executable).with_name("uv"))
        install = [uv, "pip", "install", "--quiet", "--python", str(place / "bin" / "python"), "--require-hashes"]
        subprocess.run([*install, "--requirement", str(lock)], check=True, stderr=subprocess.DEVNULL)
        stamp.write_bytes(lock.read_bytes())
    return place / "bin"


def versions() -> dict[str, str]:
    """Of every package that matters for what was measured."""
    wanted = (
        "django",
        "granian",
        "isso",
        "django-contrib-comments",
        "gunicorn",
        "gevent",
        "psycopg",
        "alt-profanity-check",
        "better-profanity",
    )
    found: dict[str, str] = {}
    for lock in sorted(PEERS.glob("*.lock")):
        for line in lock.read_text(encoding="utf-8").splitlines():
            name, _, rest = line.partition("==")
            if name in wanted and rest:
                found[name] = rest.split()[0]
    return found


def slow_flush() -> Path | None:
    """The library that makes every flush take longer; None where there is no compiler."""
    source, made = PEERS / "slow_flush.c", PLACE / "slow_flush.so"
    made.parent.mkdir(parents=True, exist_ok=True)
    for compiler in ("cc", "gcc", "clang"):
        command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return made
    return None
