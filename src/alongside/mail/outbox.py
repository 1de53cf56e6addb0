"""The outbox: a letter is put in with the change it tells of, in one transaction, and carried out later."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.ground import store
from alongside.ground.errors import NotThere
from alongside.mail.models import Outgoing, State
from alongside.spaces.access import Moderator
from alongside.spaces.models import Space

LONGEST_SUBJECT = 300
SIGN_IN_CODE = "sign-in code"  # a kind whose letters are for their reader alone, also where the operator reads others


def put(
    *,
    to: str,
    subject: str,
    text: str,
    kind: str,
    dedupe: str,
    now: datetime,
    space: Space | None = None,
    quiet: bool = True,
    unsubscribe: bool = True,
    html: str = "",
    about: UUID | None = None,
) -> bool:
    """Put a letter into the outbox, within the caller's transaction; false when one with this `dedupe` was there already.

    `kind` (at most 40 letters) is what a reader can unsubscribe from, for one space; `dedupe` (at most 200) names what the
    letter is about. A `quiet` letter never arrives between 21:00 and 08:00 where the space lives. `html` may stay empty:
    then the text itself is marked up. `about` is the key of what the letter answers: whoever carries letters out is asked
    whether that still stands (`carrying.CalledBack`). A letter that is not `quiet` leaves before all that are.
    """
    letter = Outgoing(
        space=space, to=to.strip(), subject=" ".join(subject.split())[:LONGEST_SUBJECT], text=text, html=html, kind=kind,
        dedupe=dedupe, quiet=quiet, unsubscribe=unsubscribe, about=about, made_at=now, try_after=now,
    )  # fmt: skip
    with store.write():
        # One statement that a second, simultaneous letter cannot break; whose row it was tells whether ours went in.
        Outgoing.objects.bulk_create([letter], ignore_conflicts=True)
        return Outgoing.objects.filter(pk=letter.pk).exists()


def try_again(*, moderator: Moderator, letter: UUID, now: datetime) -> None:
    """Let a letter that was given up wait once more, after the operator has mended what stood in its way.

    Raises `NotThere` when there is no such letter.
    """
    with store.write():
        again = _given_up(letter).update(state=State.WAITING, try_after=now, made_at=now, tries=0, settled_at=None)
        if not again and not Outgoing.objects.filter(pk=letter).exists():
            raise NotThere


def _given_up(letter: UUID) -> QuerySet[Outgoing]:
    return Outgoing.objects.filter(pk=letter, state=State.GIVEN_UP)
