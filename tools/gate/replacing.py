"""Writing learned tables: the gate maps them into memory, so one that is in use must not change under it."""

from pathlib import Path


def replace(path: Path, table: bytes) -> None:
    """Writes a table beside the one that is there, and puts it in its place at once."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(table)
    beside.replace(path)
