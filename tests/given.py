"""The cast, and rows that tests begin with; plain functions, every argument with a good default.

Mira and Jonas keep the space "lina"; Tilda helps them; Ada writes; Tom is on duty; Noor keeps another space and must see
nothing of theirs.
"""

import datetime
from itertools import count

from alongside.door import intake
from alongside.door.draft import Consents, Draft
from alongside.door.models import Message
from alongside.passage.states import State
from alongside.people import arriving
from alongside.people.models import Person
from alongside.spaces import access, opening
from alongside.spaces.models import Membership, Role, Space, Visibility

NOW = datetime.datetime(2026, 3, 14, 10, 0, tzinfo=datetime.UTC)

_numbers = count(1)


def a_person(name: str = "Ada", *, email: str = "", moderator: bool = False, now: datetime.datetime = NOW) -> Person:
    """A person; their address is made from their name."""
    person = arriving.arrive(email=email or f"{name.lower()}@example.org", name=name, now=now)
    if moderator:
        arriving.appoint(person=person, moderator=True)
        person.refresh_from_db()
    return person


def a_space(
    slug: str = "lina", *, visibility: str = Visibility.PUBLIC, title: str = "For Lina", keeper: str = "Mira",
    now: datetime.datetime = NOW, **details: object,
) -> Space:  # fmt: skip
    """A space that `keeper` opened; further `details` are columns of the space."""
    lina = opening.OneRemembered(name="Lina", born="2026-03-01", died="2026-03-02", line="our little one")
    asked = opening.Opening(
        slug=slug, title=title, visibility=visibility, remembered=(lina,), child_word="our daughter"
    )
    space = opening.open_space(opening=asked, by=a_person(keeper), name=keeper, now=now)
    if details:
        Space.objects.filter(pk=space.pk).update(**details)
        space.refresh_from_db()
    return space


def a_keeper(space: Space, name: str = "Mira") -> access.Keeper:
    """The proof of a keeper; a second one joins if they are not there yet."""
    person = a_person(name)
    Membership.objects.get_or_create(
        space=space, person=person, defaults={"role": Role.KEEPER, "name": name, "joined_at": NOW}
    )
    return access.keeper(slug=space.slug, person=person)


def a_helper(space: Space, name: str = "Tilda") -> access.Helper:
    """The proof of a helper."""
    person = a_person(name)
    Membership.objects.get_or_create(
        space=space, person=person, defaults={"role": Role.HELPER, "name": name, "joined_at": NOW}
    )
    return access.helper(slug=space.slug, person=person)


def a_guest(space: Space, *, link_key: str = "") -> access.Guest:
    """The proof of someone who opened the space's page."""
    return access.guest(slug=space.slug, link_key=link_key)


def a_moderator(name: str = "Tom") -> access.Moderator:
    """The proof of someone on duty for the whole site."""
    return access.moderator(person=a_person(name, moderator=True))


def a_draft(
    words: str = "We light a candle for you tonight.", *, kind: str = "words", name: str = "Ada", email: str = "",
    relation: str = "", public: bool = False, printable: bool = False, named: bool = False,
) -> Draft:  # fmt: skip
    """What someone wants to send."""
    return Draft(
        kind=kind, name=name, words=words, email=email, relation=relation,
        consents=Consents(public=public, print=printable, name=named),
    )  # fmt: skip


def a_message(
    space: Space, draft: Draft | None = None, *, state: str = State.OPEN, key: str = "", now: datetime.datetime = NOW
) -> Message:
    """A message that was accepted, and stands in `state` as if the gate had put it there."""
    guest = access.Guest(space, access.Audience.PUBLIC)
    receipt = intake.accept(guest=guest, draft=draft or a_draft(), key=key or f"key-{next(_numbers)}", now=now)
    Message.objects.filter(pk=receipt.id).update(state=state)
    return Message.objects.select_related("space").get(pk=receipt.id)
