"""Agreeing: when the space asks for it, no letter goes out that only one keeper stands behind.

An agreement is to one version. Whoever asks agrees by asking; so the rule is: a letter may be published by a keeper when
another keeper, who is still one, agreed to exactly this version.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.ground import store
from alongside.ground.errors import Refused
from alongside.letters import finding
from alongside.letters.models import Agreement, Letter
from alongside.letters.states import Deed, State
from alongside.spaces.access import Keeper
from alongside.spaces.models import Membership, Role, Space


class NotAsked(Refused):
    """The letter does not wait for anyone's agreement."""

    status = 409


class AlreadyOut(Refused):
    """The letter is on the page as it is; there is nothing left to ask or to take back."""

    status = 409


class OlderWords(Refused):
    """The agreement was to words that have changed since."""

    status = 409


def ask(*, keeper: Keeper, letter_id: UUID, seen: int, now: datetime) -> None:
    """Ask the other keepers to agree to this version.

    Raises `AlreadyOut`, `NotAsked` (a day is set for it), `ChangedMeanwhile`, or `NotThere`.
    """
    with store.write():
        letter = finding.as_seen(keeper, letter_id, seen)
        if letter.state == State.PUBLISHED:
            raise AlreadyOut(_("This letter is on your page as it stands here. There is nothing left to ask."))
        if not finding.step(letter, Deed.ASK, asked_by=keeper.membership):
            raise NotAsked(_("A day is set for this letter. Hold it back first, then ask."))
        _write_down(letter, keeper.membership, now)


def agree(*, keeper: Keeper, letter_id: UUID, seen: int, now: datetime) -> None:
    """Agree to the version that was seen; twice is once. Raises `OlderWords`, `NotAsked`, or `NotThere`."""
    with store.write():
        letter = finding.theirs(keeper, letter_id)
        if letter.version != seen:
            raise OlderWords(_("The letter has changed since you opened this page. Read it once more, then agree."))
        if not finding.step(letter, Deed.AGREE):
            raise NotAsked(_("Nobody is asking for agreement to this letter any more."))
        _write_down(letter, keeper.membership, now)


def take_back(*, keeper: Keeper, letter_id: UUID) -> None:
    """Take back one's agreement, or one's asking; a letter that was to go out on a day waits again.

    Doing it twice changes nothing. Raises `AlreadyOut` when the letter is published as it is, or `NotThere`.
    """
    with store.write():
        letter = finding.theirs(keeper, letter_id)
        if letter.state == State.PUBLISHED:
            raise AlreadyOut(_("This letter is on your page already. You can hold it back."))
        gone, _tables = _of(letter).filter(membership=keeper.membership).delete()
        asker = letter.state == State.ASKING and letter.asked_by_id == keeper.membership.pk
        if asker or gone:
            finding.step(letter, Deed.STOP_ASKING if asker else Deed.DISAGREE)


def is_missing(letter: Letter, *, publisher_id: UUID) -> bool:
    """Whether `publisher_id` (a membership) may not publish the letter yet, for want of another keeper's agreement."""
    others = keepers(letter.space).exclude(pk=publisher_id)
    if not letter.space.letters_need_agreement or not others.exists():
        return False
    return not _of(letter).filter(membership__in=others).exists()


def forget(letter: Letter, *, membership: Membership) -> None:
    """Drop a keeper's agreements to a letter: holding it back takes them back."""
    Agreement.objects.filter(letter=letter, membership=membership).delete()


def keepers(space: Space) -> QuerySet[Membership]:
    """Those who keep the space today."""
    return Membership.objects.filter(space=space, role=Role.KEEPER, left_at=None)


def _of(letter: Letter) -> QuerySet[Agreement]:
    return Agreement.objects.filter(letter=letter, version=letter.version)


def _write_down(letter: Letter, membership: Membership, now: datetime) -> None:
    Agreement.objects.get_or_create(
        letter=letter, membership=membership, version=letter.version, defaults={"space_id": letter.space_id, "at": now}
    )
