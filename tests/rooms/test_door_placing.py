"""What a keeper sees of their page: what stands there and what they took from it, in one row, newest first."""

import pytest

from alongside.door import placing, queries
from tests import given

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("taken", [(), (0, 1, 2), (3,), (0, 2, 4, 6), range(7)])
def test_what_was_taken_from_the_page_stands_where_it_came(taken):
    space = given.a_space()
    keeper = given.a_keeper(space)
    messages = [given.a_message(space, given.a_draft(f"Candle {number}", public=True)) for number in range(7)]
    given.a_message(space, given.a_draft("Not for everyone."))
    for place in taken:
        placing.keep_off_page(keeper=keeper, message_id=messages[place].pk, off=True)
    seen: list[str] = []
    off: set[object] = set()
    cursor = ""
    for _ in range(4):
        page, more_off = queries.offered_for_page(keeper=keeper, cursor=cursor, limit=2)
        seen, off, cursor = [*seen, *(one.words for one in page.messages)], off | more_off, page.next_cursor
    assert (seen, cursor) == ([f"Candle {number}" for number in range(6, -1, -1)], "")
    assert off == {messages[place].pk for place in taken}
    placed = [message.words for message in queries.public_page(guest=given.a_guest(space)).messages]
    assert placed == [f"Candle {number}" for number in range(6, -1, -1) if number not in taken]
