"""The cheapest job there is."""

from django_tasks import task


@task()
def nothing() -> None:
    """Do nothing."""
