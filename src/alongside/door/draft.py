"""What someone wants to send, and whether it can be: the one set of rules for the form, for programs and for mending."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from alongside.door.models import Kind
from alongside.ground.errors import Refused

LONGEST_WORDS = 20_000
LONGEST_NAME = 200
LONGEST_RELATION = 100
LONGEST_EMAIL = 254
LONGEST_KEY = 100

_KINDS = frozenset(Kind.values)  # asked for every message, so they are made once
_NEED_WORDS = frozenset((Kind.WORDS.value, Kind.PRAYER.value, Kind.MEMORY.value))
_UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")

WORDING = "2026-11"  # the version of the consent questions that the pages ask


class Consents(NamedTuple):
    """What the writer said yes to; nothing unless they did."""

    public: bool = False
    print: bool = False
    name: bool = False


class Draft(NamedTuple):
    """A message as it was typed."""

    kind: str = Kind.WORDS
    name: str = ""
    words: str = ""
    email: str = ""
    relation: str = ""
    consents: Consents = Consents()


class Unfit(Refused):
    """A draft cannot be kept as it is. `problems` holds one sentence for each field that must be mended."""

    status = 422

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())), field=next(iter(problems)))
        self.problems = problems


def fit(draft: Draft) -> Draft:
    """Return `draft` ready to be kept, words unchanged but for line ends. Raises `Unfit` with every problem at once."""
    found = problems(draft)
    if found:
        raise Unfit(found)
    return Draft(
        kind=draft.kind,
        name=draft.name.strip(),
        words=draft.words.replace("\r\n", "\n").replace("\r", "\n"),
        email=draft.email.strip(),
        relation=draft.relation.strip(),
        consents=draft.consents,
    )


def problems(draft: Draft) -> dict[str, str]:
    """One sentence for each field that cannot be kept as it is; empty when all is well."""
    found = (
        ("kind", _kind_problem(draft)),
        ("words", _words_problem(draft)),
        ("name", _name_problem(draft)),
        ("email", email_problem(draft.email)),
        ("relation", _line_problem(draft.relation, LONGEST_RELATION)),
    )
    return {name: sentence for name, sentence in found if sentence}


def _kind_problem(draft: Draft) -> str:
    return "" if draft.kind in _KINDS else _("Choose what you would like to send.")


def _words_problem(draft: Draft) -> str:
    if not _is_keepable(draft.words):
        return _unkeepable()
    if len(draft.words) > LONGEST_WORDS:
        return _("This is longer than we can keep in one message: %(most)s letters. Please send it in two parts.") % {
            "most": f"{LONGEST_WORDS:,}"
        }
    needs_words = draft.kind in _NEED_WORDS
    if needs_words and not draft.words.strip():
        return _("There are no words yet. A single line is enough, or choose a candle or just your name.")
    return ""


def _name_problem(draft: Draft) -> str:
    if draft.kind == Kind.NAME and not draft.name.strip():
        return _("Please write your name, as the family knows you.")
    return _line_problem(draft.name, LONGEST_NAME)


def _line_problem(line: str, longest: int) -> str:
    if not _is_keepable(line):
        return _unkeepable()
    if len(line.strip()) > longest:
        return _("This is too long. Please use %(most)d letters at most.") % {"most": longest}
    return ""


def email_problem(email: str) -> str:
    """What is wrong with an address for an answer; nothing when it is empty or good."""
    email = email.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        return _("This does not look like an email address. You can also leave it empty.")
    return _line_problem(email, LONGEST_EMAIL)


def _is_keepable(text: str) -> bool:
    """Whether it is text that both engines keep: no null character, and no half of a surrogate pair."""
    return not _UNKEEPABLE.search(text)


def _unkeepable() -> str:
    return _("There is a hidden character in this text that cannot be kept. Please type it once more.")
