"""Builds styles, scripts and translations into the wheel; a source distribution has brought the first two."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildAssets(BuildHookInterface):
    """Compiles the catalogues, and runs npm when a wheel is made from a fresh clone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        subprocess.run([sys.executable, "scripts/catalogues.py", "compile"], cwd=self.root, check=True)
        if Path(self.root, "src/twofold/static/dist/manifest.json").exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(
                "The assets are not built and npm is not here: install Node 20 or later, or run `make assets`."
            )
        for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            subprocess.run([npm, *command], cwd=Path(self.root, "frontend"), check=True)
