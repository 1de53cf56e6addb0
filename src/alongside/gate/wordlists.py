"""The word lists, read once when the first text is screened.

They are TOML files under `words/`: one folder a language, one file a subject, `families.toml` for what the hurtful
families have in common. docs/gate/README.md describes the form. Single words that code asks for are read in `listed`.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypedDict, cast

from alongside.gate.exceptions import Exceptions, exceptions_of
from alongside.gate.folding import fold
from alongside.gate.grammar import PhraseError, forget
from alongside.gate.joining import Joins
from alongside.gate.lasting import made_once, undisturbed
from alongside.gate.mending import Hidden, Mender
from alongside.gate.phrases import Phrases
from alongside.gate.spelling import Spelling
from alongside.gate.surroundings import HostRule
from alongside.gate.tokens import NAME, Known, words_of
from alongside.gate.versions import version

FamilyLane = Literal["N", "G", "S", "V", "L"]
CONTEXT = frozenset(("frame", "past"))
_SET = re.compile(r"<(\w+)>")
_FAMILIES, _LARGEST = "families.toml", "en"
"""The largest is read first: what only reading it needed is room for all that comes after."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family of hurtful phrases: where it goes by default, why it hurts, what would be kinder, and its score."""

    id: str
    name: str
    lane: FamilyLane
    label: str
    why: str
    kinder: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a writer is told about a hurtful family, in a language: why it hurts, and what would be kinder."""

    why: str
    kinder: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a word list. `says` is what a hit is evidence of: a family, a tier, a label, a kind, a topic.

    A rule that is `about_loss` counts fully only in a text that speaks of a child or a death, and softly in others.
    """

    id: str
    subject: str
    says: str
    language: str
    weight: float
    why: str
    family: str = ""
    image: str = ""
    guarded: bool = True
    doubtful: bool = False
    about_loss: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, ready to be looked for.

    `phrases` are looked for in every text; `context` (what takes a phrase back) and `exceptions` (by rule) only where
    something was found; `signals` only where a group of people is named; `groups` once more where a mender has
    uncovered hidden words. `told` has what writers are told, by language and family, in languages other than English.
    """

    phrases: Phrases
    context: Phrases
    signals: Phrases
    groups: Phrases
    menders: Mapping[str, Mender]
    exceptions: Mapping[str, Phrases]
    rules: Sequence[Rule]
    families: Mapping[str, Family]
    joins: Joins
    told: Mapping[tuple[str, str], Told]
    known: Known
    version: str


class _RuleRow(TypedDict, total=False):
    id: str
    says: str
    phrases: list[str]
    weight: float
    why: str
    family: str
    image: str
    guarded: bool
    doubtful: bool
    about_loss: bool
    unless: list[str]


class _File(TypedDict, total=False):
    subject: str
    why: str
    weight: float
    guarded: bool
    doubtful: bool
    starred: list[str]
    passed_over: list[str]
    as_meant: list[str]
    sets: dict[str, list[str]]
    rules: list[_RuleRow]


def folded_words(text: str) -> list[str]:
    """The words of a phrase or a name, spelt as the words of a folded text are."""
    return words_of(fold(text), Known()).words


@made_once
def lexicon() -> Lexicon:
    """The word lists that come with the gate. Raises PhraseError when one cannot be read."""
    with undisturbed():
        return _Builder().build()


@lru_cache(maxsize=64)
def host_lexicon(rows: tuple[HostRule, ...]) -> tuple[Phrases, tuple[Rule, ...], Mapping[str, Phrases]]:
    """A host's own rules, ready to be looked for, and their exceptions. Raises PhraseError when one cannot be read."""
    phrases = Phrases(folded_words, {})
    rules: list[Rule] = []
    exceptions = Exceptions(lambda: Phrases(folded_words, {}))
    for row in rows:
        subject = "hurt" if row.label == "hurt" else "host"
        says = row.family if row.label == "hurt" else row.label
        for phrase in row.phrases:
            phrases.add(phrase, len(rules))
        if row.unless:
            exceptions.add(f"host.{row.id}", len(rules), list(row.unless))
            exceptions[f"host.{row.id}"]  # read at once: a host is told of a mistake when the rules are read
        rules.append(Rule(f"host.{row.id}", subject, says, "und", row.weight, row.why, family=row.family))
    phrases.settle()
    forget()
    return phrases, tuple(rules), exceptions


class _Builder:
    """Reads the files in a fixed order, so that the numbers of the rules are the same everywhere."""

    def __init__(self) -> None:
        self._fold = cache(folded_words)  # the same words stand in many rules
        self._sets: dict[str, list[str]] = {}
        self._over: set[str] = set()
        self._spelling = Spelling()
        self._phrases = Phrases(self._fold, self._sets, self._over, self._spelling)
        self._context = Phrases(self._fold, self._sets, self._over, self._spelling)
        self._signals = Phrases(self._fold, self._sets)
        self._groups = Phrases(self._fold, self._sets)
        self._all_phrases = self._phrases, self._context, self._signals, self._groups
        self._hidden = Hidden(self._fold)
        self._menders: dict[str, Mender] = {}
        self._exceptions = exceptions_of(folded_words, self._sets, self._over)
        self._rules: list[Rule] = []
        self._starred: dict[str, str] = {}
        self._joins = Joins()
        self._ids: set[str] = set()

    def build(self) -> Lexicon:
        root = files("alongside.gate") / "words"
        for folder in sorted((f for f in root.iterdir() if f.is_dir()), key=lambda f: (f.name != _LARGEST, f.name)):
            self._read_language(folder)
        known = Known(frozenset().union(*(phrases.words for phrases in self._all_phrases)), self._starred)
        self._spelling.learn(known.words)
        for phrases in self._all_phrases:
            phrases.share(known.words)
        self._exceptions.share(known.words)
        return Lexicon(
            phrases=self._phrases,
            context=self._context,
            signals=self._signals,
            groups=self._groups,
            menders=self._menders,
            exceptions=self._exceptions,
            rules=self._rules,
            families=_families(root),
            joins=self._joins,
            told=_told(root),
            known=known,
            version=version(),
        )

    def _read_language(self, folder: Traversable) -> None:
        language = folder.name
        of_rules = (f for f in folder.iterdir() if f.name.endswith(".toml") and f.name != _FAMILIES)
        rows = [(f.name.removesuffix(".toml"), _file(f)) for f in sorted(of_rules, key=lambda f: f.name)]
        for stem, row in rows:
            place = language if stem == "sets" else f"{language}/{stem}"
            self._keep_sets(row.get("sets", {}), place, language)
        for stem, row in rows:
            self._over.update(word for over in row.get("passed_over", []) for word in folded_words(over))
            self._hidden.keep(language, "", row.get("as_meant", []))
            self._joins.keep(language, row, folded_words)
            for word in row.get("starred", []):
                self._starred.update(dict.fromkeys(_starred_spellings(word), word))
            for rule in row.get("rules", []):
                self._keep_rule(rule, row, language, stem)
            self._settle()
        if mender := self._hidden.mender(language):
            self._menders[language] = mender
        self._fold.cache_clear()

    def _settle(self) -> None:
        """Lets go of what only reading one file needed: the next one takes its room."""
        for phrases in self._all_phrases:
            phrases.settle()
        forget()

    def _keep_sets(self, sets: Mapping[str, Sequence[str]], place: str, language: str) -> None:
        for name, members in sets.items():
            listed = [one for member in members for one in self._members(member, place, language)]
            self._sets[f"{place}:{name}"] = listed

    def _members(self, member: str, place: str, language: str) -> list[str]:
        if member == NAME or not _SET.fullmatch(member):
            return [member]
        return self._sets[self._qualified(member.strip("<>"), place, language)]

    def _qualified(self, name: str, place: str, language: str) -> str:
        for key in (f"{place}:{name}", f"{language}:{name}"):
            if key in self._sets:
                return key
        raise PhraseError(f"there is no set <{name}> for words/{place}.toml")

    def _keep_rule(self, row: _RuleRow, of: _File, language: str, stem: str) -> None:
        rule = Rule(
            id=f"{language}.{row['id']}",
            subject=of["subject"],
            says=row["says"],
            language=language,
            weight=row.get("weight", of.get("weight", 0.7)),
            why=row.get("why", of.get("why", "")),
            family=row.get("family", ""),
            image=row.get("image", ""),
            guarded=row.get("guarded", of.get("guarded", True)),
            doubtful=row.get("doubtful", of.get("doubtful", False)),
            about_loss=row.get("about_loss", False),
        )
        if rule.id in self._ids:
            raise PhraseError(f"two rules are called {rule.id}")
        self._ids.add(rule.id)
        place = f"{language}/{stem}"
        into = self._context if rule.subject in CONTEXT else self._phrases
        into = self._signals if rule.subject == "signal" else into
        self._hidden.keep(language, rule.says, row["phrases"])
        for phrase in row["phrases"]:
            if rule.subject == "group":
                self._groups.add(self._with_sets(phrase, place, language), len(self._rules))
            into.add(self._with_sets(phrase, place, language), len(self._rules))
        if "unless" in row:
            texts = [self._with_sets(phrase, place, language) for phrase in row["unless"]]
            self._exceptions.add(rule.id, len(self._rules), texts)
        self._rules.append(rule)

    def _with_sets(self, phrase: str, place: str, language: str) -> str:
        """The phrase with the full names of its sets."""
        return _SET.sub(lambda m: m[0] if m[0] == NAME else f"<{self._qualified(m[1], place, language)}>", phrase)


def _file(path: Traversable) -> _File:
    return cast(_File, tomllib.loads(path.read_text(encoding="utf-8")))


def _families(root: Traversable) -> dict[str, Family]:
    rows = tomllib.loads((root / _FAMILIES).read_text(encoding="utf-8"))
    return {key: Family(id=key, **row) for key, row in rows.items()}


def _told(root: Traversable) -> dict[tuple[str, str], Told]:
    folders = [folder for folder in root.iterdir() if folder.is_dir() and (folder / _FAMILIES).is_file()]
    rows = {folder.name: tomllib.loads((folder / _FAMILIES).read_text(encoding="utf-8")) for folder in folders}
    return {(language, family): Told(**row) for language, told in rows.items() for family, row in told.items()}


def _starred_spellings(word: str) -> list[str]:
    """f*ck, fu*k, f**k, f***: the usual ways to half-hide a word."""
    spellings = [word[:i] + "*" + word[i + 1 :] for i in range(1, len(word) - 1)]
    return [*spellings, word[0] + "*" * (len(word) - 2) + word[-1], word[0] + "*" * (len(word) - 1)]
