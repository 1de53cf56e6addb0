"""Whether the site can serve, asked by machines: they are told the truth, and quickly."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from alongside.door.models import Message
from alongside.ground import readiness
from alongside.passage.states import State
from alongside.spaces.models import Space
from tests.given import a_message, a_space

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def assert_unready(client, says: str) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert says in answer.content.decode()


@pytest.fixture
def forgotten(monkeypatch):
    """Nobody has looked at the tables yet."""
    monkeypatch.setattr(readiness, "_seen", [])


def test_a_site_in_order_is_ready(client, forgotten):
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ok\n"


def test_it_asks_the_database_twice_at_most(client, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(2):
        client.get("/readyz")


def test_tables_of_yesterday_are_not_ready(client, forgotten):
    MigrationRecorder(connection).record_unapplied("door", "0001_initial")
    assert_unready(client, "tables")


@pytest.fixture
def space():
    return a_space()


def waiting(space: Space, minutes: int) -> None:
    """A message that has been due for so long; one that is being read is due later."""
    message = a_message(space, state=State.WAITING)
    Message.objects.filter(pk=message.pk).update(try_after=timezone.now() - minutes * MINUTE)


def test_a_message_that_nobody_reads_is_not_ready(client, space):
    waiting(space, 6)
    assert_unready(client, "rounds")


def test_a_flood_that_is_being_read_is_ready(client, space):
    waiting(space, 30)
    waiting(space, -1)  # claimed, and due again in a minute
    assert client.get("/readyz").status_code == 200


def test_a_message_that_has_just_come_is_ready(client, space):
    waiting(space, 1)
    assert client.get("/readyz").status_code == 200


def test_a_full_disk_is_not_ready(client, monkeypatch):
    monkeypatch.setattr(readiness, "free_bytes", lambda _folder: 1000)
    assert_unready(client, "disk")


def test_a_database_that_is_away_is_not_ready(client, monkeypatch):
    def away() -> bool:
        raise DatabaseError

    monkeypatch.setattr("alongside.door.queries.is_left_lying", lambda now: away())
    assert_unready(client, "database")
