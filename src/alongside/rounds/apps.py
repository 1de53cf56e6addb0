"""The room's registration with Django."""

from django.apps import AppConfig


class Rounds(AppConfig):
    """The loop."""

    name = "alongside.rounds"
    label = "rounds"
