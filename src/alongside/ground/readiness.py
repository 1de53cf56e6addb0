"""Whether this installation can serve: small questions that a machine may ask every second."""

import pkgutil
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

_seen: list[bool] = []


def tables_are_up_to_date() -> bool:
    """Whether every migration that comes with the program has been carried out here. Once true, it stays so."""
    if not _seen:
        if not _migrations() <= set(MigrationRecorder(connection).applied_migrations()):
            return False
        _seen.append(True)
    return True


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Each room and the names of its migrations, by their files: to import them all would cost time and memory."""
    return frozenset(
        (room.label, module.name)
        for room in apps.get_app_configs()
        if (found := find_spec(room.name + ".migrations")) and found.submodule_search_locations
        for module in pkgutil.iter_modules(found.submodule_search_locations)
        if not module.name.startswith("_")
    )


def free_bytes(folder: Path) -> int:
    """How much can still be written where the data lies."""
    return shutil.disk_usage(folder).free
