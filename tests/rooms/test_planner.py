"""What SQLite's planner is told of tables that grow, and that its plans are those of a site with very many messages."""

import pytest
from django.db import connection

from alongside.door import queries
from alongside.door.models import Message
from alongside.ground import ids
from alongside.reading import marks
from tests import given

pytestmark = [pytest.mark.django_db, pytest.mark.engine("sqlite")]

GROWING = (
    "door_consent",
    "door_findable",
    "door_message",
    "reading_passedover",
    "reading_readmark",
    "reading_thankedmessage",
)


@pytest.mark.parametrize("table", GROWING)
def test_every_index_of_what_grows_is_told(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pragma_index_list(%s)", [table])
        indexes = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        told = dict(cursor.fetchall())
    assert set(told) == {None, *indexes}, "a migration that builds a table anew tells the planner again"
    assert all(said.split()[-1] != "0" for said in told.values())


def test_messages_that_are_asked_for_by_their_ids_are_not_looked_for_in_the_whole_lane():
    keeper = given.a_keeper(given.a_space())
    for many in (1, 20, 500):
        some = [ids.new_id() for _ in range(many)]
        asked = Message.objects.in_space(keeper.space).filter(pk__in=some)
        for found in (
            asked,
            asked.for_family(),
            marks.not_put_away(asked.filter(state__in=("open", "gentle")), keeper),
        ):
            assert "sqlite_autoindex_door_message_1 (id=?)" in found.explain()


@pytest.mark.parametrize("cursor", ["", "2026-03-14T10:00:00+00:00_0199f0a07c0070008000000000000000"])
def test_a_page_of_messages_begins_where_it_begins(cursor):
    page = queries.after(Message.objects.in_space(given.a_space()).on_page(), cursor).order_by("-arrived_at", "-id")
    plan = page[:51].explain()
    assert "messages_on_page (space_id=? AND off_page=?" + (" AND arrived_at<?" if cursor else "") in plan
    assert "TEMP B-TREE" not in plan
