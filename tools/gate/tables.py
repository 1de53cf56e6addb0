"""Writing learned tables, in the form in which `alongside.gate` reads them."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from alongside.gate.features import Numbers


def with_no_feature(keys: Numbers, rows: NDArray[np.int8]) -> tuple[Numbers, NDArray[np.int8]]:
    """Keys and rows of a table, the row of no feature put first (see `written.Table`)."""
    return np.concatenate([np.zeros(1, np.uint32), keys]).astype("<u4"), np.concatenate([np.zeros_like(rows[:1]), rows])


def replace(path: Path, table: bytes) -> None:
    """Writes a table beside the one that is there, and puts it in its place at once: the gate may have that one mapped."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(table)
    beside.replace(path)
