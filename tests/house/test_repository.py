"""What is in the repository: no address of a package index, no path of somebody's machine, locks with hashes only."""

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from tests.house import plan

# Written in halves, so that this file does not find itself.
INDEXES = ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "crates" + ".io/api", "/simple" + "/")
INDEX_OPTIONS = re.compile(r"\b(extra-)?index" + r"-url\b|find" + r"-links\b|\bUV_" + r"INDEX|\bPIP_" + "INDEX")
MACHINES = ("/ro" + "ot/", "/Us" + "ers/", "C:" + "\\", "site-" + "packages/")
LOCKS = sorted((plan.ROOT / "requirements").glob("*.lock"))


def files() -> list[Path]:
    """Every file that git keeps, pictures and fonts apart."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=plan.ROOT, capture_output=True, text=True, check=True)
    paths = [plan.ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def lines_with(found) -> list[str]:
    return [
        f"{path.relative_to(plan.ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if found(line)
    ]


def test_no_file_names_a_package_index():
    assert lines_with(lambda line: any(host in line for host in INDEXES) or INDEX_OPTIONS.search(line)) == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert lines_with(lambda line: any(place in line for place in MACHINES)) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_pins_every_package_by_hash(lock):
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    wanted = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    assert wanted
    assert [
        line[:60]
        for line in wanted
        if not re.match(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line)
    ] == []


def test_the_locks_agree_with_each_other():
    """What runs a site is what was tested."""
    versions = [
        dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (plan.ROOT / "requirements" / name).read_text(), re.MULTILINE))
        for name in ("run.lock", "build.lock")
    ]
    assert versions[0].items() <= versions[1].items()


def test_every_change_of_a_table_has_its_migration():
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}
    questioner = NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps), questioner)
    assert {app: [str(one) for one in changes] for app, changes in detector.changes(graph=loader.graph).items()} == {}
