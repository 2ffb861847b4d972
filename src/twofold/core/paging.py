"""Keyset pages: the next page starts after the last row, so page 10,000 costs what page 1 costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Expression, F, Field, Func, GeneratedField, Model, QuerySet, Value
from django.db.models.constants import LOOKUP_SEP
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput


class RowCompare(Func):
    """A row-value comparison ``(a, b) < (x, y)``, which both engines answer from one index."""

    output_field = BooleanField()
    conditional = True
    arity = None

    def __init__(self, columns: list[Expression], values: list[Any], operator: str) -> None:
        self.width = len(columns)
        self.operator = operator
        super().__init__(*columns, *[v if hasattr(v, "resolve_expression") else Value(v) for v in values])

    def as_sql(self, compiler, connection, **extra):
        parts, params = [], []
        for expression in self.source_expressions:
            sql, bound = compiler.compile(expression)
            parts.append(sql)
            params.extend(bound)
        left, right = ", ".join(parts[: self.width]), ", ".join(parts[self.width :])
        return f"({left}) {self.operator} ({right})", params


@dataclass(frozen=True)
class Page:
    """One page of a list.

    :param rows: at most `size` records
    :param before: token of the page before, or ""
    :param after: token of the page after, or ""
    """

    rows: list
    before: str
    after: str


def keyset_page(
    queryset: QuerySet, *, order: tuple[str, ...], token: str = "", size: int = 50, descending: bool = False
) -> Page:
    """Cut one page out of a queryset.

    :param order: columns that together are unique, e.g. ``("sort_name", "pk")``; all run one way; only the first may be null,
        and rows without a value come last both ways
    :param token: a page's `before` or `after`; "" for the first page
    :raises BadInput: if the token was not made here
    """
    names = [queryset.model._meta.pk.name if name == "pk" else name for name in order]
    backwards, position = _read(token, len(names))
    walk = Walk(queryset, names, runs_down=descending != backwards)
    rows = walk.rows(position, size + 1, backwards=backwards)
    return _page(rows, names, size, backwards=backwards, is_first=not position)


def merged_page(
    lists: Sequence[QuerySet],
    every: QuerySet,
    *,
    order: tuple[str, ...],
    token: str = "",
    size: int = 50,
    descending: bool = False,
) -> Page:
    """One page out of several lists that share no row, each answered from an index where all of them together are not.

    Of each list only the places in the order are read; the rows of the page are fetched once they are known.

    :param every: the rows of all lists, whatever else they match, with what is joined to them
    :param order: as for :func:`keyset_page`, none of them null, the primary key last
    :raises BadInput: if the token was not made here
    """
    model = every.model
    names = [model._meta.pk.name if name == "pk" else name for name in order]
    backwards, position = _read(token, len(names))
    runs_down = descending != backwards
    places = sorted(
        (
            place
            for rows in lists
            for place in Walk(rows.values_list(*names), names, runs_down=runs_down).rows(
                position, size + 1, backwards=backwards
            )
        ),
        reverse=runs_down,
    )
    ids = [place[-1] for place in places[: size + 1]]
    known = every.in_bulk(ids)
    found = [known[pk] for pk in ids if pk in known]
    return _page(found, names, size, backwards=backwards, is_first=not position)


def _page(rows: list, names: list[str], size: int, *, backwards: bool, is_first: bool) -> Page:
    """The page of rows that were found behind a position, one more than fit if there are more."""
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_before = not is_first if not backwards else more
    has_after = more if not backwards else not is_first
    return Page(
        rows=rows,
        before=_write(rows[0], names, backwards=True) if rows and has_before else "",
        after=_write(rows[-1], names, backwards=False) if rows and has_after else "",
    )


@dataclass(frozen=True)
class Walk:
    """A way through a queryset: along its order, or back.

    Where the first column may be null, the rows with a value are walked first and those without one behind them, so that each
    part is answered from an index and nulls come last both ways.
    """

    queryset: QuerySet
    names: list[str]
    runs_down: bool

    def rows(self, position: list[str | None], most: int, *, backwards: bool) -> list:
        """At most so many rows behind a position."""
        if not _may_be_null(self.queryset.model, self.names[0]):
            return self._part(self.queryset, self.names, position, most)
        is_among_the_empty = bool(position) and position[0] is None
        parts = [self._filled, self._empty]
        if backwards:
            parts.reverse()
        if is_among_the_empty != backwards:
            parts = parts[1:]  # what lies before the position
        found: list = []
        for part in parts:
            if len(found) < most:
                found += part(position, most - len(found))
        return found

    def _filled(self, position: list[str | None], most: int) -> list:
        rows = self.queryset.filter(**{f"{self.names[0]}__isnull": False})
        return self._part(rows, self.names, position if position and position[0] is not None else [], most)

    def _empty(self, position: list[str | None], most: int) -> list:
        rows = self.queryset.filter(**{f"{self.names[0]}__isnull": True})
        is_here = bool(position) and position[0] is None
        return self._part(rows, self.names[1:], position[1:] if is_here else [], most)

    def _part(self, rows: QuerySet, names: list[str], position: list[str | None], most: int) -> list:
        if position:
            fields = [_stored_as(_field(rows.model, name)) for name in names]
            values = [_value(field, text) for field, text in zip(fields, position, strict=True)]
            rows = rows.filter(
                RowCompare([F(name) for name in names], values, "<" if self.runs_down else ">")
            )
        ordered = rows.order_by(*[("-" if self.runs_down else "") + name for name in names])
        return list(joined_last(ordered, most) if rows.query.select_related else ordered[:most])


def joined_last(ordered: QuerySet, most: int) -> QuerySet:
    """The first rows, found before anything is joined in: else a planner may begin at a small table and sort a million rows.

    What the rows have to match was asked when they were found, so that it is not asked again.
    """
    found = ordered.values("pk")[:most]
    rows = ordered.all()
    rows.query.clear_where()
    return rows.filter(pk__in=found)


def _field(model: type[Model], path: str) -> Field:
    *way, last = path.split(LOOKUP_SEP)
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)


def _may_be_null(model: type[Model], path: str) -> bool:
    *way, last = path.split(LOOKUP_SEP)
    for name in way:
        step = model._meta.get_field(name)
        if step.null:
            return True
        model = step.related_model
    return model._meta.get_field(last).null


def _stored_as(field: Field) -> Field:
    """The field itself, or what a generated field holds."""
    return field.output_field if isinstance(field, GeneratedField) else field


def _value(field: Field, text: str | None) -> Value:
    try:
        return Value(field.to_python(text), output_field=field)
    except ValidationError:  # the token of another list
        raise BadInput(damaged()) from None


def damaged() -> str:
    """What is said of a token that cannot be read."""
    return _("This page address is damaged. Go back to the first page of the list.")


def _write(row: Model, names: list[str], *, backwards: bool) -> str:
    return signing.dumps(["b" if backwards else "a", *(_held(row, name) for name in names)], salt="keyset")


def _held(row: Model | None, path: str) -> str | None:
    *way, last = path.split(LOOKUP_SEP)
    for name in way:
        row = getattr(row, name, None)
    if row is None or getattr(row, last) is None:
        return None
    return row._meta.get_field(last).value_to_string(row)


def _read(token: str, width: int) -> tuple[bool, list[str | None]]:
    if not token:
        return False, []
    try:
        way, *values = signing.loads(token, salt="keyset")
    except signing.BadSignature:
        values = None
    if values is None or len(values) != width:
        raise BadInput(damaged())
    return way == "b", values
