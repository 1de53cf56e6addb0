"""The porch: what comes while the database is away is kept, told of, and carried in once, in order."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import OperationalError

from alongside.door import intake, porch, queries, rush
from alongside.door.doors import DoorClosed
from alongside.door.draft import WORDING
from alongside.door.intake import Incoming, Receipt
from alongside.door.limits import NOT_COUNTED
from alongside.door.models import Message
from alongside.ground.errors import NotThere
from tests import given
from tests.given import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings) -> Iterator[Path]:
    """A porch of this test's own."""
    settings.SITE = settings.SITE.model_copy(update={"data": tmp_path})
    porch.folder.cache_clear()
    porch._files.cache_clear()
    yield tmp_path / "porch"
    porch.folder.cache_clear()
    porch._files.cache_clear()


def incoming(space, words: str, *, key: str = "") -> Incoming:
    draft = given.a_draft(words, public=True)
    return intake.ready(
        guest=given.a_guest(space), draft=draft, key=key or words, now=NOW, sender=NOT_COUNTED, source="form"
    )


def put(*messages: Incoming) -> list[Receipt]:
    receipts = porch.put(messages)
    assert all(isinstance(one, Receipt) for one in receipts)
    return [one for one in receipts if isinstance(one, Receipt)]


def words() -> list[str]:
    return list(Message.objects.order_by("id").values_list("words", flat=True))


def test_what_waits_is_carried_in_once_and_in_order() -> None:
    space = given.a_space()
    sent = ["First.", "Second, with a\nline and a 🕯.", "Third."]
    receipts = put(*(incoming(space, one) for one in sent))
    assert not porch.is_empty()
    assert porch.carry_in() == 3
    assert porch.is_empty()
    assert porch.carry_in() == 0
    assert words() == sent
    assert [one.token for one in receipts] == list(Message.objects.order_by("id").values_list("receipt", flat=True))
    assert Message.objects.filter(audience="public", wording=WORDING).count() == 3


def test_a_receipt_says_that_the_message_is_on_its_way() -> None:
    [receipt] = put(incoming(given.a_space(), "On the porch."))
    assert porch.find(receipt.token)
    with pytest.raises(porch.OnTheWay):
        queries.receipt(token=receipt.token)
    with pytest.raises(NotThere):
        queries.receipt(token="forged")
    porch.carry_in()
    assert queries.receipt(token=receipt.token).words == "On the porch."


def test_a_message_that_had_reached_the_database_after_all_is_not_doubled() -> None:
    space = given.a_space()
    one = incoming(space, "Once.")
    intake.keep_each([one])
    put(one, incoming(space, "Once."))
    porch.carry_in()
    assert words() == ["Once."]


def test_other_words_under_one_key_had_a_receipt_of_their_own_and_become_a_message_of_their_own() -> None:
    space = given.a_space()
    first, second = put(incoming(space, "The first.", key="k"), incoming(space, "The second.", key="k"))
    assert first.token != second.token
    porch.carry_in()
    assert words() == ["The first.", "The second."]
    assert queries.receipt(token=second.token).words == "The second."


def test_half_a_line_was_promised_to_nobody_and_spoils_nothing(place: Path) -> None:
    space = given.a_space()
    put(incoming(space, "Before."))
    with (place / "arriving.jsonl").open("ab") as torn:
        torn.write(b'{"id": "01a2')
    put(incoming(space, "After."))
    assert porch.carry_in() == 2
    assert words() == ["Before.", "After."]


def test_a_carrier_that_was_cut_off_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    space = given.a_space()
    put(incoming(space, "Before."))

    def away(_: Sequence[Incoming]) -> None:
        raise OperationalError

    with monkeypatch.context() as cut:
        cut.setattr(intake, "keep_each", away)
        with pytest.raises(OperationalError):
            porch.carry_in()
    assert not porch.is_empty()
    put(incoming(space, "After."))
    assert porch.carry_in() == 2
    assert words() == ["Before.", "After."]


def test_what_the_database_will_never_take_is_laid_apart_and_keeps_nobody_waiting(place: Path) -> None:
    space = given.a_space()
    good = incoming(space, "Good.")
    put(incoming(space, "Bad.")._replace(draft=good.draft._replace(name="x" * 300, words="\0")), good)
    porch.carry_in()
    assert porch.is_empty()
    if (place / "unkept.jsonl").exists():  # SQLite takes anything
        assert words() == ["Good."]
    else:
        assert "Good." in words()


def test_no_room_is_said_and_nothing_half_is_left(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = given.a_space()
    put(incoming(space, "Before."))
    before = (place / "arriving.jsonl").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(porch.os, "fsync", full)
        [answer] = porch.put([incoming(space, "Not kept.")])
    assert isinstance(answer, porch.NoRoom)
    assert (place / "arriving.jsonl").read_bytes() == before


def test_a_copy_holds_what_waits(tmp_path: Path) -> None:
    put(incoming(given.a_space(), "In both."))
    porch.copy_to(tmp_path / "copy")
    assert b"In both." in (tmp_path / "copy" / "arriving.jsonl").read_bytes()


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_messages_are_accepted_and_the_order_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    space = given.a_space()
    guest = given.a_guest(space)
    keep_each, is_away = intake.keep_each, [True]

    def sometimes(batch: Sequence[Incoming]) -> list[Receipt | Exception]:
        if is_away[0]:
            raise OperationalError("away")
        return list(keep_each(batch))

    monkeypatch.setattr(intake, "keep_each", sometimes)

    async def send(text: str) -> Receipt:
        return await rush.accept(
            guest=guest, draft=given.a_draft(text), key=text, now=NOW, sender=NOT_COUNTED, source="form"
        )

    async def flood() -> None:
        kept = [await send("One."), await send("Two.")]
        assert all(porch.find(one.token) for one in kept)
        is_away[0] = False
        while not porch.is_empty():
            await asyncio.sleep(0.05)
        await send("Three.")
        rush.end()

    asyncio.run(flood())
    assert words() == ["One.", "Two.", "Three."]


def test_a_door_that_is_closed_stays_closed_while_the_database_is_away() -> None:
    space = given.a_space()
    shut = incoming(space, "Not now.")._replace(refusal=DoorClosed("Closed."))
    kept, refused = porch.put([incoming(space, "Kept."), shut])
    assert isinstance(kept, Receipt)
    assert isinstance(refused, DoorClosed)
    porch.carry_in()
    assert words() == ["Kept."]


def test_what_is_tried_again_after_a_commit_of_which_nobody_heard_is_kept_once() -> None:
    one = incoming(given.a_space(), "Once.")
    assert intake.keep_each([one]) == intake.keep_each([one])
    assert words() == ["Once."]


def test_a_receipt_is_found_while_its_message_is_being_carried_in(monkeypatch: pytest.MonkeyPatch) -> None:
    [receipt] = put(incoming(given.a_space(), "On its way."))

    def a_moment_too_late(token: str) -> bool:
        porch.carry_in()
        return False

    monkeypatch.setattr(porch, "find", a_moment_too_late)
    assert queries.receipt(token=receipt.token).words == "On its way."
