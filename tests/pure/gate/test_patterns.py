"""No regular expression of the gate can be made slow by a text."""

import ast
import importlib
import pkgutil
import re

import pytest

from alongside import gate
from tests.house import plan
from tests.pure.gate.slow_patterns import faults

MODULES = [importlib.import_module(one.name) for one in pkgutil.walk_packages(gate.__path__, "alongside.gate.")]
PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, re.Pattern)
}


def test_every_pattern_stands_by_its_name_in_a_module():
    """So that the next test sees it: none is made while a text is read."""
    calls = [
        f"{module.name}:{call.lineno}"
        for module in plan.modules()
        if module.room == "gate"
        for function in module.functions()
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.")
    ]
    assert calls == []
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_no_text_can_make_it_slow(name):
    assert faults(PATTERNS[name]) == []


@pytest.mark.parametrize(
    "slow",
    [
        "(?:a+)+b", "(?:a|a)*b", "a*a*b", "(?:a?b?)*c", r"(?:\w+\s?)*$", r"(?:[a-z]{1,3}){1,60}b", "(?:ab|a[bc])*d",
        "a+b", r"\s+$", r"x\w*(?=y)|[a-z]", r"\S{0,80}@\S{0,80}@", r"(?:\d{1,3}\d?,)+", r"(?:(?:a|ab)b?)*c",
        r"(?:é|[à-ü])*x", r"<.*>.*<", "<[^>]*>", r"(?:a{0,5}){2,9}$",
    ],
)  # fmt: skip
def test_the_known_ways_to_be_slow_are_seen(slow):
    assert faults(re.compile(slow))


@pytest.mark.parametrize(
    "quick",
    [
        "a+", "<[^<>]*>", r"[a-z]+(?:-[a-z]+)*", r"\d(?:[ .]{0,2}\d){7,14}", "(?:ab|cd)*", r"\S{0,80}@\S{0,80}",
        r"\?[?!]*", "x*y?",
    ],
)  # fmt: skip
def test_a_pattern_with_one_way_to_read_is_left_alone(quick):
    assert faults(re.compile(quick)) == []
