"""Writing takes turns, and whoever has little patience is told in time that it is not theirs yet."""

import threading

import pytest
from django.db import OperationalError, connection

from alongside.ground import store

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine("sqlite")]


def test_a_thread_that_is_in_a_hurry_does_not_wait_behind_one_that_waits_for_the_file() -> None:
    told: list[Exception] = []

    def in_a_hurry() -> None:
        try:
            store.be_patient(0.05)
            with store.write():
                pass
        except OperationalError as busy:
            told.append(busy)
        finally:
            connection.close()

    with store.write():
        hurried = threading.Thread(target=in_a_hurry)
        hurried.start()
        hurried.join(20)
    assert [str(one) for one in told] == ["database is locked"]
    with store.write():  # and nothing is left taken
        pass
