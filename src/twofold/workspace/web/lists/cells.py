"""Cells and rows as HTML. Written here and not in a template, because a list has hundreds of cells."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
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
        quick = reverse("lists:quick", args=[listed.type.name, 987_654_321])
        self.quick_before, _pk, self.quick_after = quick.partition("987654321")
        self.words = {
            "select": _("Select %(name)s"),
            "peek": _("Look at %(name)s here"),
            "eye": icon_svg("eye"),
        }

    def html(self) -> SafeString:
        """All rows."""
        return SafeString("".join(map(self.row, self.rows)))  # nosec B703 B308: each is made by format_html

    def row(self, row: Model) -> SafeString:
        """One row."""
        cells = SafeString("".join([self.cell(column, row) for column in self.columns]))  # nosec B703 B308
        name = str(self.values[self.link.name].get(row.pk, ""))
        return format_html(
            '<tr data-pk="{}"><td class="is-narrow is-pick"><input class="form-check-input" type="checkbox" name="ids"'
            ' value="{}" data-row aria-label="{}"></td>{}{}</tr>',
            row.pk, row.pk, self.words["select"] % {"name": name}, self.head(row, name), cells,
        )  # fmt: skip

    def head(self, row: Model, name: str) -> SafeString:
        """The cell that leads to the record."""
        face = self.faces.get(row.pk, NO_FACE)
        sign = avatar(face.sign, face.kind, "small") if face.sign else ""
        sub = format_html("<small>{}</small>", face.sub) if face.sub else ""
        return format_html(
            '<th scope="row"><div class="row-name">{}<div><a href="{}" data-open>{}</a>{}</div>'
            '<a class="peek" href="{}{}{}" data-peek aria-label="{}">{}</a></div></th>',
            sign, record_url(self.listed.type.record_url, row.pk), name, sub,
            self.quick_before, row.pk, self.quick_after, self.words["peek"] % {"name": name}, self.words["eye"],
        )  # fmt: skip

    def cell(self, column: ListColumn, row: Model) -> SafeString:
        """Any other cell."""
        return self.cell_of(column, row, self.writers[column.name](self.values[column.name].get(row.pk), row))

    def cell_of(self, column: ListColumn, row: Model, content: str) -> SafeString:
        marks = "is-number" if column.kind in NUMBERS else ""
        marks += " wide-only" if column.is_wide else ""
        marks += " is-editable" if column.name in self.listed.edits else ""
        return format_html(
            '<td class="{}" data-column="{}" data-label="{}">{}</td>',
            marks,
            column.name,
            column.label,
            content,
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
