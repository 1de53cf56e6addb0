"""Thanks: to everyone at once, to some, to one. Shown on receipts, and mailed once to those who left an address."""

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.door.models import Message
from alongside.ground import ids, store
from alongside.ground.errors import NotThere, Refused
from alongside.mail import outbox
from alongside.reading import marks
from alongside.reading.models import ThankedMessage, ThankedWhom, Thanks
from alongside.reading.queries import READABLE, own_name
from alongside.spaces.access import Keeper

LONGEST_WORDS = 10_000
LONGEST_SIGNED = 200
LONGEST_KEY = 100
MOST_CHOSEN = 1_000
LETTERS = 50  # handed to the outbox in one piece: one write, which must stay short
PATIENCE = timedelta(hours=1)  # how long letters wait for messages that the gate has not read yet
KIND = "thanks"


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


def carry_thanks(*, limit: int = LETTERS, now: datetime, receipt_url: Callable[[str], str]) -> int:
    """Hand letters of thanks to the outbox, up to `limit` messages further, and return how many messages that were.

    One letter for each address that a word of thanks reaches, however often this is called or interrupted: the outbox
    takes the same one only once, and each piece is written together with how far it went. Only messages that the family
    may read (open or gentle) are answered by mail. `receipt_url` makes a receipt's whole address of its token.
    """
    done = 0
    for thanks in _uncarried(now)[:limit]:
        done += _carry(thanks, limit - done, now, receipt_url)
        if done >= limit:
            break
    return done


def _uncarried(now: datetime) -> QuerySet[Thanks]:
    """Thanks whose letters are not all handed over, oldest first; not while a message that they may reach is unread."""
    unsettled = Message.objects.waiting().filter(space=OuterRef("space"), arrived_at__lte=OuterRef("given_at"))
    ready = Q(given_at__lte=now - PATIENCE) | ~Q(Exists(unsettled))
    return Thanks.objects.filter(ready, carried_at=None).select_related("space").order_by("given_at", "id")


def _carry(thanks: Thanks, limit: int, now: datetime, receipt_url: Callable[[str], str]) -> int:
    rows = _next_to_mail(thanks, limit)
    with store.write(), translation.override(thanks.space.language):
        for message in rows:
            _mail(thanks, message, now, receipt_url(message.receipt))
        reached: dict[str, object] = {}
        if rows:
            reached = {"carried_to_at": rows[-1].arrived_at, "carried_to_id": rows[-1].pk}
        if len(rows) < limit:
            reached["carried_at"] = now
        Thanks.objects.filter(pk=thanks.pk, carried_to_id=thanks.carried_to_id).update(**reached)
    return len(rows)


def _next_to_mail(thanks: Thanks, limit: int) -> list[Message]:
    """The next messages to answer, oldest first. Lane by lane, since each lane has its own stretch of the index."""
    found: list[Message] = []
    for lane in READABLE:
        messages = _meant(thanks).filter(state=lane).order_by("arrived_at", "id")
        found += messages.only("arrived_at", "email", "receipt")[:limit]
    found.sort(key=lambda message: (message.arrived_at, message.pk))
    return list(islice(found, limit))


def _meant(thanks: Thanks) -> QuerySet[Message]:
    messages = Message.objects.in_space(thanks.space).exclude(email="")
    if thanks.to == ThankedWhom.ALL:
        messages = messages.filter(arrived_at__lte=thanks.given_at)
    else:
        messages = messages.filter(pk__in=ThankedMessage.objects.filter(thanks=thanks).values("message"))
    if thanks.carried_to_at is None:
        return messages
    behind = Q(arrived_at__gt=thanks.carried_to_at) | Q(pk__gt=thanks.carried_to_id)
    return messages.filter(behind, arrived_at__gte=thanks.carried_to_at)


def _mail(thanks: Thanks, message: Message, now: datetime, url: str) -> None:
    reader = hashlib.sha256(message.email.lower().encode()).hexdigest()[:32]
    outbox.put(
        to=message.email, subject=_("Words of thanks from %(by)s") % {"by": thanks.signed},
        text=_letter(thanks, url), kind=KIND, dedupe=f"{KIND}:{thanks.pk.hex}:{reader}", now=now, space=thanks.space,
    )  # fmt: skip


def _letter(thanks: Thanks, url: str) -> str:
    return _(
        "You wrote on the page “%(title)s”. These words are for you:\n\n"
        "%(words)s\n\n"
        "%(by)s\n\n"
        "What you wrote, and these thanks, are kept here:\n%(url)s\n\n"
        "There is no need to answer."
    ) % {"title": thanks.space.title, "words": thanks.words.strip(), "by": thanks.signed, "url": url}
