"""Two people who come or go at the same moment take turns: a space that has keepers always keeps one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from alongside.ground.errors import NotThere
from alongside.spaces import inviting, queries
from alongside.spaces.models import Role
from tests import given
from tests.given import NOW


def at_once(*verbs: Callable[[], None]) -> None:
    """Call each in a thread of its own at the same moment; a refusal is an answer, too."""
    start = Barrier(len(verbs))

    def call(verb: Callable[[], None]) -> None:
        try:
            connection.ensure_connection()
            start.wait()
            with suppress(inviting.LastKeeper, NotThere):
                verb()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        list(pool.map(call, verbs))


@pytest.mark.django_db(transaction=True)
def test_a_keeper_who_leaves_while_the_other_hands_over_to_them_leaves_a_keeper_behind() -> None:
    for number in range(12):
        space = given.a_space(f"space-{number}")
        mira, jonas = given.a_keeper(space), given.a_keeper(space, "Jonas")
        at_once(
            partial(inviting.hand_over, keeper=mira, member_id=jonas.membership.pk),
            partial(inviting.leave, helper=jonas, now=NOW),
        )
        assert Role.KEEPER in {member.role for member in queries.members(space)}


@pytest.mark.django_db
def test_what_is_no_longer_theirs_nobody_hands_over() -> None:
    space = given.a_space()
    mira, jonas, tilda = given.a_keeper(space), given.a_keeper(space, "Jonas"), given.a_helper(space)
    inviting.let_go(keeper=mira, member_id=jonas.membership.pk, now=NOW)
    with pytest.raises(NotThere):
        inviting.hand_over(keeper=jonas, member_id=tilda.membership.pk)
    inviting.hand_over(keeper=mira, member_id=tilda.membership.pk)
    with pytest.raises(NotThere):
        inviting.hand_over(keeper=mira, member_id=tilda.membership.pk)
    assert [member.name for member in queries.members(space) if member.role == Role.KEEPER] == ["Tilda"]
