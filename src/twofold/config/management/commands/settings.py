"""`twofold settings`: what this installation is set to, or the page that documents it."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from twofold.config.environment import SETTINGS
from twofold.core.environment import as_markdown

PAGE = """\
# Settings

Twofold reads these environment variables when it starts. A variable that it does not know, or a value that it cannot
use, stops it with a sentence that says what to do. This page is generated: `twofold settings --markdown`.

"""


class Command(BaseCommand):
    """Print the settings given in the environment, or with --markdown the documentation of all."""

    help = "Print the settings given in the environment, or with --markdown the documentation of all."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--markdown", action="store_true", help="the content of docs/settings.md")

    def handle(self, *args: Any, markdown: bool, **options: Any) -> None:
        if markdown:
            self.stdout.write(PAGE + as_markdown(SETTINGS), ending="")
            return
        for setting in SETTINGS:
            source = "given" if os.environ.get(setting.name) else "default"
            shown = (
                "(secret)"
                if setting.secret and source == "given"
                else os.environ.get(setting.name) or setting.default
            )
            self.stdout.write(f"{setting.name:26} {shown or 'none'}  ({source})")
