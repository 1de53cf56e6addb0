"""What a writer can do from their receipt: mend, take back, say that no answer is needed, leave an address."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.door import consents, finding
from alongside.door.draft import Draft, Unfit, email_problem, fit
from alongside.door.models import Message
from alongside.ground import store
from alongside.ground.errors import NotThere, Refused
from alongside.passage import states
from alongside.passage.states import Mover, State


class TakenBack(Refused):
    """The message was withdrawn by its writer: nothing more can be done with it."""

    status = 410


class ChangedMeanwhile(Refused):
    """The message was mended elsewhere since this page was opened."""

    status = 409


def mend(*, receipt: str, draft: Draft, seen: int, now: datetime) -> None:
    """Change a message's words, name, relation and consents; it waits again, since nothing has read the new words.

    A yes to teaching the gate was one for the old words: it ends here.

    Raises `Unfit`, `TakenBack`, `ChangedMeanwhile` (someone mended it after its `seen`-th mending), or `NotThere`.
    """
    fitting = fit(draft)
    with store.write():
        message = _theirs(receipt)
        changed = Message.objects.filter(
            pk=message.pk, mends=seen, state__in=states.sources(Mover.WRITER, after=State.WAITING)
        ).update(
            kind=fitting.kind, name=fitting.name, words=fitting.words, relation=fitting.relation,
            state=State.WAITING, decided=False, verdict=None, lease="", tries=0, try_after=now, mended_at=now,
            version=F("version") + 1, mends=F("mends") + 1, **consents.columns(fitting.consents),
        )  # fmt: skip
        if not changed:
            raise ChangedMeanwhile(
                _(
                    "This message was changed in another window. Your words are in the form below; send again to keep them."
                )
            )
        finding.leave(messages=Message.objects.filter(pk=message.pk))
        if fitting.consents != consents.of(message):
            consents.write_down(message, fitting.consents, at=now)
        if consents.teaches(message):
            consents.let_teach(message, agrees=False, at=now)


def withdraw(*, receipt: str, now: datetime) -> None:
    """Take a message back, for good: it is shown to nobody any more. Doing it twice changes nothing. Raises `NotThere`."""
    with store.write():
        mine = Message.objects.filter(receipt=receipt)
        gone = mine.filter(state__in=states.sources(Mover.WRITER, after=State.WITHDRAWN)).update(
            state=State.WITHDRAWN, withdrawn_at=now, version=F("version") + 1, lease="", email=""
        )
        if not gone and not mine.exists():
            raise NotThere
        finding.leave(messages=mine)


def answer(*, receipt: str, email: str, needed: bool) -> None:
    """Say whether the writer hopes for an answer, and keep an address for it; an empty one removes it.

    Raises `Unfit`, `TakenBack`, or `NotThere`.
    """
    problem = email_problem(email)
    if problem:
        raise Unfit({"email": problem})
    with store.write():
        Message.objects.filter(pk=_theirs(receipt).pk).update(email=email.strip(), no_answer_needed=not needed)


def teach(*, receipt: str, agrees: bool, now: datetime) -> None:
    """Say whether these words may teach the gate, without names; asked only where the family said yes to it.

    A yes can be taken back whatever the family says by now. Mended words teach nothing, so nobody says yes to that.
    Raises `TakenBack` or `NotThere`.
    """
    with store.write():
        message = _theirs(receipt)
        if consents.teaches(message) == agrees:
            return
        if agrees and (message.mends or not message.space.teaches_gate):
            raise NotThere
        consents.let_teach(message, agrees=agrees, at=now)


def _theirs(receipt: str) -> Message:
    message = Message.objects.filter(receipt=receipt).first()
    if message is None:
        raise NotThere
    if message.state == State.WITHDRAWN:
        raise TakenBack(_("You took this message back. It cannot be changed any more; you can write a new one."))
    return message
