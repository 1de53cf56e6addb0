"""Thanks by mail: once to each address, also where words were held at first, and never for words taken back."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.door.models import Message
from alongside.ground import store
from alongside.mail import outbox
from alongside.mail.models import Outgoing
from alongside.passage.states import State
from alongside.reading.models import PassedOver, ThankedMessage, ThankedWhom, Thanks
from alongside.reading.queries import READABLE

LETTERS = 50  # handed to the outbox in one piece: one write, which must stay short
PATIENCE = timedelta(hours=1)  # how long letters wait for messages that the gate has not read yet
KIND = "thanks"

ReceiptUrl = Callable[[str], str]
"""The whole address of a receipt, made from its token by those who know addresses."""


def carry_thanks(*, limit: int = LETTERS, now: datetime, receipt_url: ReceiptUrl) -> int:
    """Hand letters of thanks to the outbox, up to `limit` messages further, and return how many messages that were.

    One letter for each address that a word of thanks reaches, however often this is called or interrupted: the outbox
    takes the same one only once, and each piece is written together with how far it went. Only messages that the family
    may read (open or gentle) are answered by mail; whoever is passed over since theirs is held is written down for
    `carry_late`.
    """
    done = 0
    for thanks in _uncarried(now)[:limit]:
        done += _carry(thanks, limit - done, now, receipt_url)
        if done >= limit:
            break
    return done


def carry_late(*, limit: int = LETTERS, now: datetime, receipt_url: ReceiptUrl) -> int:
    """Thank by mail whose words were held when the family gave thanks and have been let through since.

    Takes up to `limit` of those passed over and returns how many; who took their words back is only crossed off.
    """
    settled = PassedOver.objects.filter(message__state__in=(*READABLE, State.WITHDRAWN))
    rows = list(settled.select_related("thanks__space", "message").order_by("id")[:limit])
    if not rows:
        return 0
    with store.write():
        for row in rows:
            if _is_answered(row.message):
                _mail(row.thanks, row.message, now, receipt_url)
        PassedOver.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def called_back(letters: Sequence[Outgoing]) -> Collection[UUID]:
    """Which of these letters answer words that were taken back, are held now, or have another address by now.

    What else the same person wrote is written down for `carry_late`, since one letter stands for all of it. Call it in
    the write that takes these letters out of the outbox.
    """
    ours = [letter for letter in letters if letter.kind == KIND]
    found = Message.objects.filter(pk__in=[letter.about for letter in ours]).only("email", "state").in_bulk()
    gone = [letter for letter in ours if not _stands(letter, found.get(letter.about) if letter.about else None)]
    PassedOver.objects.bulk_create((row for letter in gone for row in _instead(letter)), ignore_conflicts=True)
    return [letter.pk for letter in gone]


def _stands(letter: Outgoing, message: Message | None) -> bool:
    return message is not None and _is_answered(message) and message.email.lower() == letter.to.lower()


def _is_answered(message: Message) -> bool:
    return message.state in READABLE and bool(message.email)


def _instead(letter: Outgoing) -> Iterable[PassedOver]:
    """Every message that the same thanks could be mailed for in place of this letter, its own included."""
    thanks = Thanks.objects.select_related("space").filter(pk=_thanks_of(letter)).first()
    if thanks is None:
        return ()
    theirs = _meant(thanks).filter(Q(pk=letter.about) | Q(email__iexact=letter.to)).only("pk")
    return [PassedOver(space=thanks.space, thanks=thanks, message=message) for message in theirs]


def _uncarried(now: datetime) -> QuerySet[Thanks]:
    """Thanks whose letters are not all handed over, oldest first; not while a message that they may reach is unread."""
    unsettled = Message.objects.waiting().filter(space=OuterRef("space"), arrived_at__lte=OuterRef("given_at"))
    ready = Q(given_at__lte=now - PATIENCE) | ~Q(Exists(unsettled))
    return Thanks.objects.filter(ready, carried_at=None).select_related("space").order_by("given_at", "id")


def _carry(thanks: Thanks, limit: int, now: datetime, receipt_url: ReceiptUrl) -> int:
    rows = list(_ahead(thanks).only("arrived_at", "email", "receipt", "state")[:limit])
    with store.write():
        for message in rows:
            if message.state in READABLE:
                _mail(thanks, message, now, receipt_url)
        _pass_over(thanks, [message for message in rows if message.state not in READABLE])
        reached: dict[str, object] = {}
        if rows:
            reached = {"carried_to_at": rows[-1].arrived_at, "carried_to_id": rows[-1].pk}
        if len(rows) < limit:
            reached["carried_at"] = now
        Thanks.objects.filter(pk=thanks.pk, carried_to_id=thanks.carried_to_id).update(**reached)
    return len(rows)


def _pass_over(thanks: Thanks, held: Sequence[Message]) -> None:
    PassedOver.objects.bulk_create(
        [PassedOver(space=thanks.space, thanks=thanks, message=message) for message in held], ignore_conflicts=True
    )


def _ahead(thanks: Thanks) -> QuerySet[Message]:
    """The messages that are still to be answered, oldest first."""
    messages = _meant(thanks).order_by("arrived_at", "id")
    if thanks.carried_to_at is None:
        return messages
    behind = Q(arrived_at__gt=thanks.carried_to_at) | Q(pk__gt=thanks.carried_to_id)
    return messages.filter(behind, arrived_at__gte=thanks.carried_to_at)


def _meant(thanks: Thanks) -> QuerySet[Message]:
    """The messages with an address that a word of thanks is meant for; one that is taken back has none."""
    messages = Message.objects.in_space(thanks.space).exclude(email="")
    if thanks.to == ThankedWhom.ALL:
        return messages.filter(arrived_at__lte=thanks.given_at)
    return messages.filter(pk__in=ThankedMessage.objects.filter(thanks=thanks).values("message"))


def _mail(thanks: Thanks, message: Message, now: datetime, receipt_url: ReceiptUrl) -> None:
    with translation.override(thanks.space.language):
        outbox.put(
            to=message.email, subject=_("Words of thanks from %(by)s") % {"by": thanks.signed},
            text=_letter(thanks, receipt_url(message.receipt)), kind=KIND, dedupe=_key(thanks, message.email),
            about=message.pk, now=now, space=thanks.space,
        )  # fmt: skip


def _key(thanks: Thanks, email: str) -> str:
    """What a letter is about: this word of thanks, to this reader."""
    reader = hashlib.sha256(email.lower().encode()).hexdigest()[:32]
    return f"{KIND}:{thanks.pk.hex}:{reader}"


def _thanks_of(letter: Outgoing) -> UUID:
    return UUID(letter.dedupe.split(":")[1])


def _letter(thanks: Thanks, url: str) -> str:
    return _(
        "You wrote on the page “%(title)s”. These words are for you:\n\n"
        "%(words)s\n\n"
        "%(by)s\n\n"
        "What you wrote, and these thanks, are kept here:\n%(url)s\n\n"
        "There is no need to answer."
    ) % {"title": thanks.space.title, "words": thanks.words.strip(), "by": thanks.signed, "url": url}
