"""The two full-text engines, one for each database, with the same functions."""

from types import ModuleType

from django.db import connection

from twofold.search.engines import postgresql, sqlite


def engine() -> ModuleType:
    """The engine of the database in use."""
    return sqlite if connection.vendor == "sqlite" else postgresql
