"""Carrying letters out: claimed a few at a time, delivered outside any transaction, each noted as soon as it is gone.

A letter is sent at least once and, as far as SMTP allows, not twice: only when the process dies, or the line breaks,
between the server's "250" and our note of it can the same letter go out again, under the same Message-ID.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F

from alongside.ground import claim, measures, store
from alongside.mail import composing, delivery, unsubscribing
from alongside.mail.delivery import Fate, Outcome
from alongside.mail.models import Outgoing, Outgoings, State
from alongside.mail.night import after_the_night

log = logging.getLogger("alongside.mail")

BATCH = 20
LEASE = timedelta(minutes=20)  # longer than the slowest server can make one batch last
LEASE_OF_THE_AWAITED = timedelta(minutes=2)  # somebody sits and waits: better the same code twice than none for long
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)  # RFC 5321, section 4.5.4.1: four to five days
LINE_WAIT = timedelta(minutes=1)  # until a server that could not be reached is tried again
LONGEST_AHEAD = timedelta(days=1)  # no night is longer, and no other wait
LONGEST_PROBLEM = 300


CalledBack = Callable[[Sequence[Outgoing]], Collection[UUID]]
"""Which of these letters must not leave any more: asked at the last moment of those who know what they are about."""


def _nothing(_letters: Sequence[Outgoing]) -> Collection[UUID]:
    return ()


def carry(*, limit: int, now: datetime, called_back: CalledBack = _nothing) -> int:
    """Carry out up to `limit` letters, first those that somebody waits for, which are the ones that are not quiet.

    Returns how many were dealt with, or 0 when the server cannot be used now.
    """
    letters = _claim(limit, now)
    going = _by_day(_wanted(_still_meant(letters, called_back), now), now)
    with delivery.way_out() as way:
        for place, letter in enumerate(going):
            if not _ours([letter]).exists():  # this batch outlasted its lease, or the clock was set on: another has it
                continue
            outcome = _deliver(way, letter)
            measures.LETTERS.add(outcome.fate.value)
            if outcome.fate is Fate.NO_LINE:
                _wait_for_line(going[place:], outcome, now)
                return 0
            _note(letter, outcome, now)
    return len(letters)


def _claim(limit: int, now: datetime) -> list[Outgoing]:
    due = Outgoing.objects.waiting().select_related("space")
    first = due.filter(quiet=False)
    awaited = claim.claim(first, limit=limit, now=now, lease=LEASE_OF_THE_AWAITED, longest=LONGEST_AHEAD)
    if len(awaited) == limit:
        return [*awaited]
    room, others = limit - len(awaited), due.filter(quiet=True)
    return [*awaited, *claim.claim(others, limit=room, now=now, lease=LEASE, longest=LONGEST_AHEAD)]


def _still_meant(letters: list[Outgoing], called_back: CalledBack) -> list[Outgoing]:
    """What is called back leaves no trace, address and key included: it is as if it had never been put in."""
    about_something = [letter for letter in letters if letter.about]
    if not about_something:
        return letters
    with store.write():
        gone = frozenset(called_back(about_something))
        _ours([letter for letter in letters if letter.pk in gone]).delete()
    return [letter for letter in letters if letter.pk not in gone]


def _wanted(letters: Sequence[Outgoing], now: datetime) -> list[Outgoing]:
    unwanted = unsubscribing.unwanted(letters)
    if unwanted:
        with store.write():
            Outgoing.objects.waiting().filter(pk__in=unwanted).update(state=State.UNSUBSCRIBED, settled_at=now)
    return [letter for letter in letters if letter.pk not in unwanted]


def _by_day(letters: list[Outgoing], now: datetime) -> list[Outgoing]:
    """Those that may arrive now; quiet ones wait for the morning where their space lives, or else the host."""
    going = []
    for letter in letters:
        zone = letter.space.time_zone if letter.space else settings.SITE.time_zone
        morning = after_the_night(now, zone=zone) if letter.quiet else now
        if morning > now:
            _put_off([letter], until=morning)
        else:
            going.append(letter)
    return going


def _deliver(way: delivery.Way, letter: Outgoing) -> Outcome:
    """Hand one letter over. One that cannot even be written out is given up: it would never be better."""
    try:
        return way.deliver(composing.compose(letter), _file_name(letter))
    except ValueError as broken:
        return Outcome(Fate.NEVER, str(broken))
    except Exception as broken:
        log.exception("letter %s could not be handed over", letter.pk)
        return Outcome(Fate.LATER, repr(broken))  # so that those behind it are not held up


def _note(letter: Outgoing, outcome: Outcome, now: datetime) -> None:
    said = outcome.said[:LONGEST_PROBLEM]
    if outcome.fate is Fate.SENT:
        name = "" if settings.SITE.mail_url else _file_name(letter)
        _settle(letter, State.SENT, now, folder_name=name, last_problem="")  # whoever holds the lease by now
    elif outcome.fate is Fate.NEVER or now - letter.made_at > GIVE_UP_AFTER:
        log.warning("letter %s is given up (%s)", letter.pk, outcome.code)
        _settle(letter, State.GIVEN_UP, now, last_problem=said)
    else:
        wait = claim.back_off(letter.tries, first=FIRST_WAIT, longest=LONGEST_WAIT)
        with store.write():
            _ours([letter]).update(try_after=now + wait, last_problem=said)


def _settle(letter: Outgoing, state: State, now: datetime, **more: str) -> None:
    with store.write():
        Outgoing.objects.waiting().filter(pk=letter.pk).update(state=state, settled_at=now, **more)


def _wait_for_line(letters: Sequence[Outgoing], outcome: Outcome, now: datetime) -> None:
    """The server cannot be used: everything waits a little, so that it is asked once a minute and not once a letter."""
    log.warning("the mail server cannot be used (%s), the next try is in %s", outcome.code, LINE_WAIT)
    _put_off(letters, until=now + LINE_WAIT, said=outcome.said[:LONGEST_PROBLEM])
    with store.write():
        Outgoing.objects.waiting().filter(try_after__lt=now + LINE_WAIT).update(try_after=now + LINE_WAIT)


def _put_off(letters: Sequence[Outgoing], *, until: datetime, said: str = "") -> None:
    """Let letters wait without counting it as a try."""
    with store.write():
        _ours(letters).update(try_after=until, tries=F("tries") - 1, last_problem=said)


def _ours(letters: Sequence[Outgoing]) -> Outgoings:
    """The rows of these letters as far as this claim still holds them."""
    leases = {letter.lease for letter in letters}
    return Outgoing.objects.waiting().filter(pk__in=[letter.pk for letter in letters], lease__in=leases)


def _file_name(letter: Outgoing) -> str:
    return f"{letter.made_at:%Y-%m-%d}-{letter.pk}.eml"
