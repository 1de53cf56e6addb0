"""Filling an empty site with the invented family, through the same verbs that everyone uses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from alongside.door import intake, settle
from alongside.ground import store
from alongside.house import operating
from alongside.house.demo import script
from alongside.house.demo.script import LetterTold, Script
from alongside.letters import agreeing, draft, publishing
from alongside.people import arriving
from alongside.reading import thanks
from alongside.spaces import access, inviting, opening, pace
from alongside.spaces.access import Keeper
from alongside.spaces.models import Space, Visibility
from alongside.web import links

DAYS = 26
KEEPERS = (("Mira", "mira@example.org"), ("Jonas", "jonas@example.org"))
HELPER = ("Tilda", "tilda@example.org")
MODERATOR = ("Tom", "tom@example.org")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who one can sign in as, and the one-time link."""

    who: str
    url: str


def is_filled(slug: str) -> bool:
    """Whether the demo's space is there already."""
    return Space.objects.filter(slug=slug).exists()


def fill(told: Script, *, messages: int, now: datetime) -> None:
    """Open the space, let everyone arrive, and tell its story up to `now`."""
    with store.write():
        keepers = _family(told, began=now - timedelta(days=DAYS))
        arriving.appoint(person=arriving.arrive(email=MODERATOR[1], name=MODERATOR[0], now=now), moderator=True)
        _messages(told, keepers[0].space, messages=messages, now=now)
        for letter in told["letters"]:
            _letter(letter, keepers, now=now)
    while settle.settle_waiting(now=now).settled:
        pass
    _reading(keepers, now=now)


def _family(told: Script, *, began: datetime) -> list[Keeper]:
    family = told["family"]
    (name, email), *others = KEEPERS
    asked = opening.Opening(
        slug=family["slug"], title=family["title"], visibility=Visibility.PUBLIC,
        remembered=tuple(opening.OneRemembered(**one) for one in family["remembered"]),
        child_word=family["child_word"], event_words=family["event_words"], parent_words=family["parent_words"],
        country="GB", time_zone="Europe/London",
    )  # fmt: skip
    person = arriving.arrive(email=email, name=name, now=began)
    opening.open_space(opening=asked, by=person, name=name, now=began)
    first = access.keeper(slug=family["slug"], person=person)
    keepers = [first]
    for name, email in others:
        keepers.append(
            access.keeper(slug=family["slug"], person=_join(first, name=name, email=email, role="keeper", now=began))
        )
    _join(first, name=HELPER[0], email=HELPER[1], role="helper", now=began)
    return keepers


def _join(by: Keeper, *, name: str, email: str, role: str, now: datetime) -> arriving.Person:
    person = arriving.arrive(email=email, name=name, now=now)
    invitation = inviting.invite(keeper=by, email=email, role=role, now=now)
    inviting.join(token=invitation.token, person=person, name=name, now=now)
    return person


def _messages(told: Script, space: Space, *, messages: int, now: datetime) -> None:
    guest = access.guest(slug=space.slug)
    for number, arrival in enumerate(script.arrivals(told, messages=messages, days=DAYS)):
        came = now - timedelta(hours=arrival.hours_ago)
        intake.accept(guest=guest, draft=arrival.draft, key=f"demo-{number}", now=came)


def _letter(letter: LetterTold, keepers: list[Keeper], *, now: datetime) -> None:
    at = now - timedelta(days=letter["days_ago"])
    words = letter["words"].strip()
    first, second, *_ = keepers
    written = draft.Draft(title=letter["title"], words=words, audience=letter["audience"])
    saved = draft.begin(keeper=first, draft=written, now=at)
    agreeing.ask(keeper=first, letter_id=saved.id, seen=saved.version, now=at)
    agreeing.agree(keeper=second, letter_id=saved.id, seen=saved.version, now=at)
    publishing.publish(keeper=first, letter_id=saved.id, seen=saved.version, now=at)


def _reading(keepers: list[Keeper], *, now: datetime) -> None:
    """Mira reads a little at a time; Jonas has not begun. They have thanked everyone once."""
    pace.set_pace(keeper=keepers[0], pace="a_little")
    words = "We read every one of them, a few at a time. Thank you for saying her name."
    thanks.thank_all(keeper=keepers[0], words=words, signed="Mira and Jonas", key="demo", now=now - timedelta(days=2))


def sign_ins(*, now: datetime) -> list[SignIn]:
    """A fresh one-time link for each kind of person."""
    people = (
        *((f"{name}, a keeper", email) for name, email in KEEPERS),
        (f"{HELPER[0]}, a helper", HELPER[1]),
        (f"{MODERATOR[0]}, a moderator of the site", MODERATOR[1]),
    )
    return [SignIn(who, operating.sign_in_url(email=email, now=now)) for who, email in people]


def address(told: Script) -> str:
    """The address of the demo's space."""
    return links.space(told["family"]["slug"])
