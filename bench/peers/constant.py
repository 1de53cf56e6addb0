"""The limit for reading: the same bytes with the same headers, from the same server, without any work (granian, RSGI)."""

import json
import os
from pathlib import Path
from typing import Any

_said = json.loads(Path(os.environ["BENCH_CONSTANT"]).read_text(encoding="utf-8"))
HEADERS = [(name, value) for name, value in _said["headers"]]
BODY: bytes = _said["body"].encode()


async def app(scope: Any, wire: Any) -> None:
    """Answer every request alike."""
    if scope.method == "POST":
        await wire()
    wire.response_bytes(200, HEADERS, BODY)
