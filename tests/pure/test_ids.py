"""Ids sort by the time they were made and never repeat; tokens are long and safe in an address."""

import re
import threading
import uuid

from alongside.ground import ids


def test_ids_are_uuids_of_version_7() -> None:
    made = ids.new_id()
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_ids_sort_in_the_order_they_were_made() -> None:
    made = [ids.new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_several_threads_never_repeat() -> None:
    made: list[uuid.UUID] = []
    threads = [threading.Thread(target=lambda: made.extend(ids.new_id() for _ in range(5_000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 20_000


def test_a_token_is_long_and_safe_in_an_address() -> None:
    made = {ids.new_token() for _ in range(1_000)}
    assert len(made) == 1_000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", token) for token in made)


def test_secrets_are_the_same_only_when_they_are() -> None:
    assert ids.same_secret("lampe", "lampe")
    assert not ids.same_secret("lampe", "lampé")
