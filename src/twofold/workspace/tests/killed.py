"""An installation of its own, whose processes a test may kill."""

import subprocess
import sys
from pathlib import Path

import pytest

ENTERPRISE = """
import django; django.setup()
from django.utils import timezone
from twofold.core.actor import ActingSide, Actor
from twofold.directory.actions.units import found_enterprise
found_enterprise("Oak & Ember", actor=Actor(side=ActingSide.STAFF, capabilities=frozenset({"administer"})), now=timezone.now())
"""
TWOFOLD = str(Path(sys.executable).with_name("twofold"))


@pytest.fixture
def installation(copied: dict[str, str]) -> dict[str, str]:
    """The environment of an installation of its own, on the engine of the test."""
    environment = copied | {"DJANGO_SETTINGS_MODULE": "twofold.config.settings"}
    subprocess.run([sys.executable, "-c", ENTERPRISE], env=environment, check=True)
    return environment


def ask(environment: dict, code: str) -> list[str]:
    script = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()
