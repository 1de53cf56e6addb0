"""The house as the tests of the house see it: its rooms from the layers in pyproject.toml, its code as parsed files."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "alongside"
DOCS = ROOT / "docs"

FRONT = ("web", "api", "rounds", "house")  # front doors and the house itself: no verbs of the domain
CORNERS = ("ground", "gate")  # what every room stands on


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the house."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """As its path reads from the top of the project."""
        return str(self.path.relative_to(ROOT))

    @property
    def room(self) -> str:
        """The room it stands in; empty for the few files above all rooms."""
        parts = self.path.relative_to(SOURCE).parts
        return parts[0] if len(parts) > 1 else ""

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


@cache
def settings() -> dict[str, object]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def ranks() -> dict[str, int]:
    """Each room's layer: the lower the number, the lower the room."""
    tool = settings()["tool"]
    assert isinstance(tool, dict)
    layers = next(contract["layers"] for contract in tool["importlinter"]["contracts"] if contract["type"] == "layers")
    names = ([name.strip(" ()") for name in layer.split("|")] for layer in reversed(layers))
    return {name: rank for rank, row in enumerate(names) for name in row}


@cache
def modules() -> tuple[Module, ...]:
    """Every file of the source, migrations apart."""
    found = sorted(path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(read(path) for path in found)


def rooms() -> tuple[str, ...]:
    """The rooms where something of the domain can happen."""
    return tuple(name for name in ranks() if name not in (*FRONT, *CORNERS))


def read(path: Path) -> Module:
    """Read and parse one file."""
    text = path.read_text(encoding="utf-8")
    return Module(path, text, ast.parse(text, str(path)))


def documents() -> str:
    """Every page of the documentation, and the README, in one."""
    pages = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def document(name: str) -> str:
    """One page under docs/."""
    return (DOCS / name).read_text(encoding="utf-8")
