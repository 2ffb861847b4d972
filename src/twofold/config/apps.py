"""The top floor as a Django app."""

from django.apps import AppConfig


class Config(AppConfig):
    """Gathers what the rooms register once all of them are loaded."""

    name = "twofold.config"

    def ready(self) -> None:
        from twofold.config.gathering import gather_plates

        gather_plates()
