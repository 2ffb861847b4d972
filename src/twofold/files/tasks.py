"""The files' own housekeeping."""

from django.utils import timezone
from django_tasks import task

from twofold.files.actions.sweep import sweep_strays, sweep_unused


@task()
def sweep_orphans() -> dict[str, int]:
    """Delete content that nothing refers to, after a day of grace."""
    return {"unused": sweep_unused(now=timezone.now()), "strays": sweep_strays()}
