"""Keyset pages: the next page starts after the last row, so page 10,000 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Expression, F, Field, Func, GeneratedField, QuerySet, Value
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

    :param order: field names that together are unique, e.g. ``("sort_name", "pk")``; none may be null; all run one way
    :param token: a page's `before` or `after`; "" for the first page
    :raises BadInput: if the token was not made here
    """
    backwards, position = _read(token, len(order))
    runs_down = descending != backwards
    names = ["id" if name == "pk" else name for name in order]
    if position:
        columns = [F(name) for name in names]
        fields = [_stored_as(queryset.model._meta.get_field(name)) for name in names]
        values = [_value(field, text) for field, text in zip(fields, position, strict=True)]
        queryset = queryset.filter(RowCompare(columns, values, "<" if runs_down else ">"))
    rows = list(queryset.order_by(*[("-" if runs_down else "") + name for name in names])[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_before = bool(position) if not backwards else more
    has_after = more if not backwards else bool(position)
    return Page(
        rows=rows,
        before=_write(rows[0], names, backwards=True) if rows and has_before else "",
        after=_write(rows[-1], names, backwards=False) if rows and has_after else "",
    )


def _stored_as(field: Field) -> Field:
    """The field itself, or what a generated field holds."""
    return field.output_field if isinstance(field, GeneratedField) else field


def _value(field: Field, text: str) -> Value:
    try:
        return Value(field.to_python(text), output_field=field)
    except ValidationError:  # the token of another list
        raise BadInput(damaged()) from None


def damaged() -> str:
    """What is said of a token that cannot be read."""
    return _("This page address is damaged. Go back to the first page of the list.")


def _write(row, names: list[str], *, backwards: bool) -> str:
    fields = row._meta
    values = [fields.get_field(name).value_to_string(row) for name in names]
    return signing.dumps(["b" if backwards else "a", *values], salt="keyset")


def _read(token: str, width: int) -> tuple[bool, list[str]]:
    if not token:
        return False, []
    try:
        way, *values = signing.loads(token, salt="keyset")
    except signing.BadSignature:
        values = None
    if values is None or len(values) != width:
        raise BadInput(damaged())
    return way == "b", values
