"""A few releases under kill -9; `make chaos` kills two hundred."""

import subprocess
import sys


def test_killed_at_any_moment_nothing_is_half_told(copied):
    killed = subprocess.run(
        [sys.executable, "-m", "tests.surveys.killed_releases", "--kills", "6", "--seed", "7"],
        env=copied | {"TWOFOLD_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
    )
    assert killed.returncode == 0, killed.stdout + killed.stderr
