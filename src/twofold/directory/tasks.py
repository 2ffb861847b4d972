"""What the directory does by itself."""

from django.utils import timezone
from django_tasks import task

from twofold.directory.actions.affiliations import refresh_colleagues


@task()
def refresh_colleagues_daily() -> int:
    """Derive anew who works here: days from and to which affiliations hold have passed overnight."""
    return refresh_colleagues(now=timezone.now())
