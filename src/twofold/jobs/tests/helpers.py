"""Short words for the tests of jobs."""

from datetime import datetime, timedelta

from django.db.models import Q

from twofold.jobs.actions.leases import claim_jobs
from twofold.jobs.models import Job, State
from twofold.jobs.queries.clock import database_time

LEASE = timedelta(seconds=60)


def claim(worker: str = "anna", *, limit: int = 1, now: datetime | None = None) -> list[Job]:
    """Claim jobs as a worker would."""
    return claim_jobs(worker, limit=limit, lease=LEASE, now=now or database_time())


def jobs_in(state: State) -> list[Job]:
    """The tests' own jobs in a state, oldest first: a worker also does what the rooms have put on a schedule."""
    own = Job.objects.system("a test looks").filter(
        Q(task__startswith="twofold.jobs.tests.") | ~Q(task__startswith="twofold.")
    )
    return list(own.filter(state=state).order_by("pk"))
