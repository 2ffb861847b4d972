"""Installations of their own for tests: the run's database as its migrations have left it, copied instead of migrated again."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection


@pytest.fixture(scope="session")
def blank(django_db_setup, django_db_blocker) -> str:
    """Name of a database with all tables and no rows, to which nobody is connected on PostgreSQL."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return name
    with django_db_blocker.unblock():  # between two tests: no transaction is open
        connection.close()
        connection.close_pool()
    administer(f"DROP DATABASE IF EXISTS {name}_blank")
    administer(f"CREATE DATABASE {name}_blank TEMPLATE {name}")
    return f"{name}_blank"


@pytest.fixture
def copied(blank: str, tmp_path: Path, db):
    """The environment of a new installation, on the engine of the test and in a folder of its own."""
    data = tmp_path / "data"
    data.mkdir()
    environment = {**os.environ, "TWOFOLD_DATA": str(data)}
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(blank)) as source, closing(sqlite3.connect(data / "db.sqlite3")) as copy:
            source.backup(copy)
        yield environment
        return
    name = f"copied_{os.getpid()}"
    administer(f"CREATE DATABASE {name} TEMPLATE {blank}")
    yield environment | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    }
    administer(f"DROP DATABASE {name} WITH (FORCE)")


def administer(sql: str) -> None:
    """Run a statement outside of any transaction, on the server's own database."""
    with closing(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)) as server:
        server.execute(sql)
