"""Orders of lists that hold a million records are kept in an index: the engines say so themselves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from twofold.cases.models import Case
from twofold.core.paging import keyset_page
from twofold.relationships.models import Dealing, Relationship

ORDERS = [
    (Relationship, "last_served_on", "relationship_by_last_served", ()),
    (Case, "opened_at", "case_by_opening", ()),
    (Dealing, "happened_at", "dealing_by_time", ("unit__party", "relationship__customer")),
]


@pytest.mark.parametrize(("model", "column", "index", "joined"), ORDERS)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.django_db
def test_an_order_is_an_index_whatever_is_joined_in(model, column, index, joined, descending):
    rows = model.objects.system("a test asks how it is read")
    rows = rows.select_related(*joined) if joined else rows
    with CaptureQueriesContext(connection) as seen:
        keyset_page(rows, order=(column, "pk"), descending=descending)
    assert index in plan_of(next(one["sql"] for one in seen if "ORDER BY" in one["sql"]))


def plan_of(sql: str) -> str:
    """How the engine would read it if the table were large: PostgreSQL reads and sorts an empty one rather than open an index."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + sql)
        else:
            for way in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            cursor.execute("EXPLAIN " + sql)
        return "\n".join(str(row) for row in cursor.fetchall())
