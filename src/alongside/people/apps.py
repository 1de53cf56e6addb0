"""The room's registration with Django."""

from django.apps import AppConfig


class People(AppConfig):
    """Persons and their one-time links."""

    name = "alongside.people"
    label = "people"
