"""What the documents say is there, is there; and what is there, they say."""

import ast
import re

import click
import pytest

from alongside.house import command
from alongside.house.configuration import PREFIX, Configuration
from alongside.rounds.timetable import TIMETABLE
from tests.house import plan

NOT_VERBS = {"models.py", "queries.py", "apps.py", "access.py"}
SETTINGS = {PREFIX + name.upper() for name in Configuration.model_fields}
OTHER_NAMES = {PREFIX + "ENV_FILE", PREFIX + "CHROMIUM"}  # where a file of settings lies; what the tests may be told
STORY = "what-happens-when.md"


def verbs() -> list[str]:
    """Public functions of rooms that name all their arguments: what can happen, as `module.function`."""
    return [
        f"{module.path.stem}.{function.name}"
        for module in plan.modules()
        if module.room in plan.rooms() and module.path.name not in NOT_VERBS
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        if function.args.kwonlyargs and not function.args.args
    ]


def test_every_verb_is_told():
    """When does it happen, and what happens then?"""
    story = plan.document(STORY)
    assert [verb for verb in verbs() if not re.search(rf"\b{re.escape(verb)}\b", story)] == []


def test_every_timed_job_is_told():
    story = plan.document(STORY)
    assert [job.name for job in TIMETABLE if job.name not in story] == []


def test_every_setting_is_explained():
    page = plan.document("hosts/settings.md")
    assert [name for name in sorted(SETTINGS) if name not in page] == []


def test_no_document_names_a_setting_that_is_not_there():
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", plan.documents()))
    assert {name for name in named - SETTINGS - OTHER_NAMES if not name.startswith(PREFIX + "TEST_")} == set()


@pytest.mark.parametrize("name", list(command.COMMANDS))
def test_every_command_explains_itself(name):
    found = command.main.get_command(click.Context(command.main), name)
    assert found is not None
    assert found.help or found.short_help, f"alongside {name} --help says nothing"
    options = [option for option in found.params if isinstance(option, click.Option) and not option.hidden]
    assert [option.name for option in options if not option.help] == []


def test_every_command_is_in_the_documents():
    pages = plan.documents()
    assert [name for name in command.COMMANDS if f"alongside {name}" not in pages] == []


def test_no_document_names_a_command_that_is_not_there():
    named = set(re.findall(r"`(?:\.venv/bin/)?alongside ([a-z-]+)", plan.documents()))
    assert named <= set(command.COMMANDS)


def dependencies() -> list[str]:
    project = plan.settings()["project"]
    assert isinstance(project, dict)
    return [re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]]


def test_every_dependency_has_its_reason():
    page = plan.document("dependencies.md").lower()
    assert [name for name in dependencies() if not re.search(rf"\b{re.escape(name)}\b", page)] == []


def links() -> list[tuple[str, str]]:
    pages = [plan.ROOT / "README.md", *sorted(plan.ROOT.glob("[A-Z]*.md")), *sorted(plan.DOCS.rglob("*.md"))]
    return [
        (str(page.relative_to(plan.ROOT)), target)
        for page in dict.fromkeys(pages)
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:")
    ]


def test_links_between_documents_lead_somewhere():
    assert [(page, target) for page, target in links() if not ((plan.ROOT / page).parent / target).exists()] == []
