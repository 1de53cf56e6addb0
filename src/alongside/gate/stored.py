"""What was learned, as it lies in `weights/`: a few settings (TOML) and a table of steps for each model.

Tables are mapped: their bytes come into memory where they are asked for, and several processes of one machine share them.
So a table is never written over, only replaced (see `tools/gate/tables.py`).
"""

import tomllib
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Steps = NDArray[np.int8]
LEVELS = 16
"""How many different steps there are in a column of a packed table: half a byte tells which one it is."""


def table_in(name: str) -> Steps:
    """The bytes of the table `name`, in a row."""
    with as_file(files("alongside.gate") / "weights" / name) as path:
        return np.asarray(np.memmap(path, np.int8, "r"))


def settings_in(name: str) -> dict[str, Any]:
    """What `<name>.toml` says."""
    return tomllib.loads((files("alongside.gate") / "weights" / f"{name}.toml").read_text(encoding="utf-8"))


class Packed:
    """Rows of steps, half a byte each: half the room of whole bytes. With the levels of least square error and limits as
    they were, 211 of 41,062 texts went into another lane than with whole bytes.
    """

    def __init__(self, levels: Steps, codes: NDArray[np.uint8]) -> None:
        """`levels` has a row of LEVELS steps for each column; a byte of `codes` tells those of two columns, the lower half
        that of the first.
        """
        self._columns = len(levels)
        even = np.concatenate((levels, np.zeros_like(levels[: len(levels) % 2])))
        high, low = np.divmod(np.arange(LEVELS * LEVELS), LEVELS)
        self._two = np.stack((even[0::2, low], even[1::2, high]), axis=2).view(np.uint16).ravel()
        self._starts = np.arange(codes.shape[1], dtype=np.uint16) * np.uint16(LEVELS * LEVELS)
        self._codes = codes

    def __getitem__(self, rows: NDArray[np.intp]) -> Steps:
        """The steps of some rows: each two columns are looked up at once."""
        return self._two[self._codes[rows] + self._starts].view(np.int8)[:, : self._columns]
