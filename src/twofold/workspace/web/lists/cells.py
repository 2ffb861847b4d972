"""Cells and rows as HTML. Written here and not in a template, because a list has hundreds of cells."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from twofold.core.plates import Asked, Face, FieldKind, ListColumn
from twofold.ui import formats
from twofold.ui.assets import icon_svg
from twofold.ui.templatetags.ui import avatar, chip, record_url
from twofold.workspace.queries.lists.listed import Listed
from twofold.workspace.queries.lists.values import values_of

NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
NO_FACE = Face()


class RowWriter:
    """Writes the rows of one page."""

    def __init__(self, listed: Listed, names: Sequence[str], rows: Sequence[Model], asked: Asked) -> None:
        self.listed, self.rows, self.asked = listed, rows, asked
        self.link, *self.columns = [listed.columns[name] for name in names]
        self.values = values_of(rows, [self.link, *self.columns], asked)
        self.faces = listed.type.faces(rows, asked) if listed.type.faces else {}
        self.writers = {column.name: writer_of(column, asked) for column in self.columns}
        self.openings = {column.name: self._opening(column) for column in self.columns}
        quick = reverse("lists:quick", args=[listed.type.name, 987_654_321])
        self.quick_before, _pk, self.quick_after = quick.partition("987654321")
        self.select, self.peek = escape(_("Select %(name)s")), escape(_("Look at %(name)s here"))
        self.eye = icon_svg("eye")

    def html(self) -> SafeString:
        """All rows."""
        return SafeString("".join(map(self.row, self.rows)))  # nosec B703 B308: all of it is escaped below

    def row(self, row: Model) -> str:
        """One row."""
        name = escape(self.values[self.link.name].get(row.pk, ""))
        cells = "".join([self.cell(column, row) for column in self.columns])
        return (
            f'<tr data-pk="{row.pk}"><td class="is-narrow is-pick"><input class="form-check-input" type="checkbox" name="ids"'
            f' value="{row.pk}" data-row aria-label="{self.select % {"name": name}}"></td>{self.head(row, name)}{cells}</tr>'
        )

    def head(self, row: Model, name: SafeString) -> str:
        """The cell that leads to the record."""
        face = self.faces.get(row.pk, NO_FACE)
        sign = avatar(face.sign, face.kind, "small") if face.sign else ""
        sub = f"<small>{conditional_escape(face.sub)}</small>" if face.sub else ""
        return (
            f'<th scope="row"><div class="row-name">{sign}<div>'
            f'<a href="{record_url(self.listed.type.record_url, row.pk)}" data-open>{name}</a>{sub}</div>'
            f'<a class="peek" href="{self.quick_before}{row.pk}{self.quick_after}" data-peek'
            f' aria-label="{self.peek % {"name": name}}">{self.eye}</a></div></th>'
        )

    def cell(self, column: ListColumn, row: Model) -> SafeString:
        """Any other cell."""
        content = self.writers[column.name](self.values[column.name].get(row.pk), row)
        return SafeString(f"{self.openings[column.name]}{conditional_escape(content)}</td>")  # nosec B703 B308

    def _opening(self, column: ListColumn) -> SafeString:
        marks = "is-number" if column.kind in NUMBERS else ""
        marks += " wide-only" if column.is_wide else ""
        marks += " is-editable" if column.name in self.listed.edits else ""
        return format_html(
            '<td class="{}" data-column="{}" data-label="{}">', marks, column.name, column.label
        )


def writer_of(column: ListColumn, asked: Asked) -> Callable[[Any, Model], str]:
    """How a page writes the values of a column: (value, row) → text or HTML."""
    write = column.draw or _by_kind(column, asked)
    return lambda value, row: "" if value is None or value == "" else write(value, row)


def _by_kind(column: ListColumn, asked: Asked) -> Callable[[Any, Model], str]:
    labels: Mapping[str, str] = {}
    if column.choices and column.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        labels = {str(key): str(label) for key, label in column.choices(asked)}
    match column.kind:
        case FieldKind.NUMBER:
            return lambda value, row: formats.number(value)
        case FieldKind.MONEY:
            return lambda value, row: formats.money(value)
        case FieldKind.DATE:
            return lambda value, row: formats.when(value)
        case FieldKind.MOMENT:
            return lambda value, row: formats.when(value, "day")
        case FieldKind.CHOICE:
            return lambda value, row: labels.get(str(value), str(value))
        case FieldKind.CHOICES:
            return lambda value, row: _chips([labels.get(str(one), str(one)) for one in value])
        case FieldKind.YES_NO:
            return lambda value, row: _("Yes") if value else _("No")
    return lambda value, row: str(value)


def _chips(labels: Sequence[str]) -> SafeString:
    return format_html(
        '<span class="chips">{}</span>', format_html_join("", "{}", ((chip(one),) for one in labels))
    )
