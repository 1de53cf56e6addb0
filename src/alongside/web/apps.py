"""The room's registration with Django."""

from django.apps import AppConfig


class Web(AppConfig):
    """Pages."""

    name = "alongside.web"
    label = "web"
