"""A host's own rules, read from TOML in the phrase language of the word lists.

Whatever is wrong with them is told in one sentence that names the rule, so that whoever wrote it can mend it.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import cast

from alongside.gate.grammar import PhraseError
from alongside.gate.surroundings import HOST_LABELS, HostRule
from alongside.gate.tokens import NAME
from alongside.gate.wordlists import host_lexicon

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,59}")
_FAMILY = re.compile(r"H(?:0[1-9]|1[0-9]|2[0-9]|30)")
_SET = re.compile(r"<(\w{1,60})>")
_KEYS = frozenset(("id", "phrases", "unless", "label", "family", "weight", "why"))
_DEEPEST = 4  # sets within sets


class RulesError(ValueError):
    """A host's rules cannot be used; the text says which and why, in a sentence without its full stop."""


def read_rules(text: str) -> tuple[HostRule, ...]:
    """The rules of a TOML file: `[[rules]]` with `id`, `phrases` and, if wished, the other fields of `HostRule`; `[sets]`.

    Raises `RulesError`.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"it is not TOML: {error}") from None
    unknown = sorted(set(told) - {"rules", "sets"})
    if unknown:
        raise RulesError(f"it may hold [[rules]] and [sets], not {unknown[0]}")
    rows, sets = told.get("rules", []), _sets(told.get("sets", {}))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RulesError("rules are written as [[rules]]")
    rules = tuple(_rule(number, row, sets) for number, row in enumerate(rows, 1))
    _check_apart(rules)
    return rules


def _sets(told: object) -> Mapping[str, list[str]]:
    if not isinstance(told, dict) or not all(_is_texts(members) for members in told.values()):
        raise RulesError('a set is written as it = ["it", "this"]')
    return cast(Mapping[str, list[str]], told)


def _rule(number: int, row: Mapping[str, object], sets: Mapping[str, list[str]]) -> HostRule:
    name = row.get("id")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise RulesError(f"rule {number} needs an id of small letters, digits and hyphens, like bank-name")
    problem = _problem(row)
    if problem:
        raise RulesError(f"rule “{name}” {problem}")
    usual = HostRule(name, ())
    try:
        rule = HostRule(
            id=name, phrases=_phrases(row["phrases"], sets), unless=_phrases(row.get("unless", []), sets),
            label=str(row.get("label", usual.label)), family=str(row.get("family", usual.family)),
            weight=float(cast(float, row.get("weight", usual.weight))), why=str(row.get("why", usual.why)),
        )  # fmt: skip
        host_lexicon((rule,))
    except PhraseError as error:
        raise RulesError(f"rule “{name}”: {error}") from None
    return rule


def _problem(row: Mapping[str, object]) -> str:
    unknown = sorted(set(row) - _KEYS)
    weight, family, why = row.get("weight", 0.7), row.get("family", ""), row.get("why", "so")
    problems = {
        f"has {', '.join(unknown)}, which is nothing that a rule has": bool(unknown),
        'needs phrases, like phrases = ["blue heron bank"]': not _is_texts(row.get("phrases")),
        'can have unless only as a list, like unless = ["blue heron lake"]': not _is_texts(row.get("unless", ["a"])),
        f"can have as label only {', '.join(HOST_LABELS)}": row.get("label", "hurt") not in HOST_LABELS,
        "can have a weight from 0 to 1 only": not isinstance(weight, int | float) or not 0 <= weight <= 1,
        "can have as family only H01 to H30": not isinstance(family, str) or not _FAMILY.fullmatch(family or "H01"),
        "can have as why only a sentence": not isinstance(why, str) or not why.strip(),
    }
    return next((sentence for sentence, is_so in problems.items() if is_so), "")


def _is_texts(told: object) -> bool:
    return isinstance(told, list) and bool(told) and all(isinstance(one, str) and one.strip() for one in told)


def _phrases(told: object, sets: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(_with_sets(phrase, sets, _DEEPEST) for phrase in cast(list[str], told))


def _with_sets(phrase: str, sets: Mapping[str, list[str]], depth: int) -> str:
    """The phrase with its sets written out as groups."""

    def group(match: re.Match[str]) -> str:
        if match[0] == NAME:
            return NAME
        if match[1] not in sets or not depth:
            raise PhraseError(f"there is no set {match[0]} (in {phrase!r})")
        return f"({'|'.join(_with_sets(member, sets, depth - 1) for member in sets[match[1]])})"

    return _SET.sub(group, phrase)


def _check_apart(rules: tuple[HostRule, ...]) -> None:
    names = [rule.id for rule in rules]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise RulesError(f"two rules are called “{twice}”")
