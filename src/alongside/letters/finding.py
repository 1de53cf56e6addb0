"""Finding a letter for a change, and taking one step with it: what every verb of this room begins and ends with."""

from uuid import UUID

from django.utils.translation import gettext as _

from alongside.ground.errors import NotThere, Refused
from alongside.letters import states
from alongside.letters.models import Letter
from alongside.letters.states import Deed
from alongside.spaces.access import Keeper


class ChangedMeanwhile(Refused):
    """The letter is no longer the one that the page showed."""

    status = 409


def find(keeper: Keeper, letter_id: UUID) -> Letter | None:
    """The keeper's letter, or none; where the engine can, others wait for it until this write ends."""
    mine = Letter.objects.in_space(keeper.space).filter(pk=letter_id)
    return mine.select_related("space").select_for_update(of=("self",)).first()


def theirs(keeper: Keeper, letter_id: UUID) -> Letter:
    """The keeper's letter. Raises `NotThere`."""
    letter = find(keeper, letter_id)
    if letter is None:
        raise NotThere
    return letter


def as_seen(keeper: Keeper, letter_id: UUID, seen: int) -> Letter:
    """The keeper's letter, if it is still the version they saw. Raises `ChangedMeanwhile`, or `NotThere`."""
    letter = theirs(keeper, letter_id)
    if letter.version != seen:
        raise ChangedMeanwhile(_("This letter has changed since you opened this page. Read it once more, then decide."))
    return letter


def step(letter: Letter, deed: Deed, **columns: object) -> bool:
    """Take one step of the table and write `columns` with it; false when `deed` cannot be done where the letter stands."""
    after = states.after(deed, before=letter.state)
    if after is None:
        return False
    as_it_was = Letter.objects.filter(pk=letter.pk, state=letter.state, version=letter.version)
    return bool(as_it_was.update(state=after, **columns))
