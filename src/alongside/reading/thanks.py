"""Giving thanks: to everyone at once, to some, to one. Shown on receipts; `mailing` has them mailed as well."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.door.models import Message
from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.passage.states import READABLE
from alongside.reading import marks
from alongside.reading.models import ThankedMessage, ThankedWhom, Thanks
from alongside.reading.queries import own_name
from alongside.spaces.access import Keeper

LONGEST_WORDS = 10_000
LONGEST_SIGNED = 200
LONGEST_KEY = 100
MOST_CHOSEN = 1_000


class NotThanks(Refused):
    """A word of thanks cannot be given as it is. `problems` holds one sentence for each field that must be mended."""

    status = 422

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(next(iter(problems.values())), field=next(iter(problems)))
        self.problems = problems


class NobodyChosen(Refused):
    """There is nobody to thank among those who were chosen, or too many for one choice."""

    status = 422


def thank_all(*, keeper: Keeper, words: str, signed: str = "", key: str = "", now: datetime) -> Thanks:
    """Thank everyone whose message has arrived by `now`; the same `key` again returns the first and gives nothing.

    `signed` stands under the words; empty means the keeper's own name. Raises `NotThanks`.
    """
    return _give(keeper, ThankedWhom.ALL, words=words, signed=signed, key=key, now=now)


def thank_some(
    *, keeper: Keeper, message_ids: Collection[UUID], words: str, signed: str = "", key: str = "", now: datetime
) -> Thanks:
    """Thank those who wrote these messages; those taken back or held since they were chosen are left out.

    Otherwise as `thank_all`. Raises `NotThanks`; `NobodyChosen`; `NotThere` when one is not a message of this space.
    """
    return _give(keeper, ThankedWhom.SOME, message_ids, words=words, signed=signed, key=key, now=now)


def thank_one(
    *, keeper: Keeper, message_id: UUID, words: str, signed: str = "", key: str = "", now: datetime
) -> Thanks:
    """Thank the one who wrote this message. As `thank_some`."""
    return _give(keeper, ThankedWhom.ONE, [message_id], words=words, signed=signed, key=key, now=now)


def problems(*, words: str, signed: str) -> dict[str, str]:
    """One sentence for each field that cannot be kept as it is; empty when all is well."""
    found = {"words": _words_problem(words), "signed": _signed_problem(signed)}
    return {name: sentence for name, sentence in found.items() if sentence}


def _words_problem(words: str) -> str:
    if "\0" in words:
        return _hidden()
    if len(words) > LONGEST_WORDS:
        return _("This is longer than we can keep: %(most)s letters.") % {"most": f"{LONGEST_WORDS:,}"}
    return "" if words.strip() else _("There are no words yet. A single line is enough.")


def _signed_problem(signed: str) -> str:
    if "\0" in signed:
        return _hidden()
    if len(signed.strip()) > LONGEST_SIGNED:
        return _("This is too long. Please use %(most)d letters at most.") % {"most": LONGEST_SIGNED}
    return ""


def _hidden() -> str:
    return _(
        "There is a hidden character in this text that cannot be kept (a null character). Please type it once more."
    )


def _give(
    keeper: Keeper, to: ThankedWhom, message_ids: Collection[UUID] = (), *, words: str, signed: str, key: str, now: datetime
) -> Thanks:  # fmt: skip
    wrong = problems(words=words, signed=signed)
    if wrong:
        raise NotThanks(wrong)
    key = key[:LONGEST_KEY]
    known = Thanks.objects.filter(space=keeper.space, key=key).first() if key else None
    if known is not None:
        return known
    thanks = Thanks(
        space=keeper.space, by=keeper.membership, signed=signed.strip() or own_name(keeper), to=to,
        words=words.replace("\r\n", "\n").replace("\r", "\n"), key=key or ids.new_token(), given_at=now,
    )  # fmt: skip
    try:
        _keep(thanks, _readable(keeper, message_ids) if to != ThankedWhom.ALL else [])
    except IntegrityError:  # the same form, sent twice at the same moment: the other one was kept
        return Thanks.objects.get(space=keeper.space, key=thanks.key)
    return thanks


def _keep(thanks: Thanks, messages: Sequence[UUID]) -> None:
    with store.write():
        thanks.save(force_insert=True)
        ThankedMessage.objects.bulk_create(
            ThankedMessage(space=thanks.space, thanks=thanks, message_id=message) for message in messages
        )


def _readable(keeper: Keeper, message_ids: Collection[UUID]) -> list[UUID]:
    """Those of the chosen that this keeper may have before them, in the order they came."""
    chosen = set(message_ids)
    if not chosen:
        raise NobodyChosen(_("Nobody is chosen yet. Choose whom you would like to thank."))
    if len(chosen) > MOST_CHOSEN:
        raise NobodyChosen(_("These are very many at once. Thank everyone, or choose fewer."))
    found = Message.objects.in_space(keeper.space).filter(pk__in=chosen)
    if found.count() != len(chosen):
        raise NotThere
    kept = marks.not_put_away(found.filter(state__in=READABLE), keeper).order_by("arrived_at", "id")
    readable = list(kept.values_list("pk", flat=True))
    if not readable:
        raise NobodyChosen(_("What they wrote is no longer here: it was taken back, or put away."))
    return readable
