"""A question that is asked so often that spelling its SQL anew costs more than the answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Given(models.Value):
    """Stands in a question for what is known only when it is asked.

    :param place: of the value among those that are handed in then, from 0
    """

    def __init__(self, place: int) -> None:
        super().__init__(place)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list["Given"]]:
        """A place for one value."""
        return "%s", [self]


class Spelled:
    """A question whose SQL each process spells once.

    :param queryset: of instances, also with `select_related`, or of tuples; ``Given(0)`` and so on stand for what is handed in.
        Built once, it must be scoped where its model is guarded
    """

    def __init__(self, queryset: models.QuerySet) -> None:
        self._queryset = queryset

    def rows(self, *given: Any) -> Iterator[Any]:
        """The rows that the queryset would give.

        :param given: values as the database takes them
        """
        spelled = self._spelled
        with connection.cursor() as cursor:
            cursor.execute(spelled.sql, spelled.filled(given))
            rows = cursor.fetchall()
        if spelled.converters:
            rows = spelled.compiler.apply_converters(rows, spelled.converters)
        return map(spelled.made, rows)

    def first(self, *given: Any) -> Any | None:
        """The first row, or None."""
        return next(self.rows(*given), None)

    @cached_property
    def _spelled(self) -> "_Spelling":
        compiler = self._queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        are_instances = self._queryset._iterable_class is ModelIterable
        return _Spelling(compiler, sql, params, converters, _instances(compiler) if are_instances else tuple)


@dataclass(frozen=True)
class _Spelling:
    compiler: SQLCompiler
    sql: str
    params: Sequence[Any]
    converters: Any
    made: Callable[[Sequence[Any]], Any]

    def filled(self, given: Sequence[Any]) -> list[Any]:
        return [given[param.value] if isinstance(param, Given) else param for param in self.params]


def _instances(compiler: SQLCompiler) -> Callable[[Sequence[Any]], models.Model]:
    """What makes an instance of a row, with those that were joined to it."""
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    first, last = places[0], places[-1] + 1
    names = [column.target.attname for column, *_ in compiler.select[first:last]]
    joined = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)

    def instance(row: Sequence[Any]) -> models.Model:
        made = model.from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for one in joined:
            one.populate(row, made)
        return made

    return instance
