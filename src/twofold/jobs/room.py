"""What the room of jobs registers about itself."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import NavItem, Plate, Schedule
from twofold.jobs.access import job_policy
from twofold.jobs.models import Job, ScheduleState

plate = Plate(
    name="jobs",
    policies={Job: job_policy},
    public_models=(ScheduleState,),
    privacy={
        Job: {
            "task": "none",
            "args": "personal",
            "kwargs": "personal",
            "queue": "none",
            "priority": "none",
            "unique_key": "personal",
            "person_id": "personal",
            "unit_id": "none",
            "state": "none",
            "run_after": "none",
            "run_again": "none",
            "attempts": "none",
            "lost_leases": "none",
            "fencing": "none",
            "worker": "none",
            "lease_until": "none",
            "result": "personal",
            "error_class": "none",
            "last_error": "free_text",
            "decided_by": "personal",
            "created_at": "none",
            "started_at": "none",
            "finished_at": "none",
        },
        ScheduleState: {"name": "none", "next_at": "none"},
    },
    schedules=(
        Schedule("jobs.prune_jobs", "twofold.jobs.tasks.prune_jobs", at=time(3, 10)),
        Schedule("jobs.learn_statistics", "twofold.jobs.tasks.learn_statistics", at=time(3, 40)),
    ),
    navigation=(
        NavItem(
            label=_("Jobs"),
            url_name="jobs:job-list",
            icon="clock",
            key="j",
            order=920,
            is_aside=True,
            shown_to=lambda actor: actor.may("administer"),
        ),
    ),
)
