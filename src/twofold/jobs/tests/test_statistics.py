"""Every night the database learns how common the values of its rows are."""

import pytest
from django.db import connection

from twofold.core.statistics import has_statistics
from twofold.jobs.models import Job
from twofold.jobs.tasks import learn_statistics

pytestmark = pytest.mark.django_db

KNOWN = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = %s LIMIT 1",
    "postgresql": "SELECT reltuples FROM pg_class WHERE relname = %s",
}


def known_rows() -> int:
    """How many jobs the planner believes in."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN[connection.vendor], [Job._meta.db_table])
        found = cursor.fetchone()
    return int(str(found[0]).split()[0].split(".")[0]) if found else 0


def test_the_planner_knows_how_many_rows_there_are():
    Job.objects.bulk_create(Job(task="x") for _ in range(300))
    learn_statistics.call()
    assert known_rows() == 300
    Job.objects.bulk_create(Job(task="x") for _ in range(100))
    learn_statistics.call()
    assert known_rows() == 400


def test_a_migrated_database_has_statistics():
    assert has_statistics()
