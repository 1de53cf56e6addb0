"""How the code speaks to people; what templates say is looked at in test_templates.py, with the same words to avoid."""

import ast
import re

from tests.house import plan
from tests.house.test_templates import AVOIDED, PAGES, each, without_comments

GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy", "npgettext"}
FORBIDDEN = re.compile(rf"(?<![\w-])(?:{'|'.join(AVOIDED)})(?![\w-])", re.IGNORECASE)
READ_ALOUD = re.compile(r"""\b(?:alt|title|placeholder|aria-label|aria-description)="([^"{]*[^\W\d_]{3,}[^"{]*)\"""")


def sentences() -> list[tuple[str, str]]:
    """Every text in Python that goes through gettext: where, and which."""
    return [
        (f"{module.name}:{node.lineno}", argument.value)
        for module in plan.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def test_no_sentence_in_the_code_uses_a_word_that_hurts_or_shouts():
    """The desk's words may be its trade's: nobody reads them but those on duty. What is quoted is what others say."""
    said = [(where, re.sub("“.*?”", "", text)) for where, text in sentences() if "/desk/" not in where]
    assert [(where, text) for where, text in said if FORBIDDEN.search(text) or re.search(r"\w\s?!", text)] == []


def test_no_sentence_is_made_of_pieces():
    """A translator cannot turn round a gap without a name, and gettext never finds an f-string."""
    assert [(where, text) for where, text in sentences() if re.search(r"%[sd]|{}", text)] == []
    assert [
        f"{module.name}:{node.lineno}"
        for module in plan.modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ] == []


@each(PAGES)
def test_what_is_read_aloud_is_translatable_too(path):
    assert READ_ALOUD.findall(without_comments(path)) == []
