"""Rows nobody has put in order come backwards: who leans on the order they happen to have fails always, and on both engines."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

read_rows = SQLCompiler.results_iter
take = QuerySet.__getitem__


class Unordered(AssertionError):
    """Some of the rows were asked for, and nobody has said which come first."""


@pytest.fixture(autouse=True, scope="session")
def _unordered_is_backwards() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "results_iter", read_backwards)
        patch.setattr(QuerySet, "__getitem__", take_of_ordered)
        patch.setattr(QuerySet, "__repr__", lambda rows: repr(list(rows)))  # else it takes the first twenty
        yield


def read_backwards(compiler: SQLCompiler, *args: Any, **options: Any) -> Iterator[Any]:
    """The rows of a query as they were ordered; else the last first, whichever engine has found them."""
    rows = read_rows(compiler, *args, **options)
    return rows if is_ordered(compiler.query) else iter(from_the_last(list(rows)))


def from_the_last(rows: list[Any]) -> list[Any]:
    try:
        return sorted(rows, reverse=True)
    except TypeError:  # nothing is no less than something
        return sorted(rows, key=repr, reverse=True)


def is_ordered(query: Query) -> bool:
    return bool(query.extra_order_by or query.order_by)


def take_of_ordered(rows: QuerySet, which: int | slice) -> Any:
    """A slice of a query; of one without an order only when it is read already."""
    if rows._result_cache is None and not rows.ordered:
        raise Unordered(
            f"A slice of {rows.model.__name__} needs .order_by(…): else chance says which rows it has."
        )
    return take(rows, which)
