"""The whole timetable: every job that time starts, how often, and how much at once.

docs/what-happens-when.md tells the story of each.

A job takes `now`, does one bounded piece of work, and returns how much it did: when it did a whole piece there may be more,
and it is called again at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.door import limits, porch, settle
from alongside.ground import addresses, memory
from alongside.letters import publishing
from alongside.mail import carrying, forgetting
from alongside.people import leaving
from alongside.reading import mailing


@dataclass(frozen=True, slots=True)
class Job:
    """A timed job: its name, the verb, how often, and how many make a whole piece."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta
    piece: int


def settle_waiting(now: datetime) -> int:
    """Messages that wait at the door cross the gate."""
    return settle.settle_waiting(limit=settle.BATCH, now=now).settled


def carry_in_porch(now: datetime) -> int:
    """What waits on the porch is carried in, also what a process left there that is no more."""
    return porch.carry_in()


def forget_senders(now: datetime) -> int:
    """Counts of senders run out."""
    return limits.forget(now=now)


def publish_letters(now: datetime) -> int:
    """The family's letters go out on the day and at the hour they set."""
    return publishing.publish_due(limit=publishing.BATCH, now=now)


def carry_thanks(now: datetime) -> int:
    """The family's thanks go to the outbox, for those who left an address."""
    return mailing.carry_thanks(limit=mailing.LETTERS, now=now, receipt_url=_receipt_url)


def carry_late_thanks(now: datetime) -> int:
    """Whose words were held when the family gave thanks, and let through since, are mailed them after all."""
    return mailing.carry_late(limit=mailing.LETTERS, now=now, receipt_url=_receipt_url)


def _receipt_url(token: str) -> str:
    return addresses.whole(addresses.receipt(token))


def carry_letters(now: datetime) -> int:
    """Letters in the outbox leave by mail, or lie in the folder; thanks for words that were taken back do not."""
    return carrying.carry(limit=carrying.BATCH, now=now, called_back=mailing.called_back)


def forget_letters(now: datetime) -> int:
    """What mailed letters said, and to whom, is taken out of them."""
    return forgetting.forget(now=now)


def prune_people(now: datetime) -> int:
    """People who never came in and belong nowhere are forgotten."""
    return leaving.prune(now=now)


def forget_visits(now: datetime) -> int:
    """Sessions that have run out are forgotten."""
    return leaving.forget_visits(now=now)


def give_memory_back(now: datetime) -> int:
    """What this process does not need any more goes back to the machine."""
    memory.give_back()
    return 0


TIMETABLE: tuple[Job, ...] = (
    Job("settle what waits", settle_waiting, every=timedelta(seconds=1), piece=settle.BATCH),
    Job("carry in the porch", carry_in_porch, every=timedelta(seconds=5), piece=10**9),
    Job("publish letters", publish_letters, every=timedelta(seconds=10), piece=publishing.BATCH),
    Job("carry thanks", carry_thanks, every=timedelta(seconds=10), piece=mailing.LETTERS),
    Job("carry late thanks", carry_late_thanks, every=timedelta(minutes=1), piece=mailing.LETTERS),
    Job("carry letters", carry_letters, every=timedelta(seconds=1), piece=carrying.BATCH),
    Job("forget senders", forget_senders, every=timedelta(minutes=1), piece=10**9),
    Job("forget letters", forget_letters, every=timedelta(minutes=10), piece=forgetting.AT_ONCE),
    Job("prune people", prune_people, every=timedelta(hours=1), piece=leaving.AT_ONCE),
    Job("forget visits", forget_visits, every=timedelta(hours=1), piece=10**9),
    Job("give memory back", give_memory_back, every=timedelta(minutes=1), piece=1),
)
