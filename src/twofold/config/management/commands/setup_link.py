"""`twofold setup_link`: the address at which the first account is made."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from twofold.accounts.actions.setup import SETUP_LASTS, create_setup_link
from twofold.core.errors import Conflict


class Command(BaseCommand):
    """Print a link that works once, for whoever can start the server; earlier links stop working."""

    help = "Print the address at which the first account is made. It works once; earlier ones stop working."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            token = create_setup_link(now=timezone.now())
        except Conflict as refusal:
            raise CommandError(str(refusal)) from None
        minutes = int(SETUP_LASTS.total_seconds() // 60)
        self.stdout.write(f"Nobody can sign in yet. Make the first account here, within {minutes} minutes:")
        self.stdout.write(f"  {settings.PUBLIC_URL}{reverse('accounts:set-up', args=[token])}")
