"""The first lines of a file, as they would be taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from twofold.core.plates import RecordType, RowResult
from twofold.ui.formats import in_words
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import Glance, mapped_fields
from twofold.workspace.queries.rows import RowParser

SHOWN = 8
MOST_ANSWERS = 6


@dataclass(frozen=True)
class PreviewLine:
    """One line.

    :param cells: what its fields become, in the order of the preview's labels; () when it is rejected
    """

    number: int
    cells: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True)
class Preview:
    """The first lines, and how many of those looked at would be rejected already by their cells.

    :param looked_at: how many lines were tried
    """

    labels: tuple[str, ...]
    lines: tuple[PreviewLine, ...]
    rejects: tuple[PreviewLine, ...]
    rejected: int
    looked_at: int


def preview(plan: ImportPlan, glance: Glance, record_type: RecordType, *, now: datetime) -> Preview:
    """Try the plan on the lines that were looked at. What the database knows is not asked: that is for the dry run."""
    fields = mapped_fields(plan, record_type)
    single = {field.name: str(field.label) for field in fields.values() if not field.many}
    many = [header for header, field in fields.items() if field.many][:MOST_ANSWERS]
    parser = RowParser(plan, glance.headers, record_type, now=now)
    lines, rejects = [], []
    for number, cells, wrong in glance.lines:
        row = parser.parse(number, cells) if not wrong else None
        if row is None or isinstance(row, RowResult):
            rejects.append(PreviewLine(number, (), wrong or row.reason))
            continue
        if len(lines) < SHOWN:
            taken = tuple(written(row.values.get(name, "")) for name in single)
            lines.append(PreviewLine(number, taken + tuple(_answers(row.extra, many))))
    labels = (*single.values(), *many)
    return Preview(labels, tuple(lines), tuple(rejects[:SHOWN]), len(rejects), len(glance.lines))


def written(value: object) -> str:
    """A value as a person reads it."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case date():  # or a moment, which is one too
            return in_words(value)
        case Decimal():
            return f"{value:f}"
    return str(value)


def _answers(extra: Mapping[str, str], headers: list[str]) -> list[str]:
    return [extra.get(header, "") for header in headers]
