"""A site without anything in it, in a folder that is thrown away, for scripts that try what no living site should go through."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


@contextmanager
def empty_site(name: str) -> Iterator[Path]:
    """Django, set up for a new site; its folder. On PostgreSQL the database that is given must be empty."""
    with tempfile.TemporaryDirectory(prefix=f"twofold-{name}-") as folder:
        os.environ["TWOFOLD_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
        os.environ["TWOFOLD_LOG_LEVEL"] = "ERROR"
        subprocess.run([sys.executable, "-m", "twofold.config.cli", "migrate", "-v0"], check=True)
        import django

        django.setup()
        yield Path(folder)
