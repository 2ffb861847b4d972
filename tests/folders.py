"""Folders of its own for each process of a run: what one clears away, another may be reading."""

from collections.abc import Iterator

import pytest
from django.conf import settings


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is known by a number, as the key of wave 1, or by a name, as the folder of a search, is there once for each."""
    data = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA_DIR", data)
        for name in ("files", "keys"):
            (data / name).mkdir()
            patch.setattr(settings, f"{name.upper()}_DIR", data / name)
        yield
