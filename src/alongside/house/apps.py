"""The house's registration with Django."""

from django.apps import AppConfig

from alongside.ground import measures


class House(AppConfig):
    """Holds no tables; registers the start-up checks."""

    name = "alongside.house"
    label = "house"

    def ready(self) -> None:
        """Count, if the process that started this one shows the numbers."""
        measures.switch_on()
