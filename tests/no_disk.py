"""Databases of tests on SQLite, which do not wait for the disk: nothing in them need survive a failure of power."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.signals import connection_created


def _wait_for_no_disk(connection: Any, **_: Any) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")


@pytest.fixture(autouse=True, scope="session")
def _no_disk() -> Iterator[None]:
    connection_created.connect(_wait_for_no_disk)
    yield
    connection_created.disconnect(_wait_for_no_disk)
