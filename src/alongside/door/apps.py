"""The room's registration with Django."""

from django.apps import AppConfig


class Door(AppConfig):
    """Messages, consents and the flood limits."""

    name = "alongside.door"
    label = "door"
