"""The house's registration with Django."""

from django.apps import AppConfig


class House(AppConfig):
    """Holds no tables; registers the start-up checks."""

    name = "alongside.house"
    label = "house"
