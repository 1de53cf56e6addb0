"""The harness itself: what it promises to every other test."""

import socket

import pytest
from django.db import connection
from django.template import Context, Template

from alongside.people.models import Person
from tests import guards


@pytest.mark.django_db
def test_a_database_test_meets_the_engine_it_names(engine):
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[engine]


@pytest.mark.django_db
def test_a_query_inside_a_template_is_refused():
    people = Person.objects.all()
    with pytest.raises(guards.QueryWhileRendering):
        Template("{% for person in people %}{{ person.name }}{% endfor %}").render(Context({"people": people}))


@pytest.mark.django_db
def test_what_was_asked_before_renders():
    people = list(Person.objects.all())
    assert (
        Template("{% for person in people %}x{% empty %}none{% endfor %}").render(Context({"people": people})) == "none"
    )


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_no_test_reaches_another_machine(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(AssertionError, match="this machine only"):
        one.connect(address)
