"""The room's registration with Django."""

from django.apps import AppConfig


class Mail(AppConfig):
    """Outgoing mail."""

    name = "alongside.mail"
    label = "mail"
