"""Functions that fit in a head, modules that fit on a few screens. Migrations are Django's."""

import ast
import statistics

from tests.house import plan

LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
USUAL_FUNCTION = 8
LONG_FUNCTION = 25  # nine functions in ten are shorter


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From `def` to the last line, without the docstring."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    told = ast.get_docstring(function, clean=False) is not None
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1 if told else 0)


SIZES = {
    f"{module.name}:{function.lineno} {function.name}": lines_of(function)
    for module in plan.modules()
    for function in module.functions()
}


def test_no_module_is_full():
    sizes = {module.name: len(module.text.splitlines()) for module in plan.modules()}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def test_no_function_is_too_long():
    assert {name: size for name, size in SIZES.items() if size > LONGEST_FUNCTION} == {}


def test_functions_are_short():
    assert statistics.median(SIZES.values()) <= USUAL_FUNCTION
    longest = sorted(SIZES, key=SIZES.__getitem__)[-10:]
    assert statistics.quantiles(SIZES.values(), n=10)[-1] <= LONG_FUNCTION, longest
