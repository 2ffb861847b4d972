"""Files of tests lie in a folder of their own."""

import pytest


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path):
    """An empty folder for stored files."""
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()
    return settings.FILES_DIR
