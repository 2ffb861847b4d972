"""Picking seeks in an index, however many cases wait."""

import pytest
from django.db import connection

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.models import Case
from twofold.cases.queries.queue_heads import heads_of, heads_sql


@pytest.fixture
def many_waiting(sales, now):
    bond = make_relationship(sales, make_person(known_to=(sales,)))
    one = make_case(bond, is_in_queue=True, stream="external_current", queue_due_at=now)
    copies = [
        Case(
            relationship=bond,
            unit=sales,
            kind="request",
            title="A lamp",
            opened_at=now,
            is_in_queue=True,
            stream=stream,
        )
        for stream in ("external_current", "internal_past")
        for _ in range(1500)
    ]
    Case.objects.bulk_create(copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return one


def test_the_heads_are_found_by_index(many_waiting, sales, amina, now):
    sql, parameters = heads_sql(sales.pk, now, amina.person_id)
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", parameters)
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert plan.count("case_in_queue_by_due") == 1, plan
    assert plan.count("case_in_queue_too_old") == 1, plan
    assert "SCAN one" not in plan and "Seq Scan on cases_case" not in plan, plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert heads_of(sales.pk, now=now).urgent["external_current"].case_id == many_waiting.pk
