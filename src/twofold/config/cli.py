"""The `twofold` command: `twofold serve`, `twofold worker`, and every other management command."""

import os
import sys

from twofold.config.parent import follow_parent


def main() -> None:
    """Run the management command named on the command line."""
    follow_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twofold.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
