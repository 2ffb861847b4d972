"""The page of jobs in a browser."""

import pytest

from twofold.jobs.models import Job, State

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_is_tried_again_with_one_click(signed_in, chidi, axe):
    Job.objects.create(
        task="twofold.jobs.tests.sample_tasks.nothing", state=State.SET_ASIDE, last_error="ValueError: no"
    )
    page = signed_in(chidi)
    page.goto("/jobs/")

    assert axe(page) == []
    page.get_by_role("button", name="Retry").click()

    page.get_by_text("The job will be tried again.").wait_for()
    assert Job.objects.system("test").get().state == State.WAITING
