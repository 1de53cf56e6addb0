"""What the operator's page shows of the letters: where each is, what a server said; words only where there is no server."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.mail import delivery
from alongside.mail.models import Outgoing, State
from alongside.mail.outbox import SIGN_IN_CODE
from alongside.spaces.access import Moderator

ON_A_PAGE = 50
MOST_COUNTED = 100
SECRET_ADDRESS = re.compile(r"\S*/(?:received|invited|sign-in)/\S*")  # opens something for whoever has it


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter on the operator's page; `text` is empty where it is not the operator's to read.

    Addresses that open something for whoever has them are left out of it: they are their reader's alone.
    """

    id: UUID
    to: str
    subject: str
    text: str
    state: str
    state_label: str
    made_at: datetime
    next_try: datetime | None
    settled_at: datetime | None
    problem: str
    file: str


@dataclass(frozen=True, slots=True)
class OutgoingShown:
    """A page of letters, newest first; `older` continues it and is empty at the end.

    `given_up` and `waiting` are counted to 100 and no further: 101 says that there are more.
    """

    letters: tuple[LetterShown, ...]
    older: str
    folder: str  # where letters lie when there is no mail server, else empty
    given_up: int
    waiting: int

    @property
    def very_many(self) -> int:
        """What was counted no further."""
        return MOST_COUNTED


def outgoing(*, moderator: Moderator, older: str = "", only: str = "") -> OutgoingShown:
    """Letters for those who look after the site, newest first; `only` is a state, `older` the end of the page before."""
    letters = Outgoing.objects.exclude(to="").order_by("-id")
    if only in State.values:
        letters = letters.filter(state=only)
    if end := _uuid(older):
        letters = letters.filter(id__lt=end)
    page = list(letters[: ON_A_PAGE + 1])
    return OutgoingShown(
        letters=tuple(_show(letter) for letter in page[:ON_A_PAGE]),
        older=str(page[ON_A_PAGE - 1].pk) if len(page) > ON_A_PAGE else "",
        folder="" if settings.SITE.mail_url else str(delivery.folder()),
        given_up=_up_to_many(Outgoing.objects.filter(state=State.GIVEN_UP).exclude(to="")),
        waiting=_up_to_many(Outgoing.objects.waiting()),
    )


def _up_to_many(letters: QuerySet[Outgoing]) -> int:
    return letters.order_by()[: MOST_COUNTED + 1].count()


def _show(letter: Outgoing) -> LetterShown:
    readable = bool(letter.folder_name) and letter.kind != SIGN_IN_CODE
    return LetterShown(
        id=letter.pk, to=letter.to, subject=letter.subject, text=SECRET_ADDRESS.sub("…", letter.text) if readable else "",
        state=letter.state, state_label=_label(letter), made_at=letter.made_at, settled_at=letter.settled_at,
        next_try=letter.try_after if letter.state == State.WAITING else None,
        problem=letter.last_problem, file=letter.folder_name,
    )  # fmt: skip


def _label(letter: Outgoing) -> str:
    return _("laid in the folder") if letter.folder_name else str(State(letter.state).label)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def any_given_up() -> bool:
    """Whether some letter will never leave unless someone mends what stands in its way."""
    return Outgoing.objects.filter(state=State.GIVEN_UP).exists()


def count_waiting() -> int:
    """How many letters have not left yet."""
    return Outgoing.objects.waiting().order_by().count()
