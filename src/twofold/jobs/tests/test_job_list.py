"""The page of jobs, and what is decided there."""

import pytest

from twofold.jobs.models import Job, State
from twofold.jobs.tests.helpers import jobs_in

pytestmark = pytest.mark.django_db
URL = "/jobs/"


def set_aside(**fields):
    return Job.objects.create(
        **{"task": "twofold.jobs.tests.sample_tasks.fail", "state": State.SET_ASIDE, "attempts": 5} | fields
    )


def test_an_administrator_sees_what_went_wrong(client_of, chidi, sales):
    set_aside(last_error="Traceback …\nValueError: the printer is on fire", unit_id=sales.pk)
    Job.objects.create(task="twofold.jobs.tests.sample_tasks.nothing")

    page = client_of(chidi).get(URL)

    assert page.status_code == 200
    assert "ValueError: the printer is on fire" in page.text
    assert "jobs.tests.sample_tasks.nothing" in page.text
    assert "jobs.prune_jobs" in page.text


def test_jobs_of_a_sealed_unit_are_only_counted(client_of, chidi, hr):
    job = set_aside(last_error="ValueError: Eli's warning letter", unit_id=hr.pk)

    page = client_of(chidi).get(URL)

    assert "warning letter" not in page.text
    assert "1 more job belongs to a unit that you do not see" in page.text
    assert client_of(chidi).post(f"/jobs/{job.pk}/retry/").status_code == 404
    assert jobs_in(State.SET_ASIDE) == [job]


def test_others_do_not_get_in(client_of, bo):
    job = set_aside()

    assert client_of(bo).get(URL).status_code == 403
    assert client_of(bo).post(f"/jobs/{job.pk}/discard/").status_code == 404
    assert jobs_in(State.SET_ASIDE) == [job]


def test_a_job_is_tried_again_with_all_its_tries(client_of, chidi):
    job = set_aside(lost_leases=3)

    assert client_of(chidi).post(f"/jobs/{job.pk}/retry/").status_code == 302

    [waiting] = jobs_in(State.WAITING)
    assert (waiting.attempts, waiting.lost_leases, waiting.decided_by) == (0, 0, chidi.person_id)


def test_a_job_is_discarded_and_kept_for_the_record(client_of, chidi):
    job = set_aside()

    client_of(chidi).post(f"/jobs/{job.pk}/discard/")

    assert jobs_in(State.DISCARDED) == [job]


def test_it_is_decided_once(client_of, chidi):
    job = set_aside()
    client_of(chidi).post(f"/jobs/{job.pk}/discard/")

    page = client_of(chidi).post(f"/jobs/{job.pk}/retry/", follow=True)

    assert "no longer set aside" in page.text
    assert jobs_in(State.WAITING) == []


def test_a_key_that_is_live_again_is_not_doubled(client_of, chidi):
    job = set_aside(unique_key="unit:7")
    Job.objects.create(task=job.task, unique_key="unit:7")

    page = client_of(chidi).post(f"/jobs/{job.pk}/retry/", follow=True)

    assert "already waiting" in page.text
    assert jobs_in(State.SET_ASIDE) == [job]


def test_looking_changes_nothing(client_of, chidi):
    job = set_aside()

    assert client_of(chidi).get(f"/jobs/{job.pk}/retry/").status_code == 405
    assert jobs_in(State.SET_ASIDE) == [job]


def test_the_page_asks_the_same_few_questions_for_one_row_and_for_fifty(
    client_of, chidi, django_assert_max_num_queries
):
    browser = client_of(chidi)
    for rows in (1, 49):
        for _ in range(rows):
            set_aside()
        with django_assert_max_num_queries(18):
            browser.get(URL)
