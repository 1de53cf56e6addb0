"""The room's registration with Django."""

from django.apps import AppConfig


class Spaces(AppConfig):
    """Spaces, memberships, invitations and vocabularies."""

    name = "alongside.spaces"
    label = "spaces"
