"""The room's registration with Django."""

from django.apps import AppConfig


class Media(AppConfig):
    """Pictures."""

    name = "alongside.media"
    label = "media"
