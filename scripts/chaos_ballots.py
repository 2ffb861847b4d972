"""Releases of ballot boxes under kill -9, in an empty site of their own. Ends with 1 if one was left half done."""

import sys

from empty_site import empty_site


def main() -> int:
    """Kill as many as `--kills` says."""
    with empty_site("ballots"):
        from tests.surveys.killed_releases import main as kill_releases

        return kill_releases()


if __name__ == "__main__":
    sys.exit(main())
