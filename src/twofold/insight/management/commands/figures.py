"""`twofold figures`: compute the figures of the mirror now."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from twofold.insight.actions.figures import refresh_figures


class Command(BaseCommand):
    """Computes all measures for all units, as the hourly job does."""

    help = "Compute the figures of all units as of now."

    def handle(self, *args, **options) -> None:
        kept = refresh_figures(now=timezone.now())
        self.stdout.write(f"{kept:,} figures computed.")
