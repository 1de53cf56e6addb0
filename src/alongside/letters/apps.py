"""The room's registration with Django."""

from django.apps import AppConfig


class Letters(AppConfig):
    """The family's own words."""

    name = "alongside.letters"
    label = "letters"
