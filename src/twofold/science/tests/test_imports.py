"""Pages import this room: it must cost them nothing that they do not use."""

import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parent.parent


def test_importing_every_module_loads_no_heavy_library():
    modules = [f"twofold.science.{path.stem}" for path in ROOM.glob("*.py") if path.stem != "__init__"]
    modules += [f"twofold.science.{path.parent.name}" for path in ROOM.glob("*/__init__.py")]
    program = (
        f"import importlib, sys; [importlib.import_module(name) for name in {modules!r}]; "
        "print(*({'django', 'numpy', 'scipy', 'pandas', 'statsmodels'} & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
