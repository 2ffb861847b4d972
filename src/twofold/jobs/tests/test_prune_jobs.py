"""What finished long ago is forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from twofold.jobs.models import Job, State
from twofold.jobs.tasks import prune_jobs

pytestmark = pytest.mark.django_db


def finished(state, days):
    return Job.objects.create(task="x", state=state, finished_at=timezone.now() - timedelta(days=days)).pk


def test_done_jobs_go_after_a_week_and_discarded_ones_after_three_months():
    finished(State.DONE, 8)
    finished(State.DISCARDED, 91)
    kept = {finished(State.DONE, 6), finished(State.DISCARDED, 89), finished(State.SET_ASIDE, 900)}

    assert prune_jobs.call() == {"done": 1, "discarded": 1}
    assert set(Job.objects.system("test").values_list("pk", flat=True)) == kept
