"""The world of the access tests, with a folder of its own for files."""

from pathlib import Path

import pytest

from tests.access.world import World, build_world


@pytest.fixture
def world(db, settings, tmp_path: Path) -> World:
    settings.FILES_DIR = tmp_path
    return build_world()
