"""Queries that are built once: the statement stands, the rows are always those of this moment."""

import threading

import pytest
from django.db import connection
from django.db.models import QuerySet

from alongside.ground import prepared
from alongside.spaces.models import Space
from tests import given

pytestmark = pytest.mark.django_db


@prepared.once
def _called(title: str, most: int) -> "QuerySet[Space]":
    built.append((title, most))
    return Space.objects.select_related("vocabulary").filter(title=title).order_by("slug")[:most]


@prepared.once
def _slugs(title: str) -> "QuerySet[Space, str]":
    return Space.objects.filter(title=title).order_by("slug").values_list("slug", flat=True)


built: list[tuple[str, int]] = []


def test_a_query_is_built_once_and_its_rows_are_of_this_moment(django_assert_num_queries):
    built.clear()
    space = given.a_space()
    with django_assert_num_queries(2):
        assert _called(space.title, 5) == [space]
        Space.objects.filter(pk=space.pk).update(slug="another")
    assert [found.slug for found in _called(space.title, 5)] == ["another"]
    assert _slugs(space.title) == ["another"]
    Space.objects.filter(pk=space.pk).update(title="Another")
    assert (_called(space.title, 5), _slugs(space.title)) == ([], [])
    assert [found.slug for found in _called("Another", 5)] == ["another"]
    assert built == [(space.title, 5), ("Another", 5)]


def test_rows_come_with_what_was_joined_to_them(django_assert_num_queries):
    space = given.a_space()
    for _ in range(2):
        with django_assert_num_queries(1):
            assert [found.vocabulary.pk for found in _called(space.title, 1)] == [space.vocabulary.pk]


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_by_its_own_connection():
    space = given.a_space()
    assert _slugs(space.title) == [space.slug]
    found: list[object] = []

    def look() -> None:
        found.extend(_slugs(space.title))
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [space.slug]
