"""An installation of its own, whose processes a test may kill."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

ENTERPRISE = """
import django; django.setup()
from django.utils import timezone
from twofold.core.actor import ActingSide, Actor
from twofold.directory.actions.units import found_enterprise
found_enterprise("Oak & Ember", actor=Actor(side=ActingSide.STAFF, capabilities=frozenset({"administer"})), now=timezone.now())
"""
TWOFOLD = str(Path(sys.executable).with_name("twofold"))


@pytest.fixture
def installation(tmp_path, db) -> Iterator[dict[str, str]]:
    """The environment of an installation of its own, on the engine of the test."""
    name = f"kill_{os.getpid()}"
    environment = os.environ | {
        "TWOFOLD_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "twofold.config.settings",
    }
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = environment["DATABASE_URL"].replace("/postgres?", f"/{name}?")
        administer(f"CREATE DATABASE {name}")
    subprocess.run([TWOFOLD, "migrate", "-v0", "--skip-checks"], env=environment, check=True)
    subprocess.run([sys.executable, "-c", ENTERPRISE], env=environment, check=True)
    yield environment
    if connection.vendor == "postgresql":
        administer(f"DROP DATABASE {name} WITH (FORCE)")


def administer(sql: str) -> None:
    """Run a statement outside of any transaction, on the server's own database."""
    import psycopg

    with closing(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)) as server:
        server.execute(sql)


def ask(environment: dict, code: str) -> list[str]:
    script = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()
