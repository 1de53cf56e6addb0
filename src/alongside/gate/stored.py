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


def table_in(name: str) -> Steps:
    """The steps of `<name>.int8`, in a row."""
    with as_file(files("alongside.gate") / "weights" / f"{name}.int8") as path:
        return np.asarray(np.memmap(path, np.int8, "r"))


def settings_in(name: str) -> dict[str, Any]:
    """What `<name>.toml` says."""
    return tomllib.loads((files("alongside.gate") / "weights" / f"{name}.toml").read_text(encoding="utf-8"))
