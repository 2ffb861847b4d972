"""Some of many rows, where it does not matter which. Every other slice of a query has an order."""

from django.db.models import QuerySet


def some_of(rows: QuerySet, most: int) -> QuerySet:
    """So many of the rows, whichever the database finds first."""
    found = rows.order_by()
    found.query.set_limits(high=most)
    return found


def count_up_to(rows: QuerySet, most: int) -> int:
    """How many rows there are; `most`, as soon as there are so many."""
    return some_of(rows, most).count()
