"""Writing a letter: drafts are saved as they are typed, and nothing that was typed is lost."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.letters import finding, history
from alongside.letters.finding import ChangedMeanwhile
from alongside.letters.models import Letter, LetterVersion
from alongside.letters.states import Deed
from alongside.spaces.access import Keeper
from alongside.spaces.models import Audience, Space

LONGEST_WORDS = 50_000  # whatever the script, it still fits in one form
LONGEST_TITLE = 200
LONGEST_WINDOW = 32
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it was typed. Everything may be empty; an empty language means the space's own."""

    title: str = ""
    words: str = ""
    audience: str = Audience.KEEPERS
    language: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a letter is kept and which version it now is; version 0: there was nothing yet to keep."""

    id: UUID
    version: int


class Unfit(Refused):
    """A draft cannot be kept as it is. `problems` holds one sentence for each field that must be mended."""

    status = 422

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())), field=next(iter(problems)))
        self.problems = problems


def begin(*, keeper: Keeper, draft: Draft, now: datetime) -> Saved:
    """Keep a new letter. Raises `Unfit`."""
    return save(keeper=keeper, letter_id=ids.new_id(), draft=draft, seen=0, now=now)


def save(*, keeper: Keeper, letter_id: UUID, draft: Draft, seen: int, now: datetime, window: str = "") -> Saved:
    """Keep a letter as it is typed; with `seen` 0 an id that is not known yet becomes a new letter.

    `seen` is the version the page began from, `window` a name for that open page. A page whose last answer was lost on
    the way may go on; any other page that is out of date overwrites nothing: what was typed there is kept as a version
    of its own, and then `ChangedMeanwhile` is raised. Raises `Unfit`, or `NotThere`.
    """
    fitting = fit(draft, space=keeper.space)
    try:
        saved = _save(keeper, letter_id, fitting, seen=seen, now=now, window=window[:LONGEST_WINDOW])
    except IntegrityError:  # the same new letter, saved twice at once; or an id that is somebody else's
        saved = _save(keeper, letter_id, fitting, seen=seen or -1, now=now, window=window[:LONGEST_WINDOW])
    if saved is None:
        raise ChangedMeanwhile(
            _("This letter was changed in another window. Your words are still here and both are kept. Look at both.")
        )
    return saved


def bring_back(*, keeper: Keeper, letter_id: UUID, version_id: UUID, seen: int, now: datetime) -> Saved:
    """Make an earlier version the draft again; what stood there is kept. Raises `ChangedMeanwhile`, or `NotThere`."""
    with store.write():
        letter = finding.as_seen(keeper, letter_id, seen)
        earlier = LetterVersion.objects.filter(letter=letter, pk=version_id).first()
        if earlier is None:
            raise NotThere
        back = Draft(earlier.title, earlier.words, letter.audience, earlier.language)
        if back == _as_it_stands(letter):
            return Saved(letter.pk, letter.version)
        return _change(letter, back, keeper=keeper, now=now, window="")


def fit(draft: Draft, *, space: Space) -> Draft:
    """Return `draft` ready to be kept, words unchanged but for line ends. Raises `Unfit` with every problem at once."""
    found = problems(draft)
    if found:
        raise Unfit(found)
    return replace(
        draft,
        title=draft.title.strip(),
        words=draft.words.replace("\r\n", "\n").replace("\r", "\n"),
        language=draft.language or space.language,
    )


def problems(draft: Draft) -> dict[str, str]:
    """One sentence for each field that cannot be kept as it is; empty when all is well."""
    found = {
        "title": _text_problem(draft.title.strip(), LONGEST_TITLE),
        "words": _text_problem(draft.words, LONGEST_WORDS),
        "audience": "" if draft.audience in Audience.values else _("Choose who may read this letter."),
        "language": _language_problem(draft.language),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def _text_problem(text: str, longest: int) -> str:
    if _UNKEEPABLE.search(text):
        return _("There is a hidden character in this text that cannot be kept. Please type it once more.")
    if len(text) > longest:
        return _("This is longer than we can keep here: %(most)s letters.") % {"most": f"{longest:,}"}
    return ""


def _language_problem(language: str) -> str:
    if language and (len(language) > 12 or not _LANGUAGE.fullmatch(language)):
        return _("Choose a language from the list.")
    return ""


def _save(keeper: Keeper, letter_id: UUID, fitting: Draft, *, seen: int, now: datetime, window: str) -> Saved | None:
    """Save, or keep a stale text aside and return None (so that the write is not undone by an error)."""
    with store.write():
        letter = finding.find(keeper, letter_id)
        if letter is None:
            return _insert(keeper, letter_id, fitting, seen=seen, now=now, window=window)
        if _as_it_stands(letter) == fitting:
            return Saved(letter.pk, letter.version)
        if seen == letter.version or (window and window == letter.window):
            return _change(letter, fitting, keeper=keeper, now=now, window=window)
        history.keep_stale(
            letter, title=fitting.title, words=fitting.words, audience=fitting.audience, language=fitting.language,
            by=keeper.membership, now=now,
        )  # fmt: skip
        return None


def _as_it_stands(letter: Letter) -> Draft:
    return Draft(letter.title, letter.words, letter.audience, letter.language)


def _insert(keeper: Keeper, letter_id: UUID, fitting: Draft, *, seen: int, now: datetime, window: str) -> Saved:
    if seen != 0:
        raise NotThere
    if not fitting.words.strip() and not fitting.title:
        return Saved(letter_id, 0)
    Letter.objects.create(
        id=letter_id, space=keeper.space, by=keeper.membership, changed_by=keeper.membership, created_at=now,
        changed_at=now, window=window, title=fitting.title, words=fitting.words, audience=fitting.audience,
        language=fitting.language,
    )  # fmt: skip
    return Saved(letter_id, 1)


def _change(letter: Letter, fitting: Draft, *, keeper: Keeper, now: datetime, window: str) -> Saved:
    history.before_change(letter, title=fitting.title, words=fitting.words, by=keeper.membership, now=now)
    finding.step(
        letter, Deed.CHANGE, title=fitting.title, words=fitting.words, audience=fitting.audience,
        language=fitting.language, version=F("version") + 1, changed_at=now, changed_by=keeper.membership, window=window,
    )  # fmt: skip
    return Saved(letter.pk, letter.version + 1)
