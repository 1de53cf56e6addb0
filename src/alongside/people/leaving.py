"""Leaving: who asked for a code and never came in, and belongs nowhere, is forgotten; so are visits that are over."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet

from alongside.ground import store
from alongside.people.models import Person, SignInLink

WAITED_FOR = timedelta(days=30)
AT_ONCE = 500


def prune(*, now: datetime) -> int:
    """Forget up to 500 people who never came in within 30 days and whom nothing else in the house names; returns how many.

    What names a person is found from the tables themselves, so rooms above need not be known here.
    """
    strangers = Person.objects.filter(last_login=None, is_moderator=False, arrived_at__lt=now - WAITED_FOR)
    with store.write():
        chosen = list(_named_nowhere(strangers).values_list("pk", flat=True)[:AT_ONCE])
        # Held first, then asked again: whoever came in, or was given a place, between the two questions stays.
        held = [one.pk for one in Person.objects.select_for_update().filter(pk__in=chosen).order_by("pk")]
        gone = _named_nowhere(strangers.filter(pk__in=held)).values_list("pk", flat=True)
        _each, by_table = Person.objects.filter(pk__in=list(gone)).delete()
    return by_table.get(Person._meta.label, 0)


def forget_visits(*, now: datetime) -> int:
    """Forget the sessions that have run out; returns how many. Their browsers have forgotten them already."""
    with store.write():
        gone, _each = Session.objects.filter(expire_date__lt=now).delete()
    return gone


def _named_nowhere(people: QuerySet[Person]) -> QuerySet[Person]:
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not SignInLink:
            rows = relation.field.model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            people = people.exclude(Exists(rows))
    return people
