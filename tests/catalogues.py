"""Compiles the catalogues of translations before the first sentence is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parent.parent / "scripts" / "catalogues.py"


def pytest_configure(config: pytest.Config) -> None:
    """Once for all processes of a run: those that share the work begin after this one."""
    if not hasattr(config, "workerinput"):
        subprocess.run([sys.executable, str(PROGRAM), "compile"], check=True)
