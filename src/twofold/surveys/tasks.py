"""Work of surveys on schedule."""

from django.utils import timezone
from django_tasks import task

from twofold.surveys.actions.confidential.publish import publish_due


@task()
def tell_totals() -> int:
    """Tell the totals of rounds that are over, where answers lie under their respondents' records."""
    return len(publish_due(now=timezone.now()))
