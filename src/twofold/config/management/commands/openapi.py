"""``twofold openapi``: the description of the API, as `docs/openapi.json` keeps it."""

import json

from django.core.management.base import BaseCommand

from twofold.config.api import openapi


class Command(BaseCommand):
    """Prints the OpenAPI document of all operations."""

    help = "Print the OpenAPI document of the API."

    def handle(self, *args, **options) -> None:
        self.stdout.write(json.dumps(openapi(), indent=1, ensure_ascii=False, sort_keys=True))
