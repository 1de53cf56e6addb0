"""Publishing: now, on a day and at an hour, or not. The only module that writes what others read."""

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.ground import store
from alongside.ground.errors import Refused
from alongside.letters import agreeing, finding, history
from alongside.letters.models import Letter, Why
from alongside.letters.states import Deed, State
from alongside.spaces.access import Keeper

BATCH = 50


class AlreadyPublished(Refused):
    """The letter is on the page exactly as it stands here."""

    status = 409


class NeedsAgreement(Refused):
    """Another keeper has not agreed to these words yet."""

    status = 409


class NoWords(Refused):
    """There is nothing in the letter that could be read."""

    status = 422


class TimeHasPassed(Refused):
    """The moment for publishing lies in the past."""

    status = 422


def publish(*, keeper: Keeper, letter_id: UUID, seen: int, now: datetime) -> None:
    """Put the letter, as it was seen, on the page for its audience.

    Raises `AlreadyPublished`, `NeedsAgreement`, `NoWords`, `ChangedMeanwhile`, or `NotThere`.
    """
    with store.write():
        letter = finding.as_seen(keeper, letter_id, seen)
        _check(letter, keeper)
        _put_on_page(letter, Deed.PUBLISH, now)


def schedule(*, keeper: Keeper, letter_id: UUID, seen: int, at: datetime, now: datetime) -> None:
    """Have the letter published at `at`, as it was seen; a change before then takes it off the calendar again.

    Raises `TimeHasPassed`, `AlreadyPublished`, `NeedsAgreement`, `NoWords`, `ChangedMeanwhile`, or `NotThere`.
    """
    if at <= now:
        raise TimeHasPassed(_("This moment has passed. Choose a later one, or publish the letter now."), field="day")
    with store.write():
        letter = finding.as_seen(keeper, letter_id, seen)
        _check(letter, keeper)
        finding.step(letter, Deed.SCHEDULE, publish_at=at, scheduled_by=keeper.membership)


def hold(*, keeper: Keeper, letter_id: UUID) -> None:
    """Keep the letter back: it leaves the page at once, and the keeper's own agreement to it with it.

    Any keeper may, whatever they saw; twice is once. Raises `NotThere`.
    """
    with store.write():
        letter = finding.theirs(keeper, letter_id)
        agreeing.forget(letter, membership=keeper.membership)
        finding.step(letter, Deed.HOLD, on_page=False)


def publish_due(*, limit: int = BATCH, now: datetime) -> int:
    """Publish up to `limit` scheduled letters whose time has come and return how many were dealt with; harmless twice.

    One that has lost the agreement it needs is not published: it waits for the keepers again.
    """
    due = Letter.objects.filter(state=State.SCHEDULED, publish_at__lte=now)
    ids = list(due.order_by("publish_at", "pk").values_list("pk", flat=True)[:limit])
    return sum(_publish_one_due(letter_id, now) for letter_id in ids)


def _publish_one_due(letter_id: UUID, now: datetime) -> bool:
    with store.write():
        still = Letter.objects.filter(pk=letter_id, state=State.SCHEDULED, publish_at__lte=now)
        letter = still.select_related("space").select_for_update(of=("self",)).first()
        if letter is None:  # another round was quicker, or a keeper changed it in this moment
            return False
        if letter.scheduled_by_id and agreeing.is_missing(letter, publisher_id=letter.scheduled_by_id):
            return finding.step(letter, Deed.FALL_DUE_DISAGREED)
        return _put_on_page(letter, Deed.FALL_DUE, now)


def _check(letter: Letter, keeper: Keeper) -> None:
    if letter.state == State.PUBLISHED:
        raise AlreadyPublished(_("This letter is on your page already, word for word. There is nothing left to do."))
    if not letter.words.strip():
        raise NoWords(_("There are no words in this letter yet."), field="words")
    if agreeing.is_missing(letter, publisher_id=keeper.membership.pk):
        raise NeedsAgreement(_("Another keeper has not agreed to these words yet. Ask them first."))


def _put_on_page(letter: Letter, deed: Deed, now: datetime) -> bool:
    """Show the words as they stand; a letter that was on the page keeps its day when it is mended."""
    done = finding.step(
        letter, deed, on_page=True, published_at=letter.published_at if letter.on_page else now,
        publish_at=None, shown_title=F("title"), shown_words=F("words"), shown_audience=F("audience"),
        shown_language=F("language"), shown_version=F("version"),
    )  # fmt: skip
    if done:
        history.keep(letter, Why.PUBLISHED)
    return done
