"""The room's registration with Django."""

from django.apps import AppConfig


class Desk(AppConfig):
    """Decisions and their log."""

    name = "alongside.desk"
    label = "desk"
