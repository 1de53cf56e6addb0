"""The room's registration with Django."""

from django.apps import AppConfig


class Ground(AppConfig):
    """Holds no tables; installed so that its connection settings apply at start-up."""

    name = "alongside.ground"
    label = "ground"
