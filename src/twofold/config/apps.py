"""The top floor as a Django app."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class Config(AppConfig):
    """Gathers what the rooms register once all of them are loaded."""

    name = "twofold.config"

    def ready(self) -> None:
        from twofold.config.gathering import gather_plates
        from twofold.core.lookups import use_our_lookups

        use_our_lookups()
        gather_plates()
        post_migrate.connect(learn_if_never_done, sender=apps.get_app_config("jobs"))


def learn_if_never_done(using: str, **_: Any) -> None:
    """After a migration, also that of `twofold serve`: a database from before statistics were kept gets them."""
    from twofold.core.statistics import has_statistics, learn_statistics

    if using == DEFAULT_DB_ALIAS and not has_statistics():
        learn_statistics()
