"""The room's registration with Django."""

from django.apps import AppConfig


class Care(AppConfig):
    """Helplines."""

    name = "alongside.care"
    label = "care"
