"""Rooms look down, have the same drawers, and keep the habits that no linter knows."""

import ast
import re

import pytest
from django.apps import apps
from django.db import models

from tests.house import plan

OURS = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
WITH_TABLES = sorted({model._meta.app_label for model in OURS})
NAMES_THAT_SAY_NOTHING = {"services.py", "utils.py", "helpers.py", "manager.py", "managers.py", "common.py", "misc.py"}

# A space's rows can be placed together only when each carries its space.
OF_NO_SPACE = ("people", "ground")  # one person, however many spaces
IS_THE_SPACE = "spaces.Space"


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def foreign_keys() -> list[tuple[str, str, str]]:
    return [
        (f"{model._meta.label}.{field.name}", room_of(model), room_of(field.related_model))
        for model in OURS
        for field in model._meta.get_fields()
        if field.concrete
        and isinstance(field.related_model, type)
        and field.related_model.__module__.startswith("alongside.")
    ]


def test_every_table_stands_in_a_room_of_the_plan():
    assert {room_of(model) for model in OURS} <= set(plan.ranks())


@pytest.mark.parametrize(("field", "own", "other"), foreign_keys())
def test_foreign_keys_look_down(field, own, other):
    assert own == other or plan.ranks()[other] < plan.ranks()[own], (
        f"{field} points up or sideways, from {own} to {other}"
    )


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_familys_row_carries_its_space(model):
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    assert "space" in fields or model._meta.label == IS_THE_SPACE or room_of(model) in OF_NO_SPACE


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_tables_are_thin(model):
    """No row decides by itself what happens when it is saved or deleted."""
    assert not {"save", "delete", "full_clean"} & set(vars(model))


@pytest.mark.parametrize("room", sorted(plan.ranks()))
def test_a_room_says_what_it_is_for(room):
    docstring = ast.get_docstring(plan.read(plan.SOURCE / room / "__init__.py").tree)
    assert docstring, f"{room}/__init__.py says nothing"
    assert room in re.findall(r"\w+", docstring.lower())[:2], f"{room}'s first words are not its name"


@pytest.mark.parametrize("room", [room for room in plan.rooms() if room in WITH_TABLES])
def test_a_room_with_tables_has_the_same_drawers_as_its_neighbours(room):
    folder = plan.SOURCE / room
    drawers = ("__init__.py", "apps.py", "models.py", "migrations/__init__.py")
    assert [name for name in drawers if not (folder / name).exists()] == []


def test_no_file_has_a_name_that_says_nothing():
    assert [module.name for module in plan.modules() if module.path.name in NAMES_THAT_SAY_NOTHING] == []


def whole_row_saves() -> list[str]:
    return [
        f"{module.name}:{node.lineno}"
        for module in plan.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "save"
        and not node.args
        and {keyword.arg for keyword in node.keywords} <= {"using", "force_update"}
    ]


def test_no_row_is_saved_whole():
    """A whole-row save writes over what another request changed meanwhile: name the fields, or insert."""
    assert whole_row_saves() == []


def test_the_time_is_named_where_it_is_given():
    """`now` has no default and no place: whoever calls says what time it is."""
    assert [
        f"{module.name}: {function.name}"
        for module in plan.modules()
        if module.room in plan.rooms()
        for function in module.functions()
        if not function.name.startswith("_")
        if "now" in {argument.arg for argument in function.args.args}
        or any(
            argument.arg == "now" and default is not None
            for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        )
    ] == []
