"""Earlier versions: what is kept so that nothing typed is ever lost, without a row for every keystroke.

A page saves as it is typed. A text that is wholly inside the one that replaces it needs no row of its own: nothing of it
is gone. It gets one when something was taken out, when another keeper or a new sitting begins, and when it was published.
"""

from datetime import datetime, timedelta

from alongside.letters.models import Letter, LetterVersion, Why
from alongside.spaces.models import Membership

SITTING = timedelta(minutes=10)  # after such a pause, what stood there before is worth finding again


def before_change(letter: Letter, *, title: str, words: str, by: Membership, now: datetime) -> None:
    """Keep the letter as it stands, if changing it to `title` and `words` would lose something that was typed."""
    if not letter.words and not letter.title:
        return
    other_hands = letter.changed_by_id != by.pk or now - letter.changed_at > SITTING
    grown = title == letter.title and is_inside(letter.words, words)
    if other_hands or not grown:
        keep(letter, Why.EARLIER)


def keep(letter: Letter, why: Why) -> None:
    """Keep the letter as it stands, unless the version kept last already holds all of it."""
    row = LetterVersion(
        space_id=letter.space_id, letter=letter, by_id=letter.changed_by_id, title=letter.title, words=letter.words,
        audience=letter.audience, language=letter.language, why=why, typed_at=letter.changed_at,
    )  # fmt: skip
    _add(row)


def keep_stale(
    letter: Letter, *, title: str, words: str, audience: str, language: str, by: Membership, now: datetime
) -> None:
    """Keep what was typed on a page that was out of date."""
    row = LetterVersion(
        space_id=letter.space_id, letter=letter, by=by, title=title, words=words, audience=audience,
        language=language, why=Why.ELSEWHERE, typed_at=now,
    )  # fmt: skip
    _add(row)


def _add(row: LetterVersion) -> None:
    last = LetterVersion.objects.filter(letter=row.letter).order_by("-id").first()
    if last is None or not _holds(last, row):
        row.save(force_insert=True)


def _holds(last: LetterVersion, row: LetterVersion) -> bool:
    """Whether keeping `row` after `last` would add nothing. What was published is kept exactly."""
    if row.why == Why.PUBLISHED:
        return (last.title, last.words, last.why) == (row.title, row.words, row.why)
    return last.title == row.title and is_inside(row.words, last.words)


def is_inside(shorter: str, longer: str) -> bool:
    """Whether `longer` is `shorter` with nothing taken out and at most one stretch put in."""
    if len(shorter) > len(longer):
        return False
    together = zip(shorter, longer, strict=False)
    parted = next((place for place, (one, other) in enumerate(together) if one != other), len(shorter))
    return longer.endswith(shorter[parted:])
