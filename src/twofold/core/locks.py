"""Locks by name, for rules about rows that may not be there yet."""

from django.db import connection

SPACE = 7_402
"""Any number that no other advisory locks of ours have."""


def hold(name: str) -> None:
    """Wait until nobody else holds this name, and hold it until this transaction ends. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [SPACE, name])
