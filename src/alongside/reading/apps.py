"""The room's registration with Django."""

from django.apps import AppConfig


class Reading(AppConfig):
    """Read marks and thanks."""

    name = "alongside.reading"
    label = "reading"
