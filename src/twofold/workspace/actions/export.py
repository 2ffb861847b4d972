"""Handing records out as a file: who took what, and how much of it, is written down; never what it said."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, NotVisible
from twofold.core.plates import Asked, house
from twofold.directory.models import Unit
from twofold.timeline.actions.record import record
from twofold.workspace.actions.bulk_edit import unit_of
from twofold.workspace.queries.lists.files import FORMATS, Sheet
from twofold.workspace.queries.lists.files.workbook import MOST_ROWS
from twofold.workspace.queries.lists.formats import formats_of
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import Shown


@dataclass(frozen=True)
class Exported:
    """A file that is being written.

    :param parts: its bytes; records are fetched while it is read
    """

    name: str
    content_type: str
    count: int
    parts: Iterator[bytes]


@transaction.atomic
def export_list(shown: Shown, found: Matching, format: str, asked: Asked) -> Exported:
    """Begin a file of everything that matches, in the columns and the order that are shown.

    :param format: one of `FORMATS`, or one that a room adds to this list
    :raises BadInput: if there is no such format, or its files cannot hold so many
    """
    name = shown.listed.type.name
    more = formats_of(name)
    count = found.every.order_by().count()
    _require_possible(format, count, (*FORMATS, *more))
    _record(name, format, count, unit_of(asked.actor), asked)
    sheet = Sheet(shown, found, asked)
    stem = f"{name}-{asked.today.isoformat()}"
    if format in more:
        own = more[format]
        return Exported(f"{stem}.{own.name}", own.content_type, count, own.write(sheet.chunks(), asked))
    return _file(stem, format, count, sheet)


@transaction.atomic
def export_extract(name: str, pk: int, said: Mapping[str, str], format: str, asked: Asked) -> Exported:
    """Begin a file of a table that belongs to one record.

    :param said: what the form says besides, e.g. a day
    :raises NotVisible: if there is no such table or record for this actor
    :raises BadInput: if there is no such format, or what is said makes no sense
    """
    extract = house().one("extracts", lambda one: one.name == name)
    if extract is None:
        raise NotVisible
    table = extract.table(asked, pk, said)
    _require_possible(format, table.count, tuple(FORMATS))
    _record(name, format, table.count, table.unit_id or unit_of(asked.actor), asked)
    return _file(table.stem, format, table.count, table)


def _file(stem: str, format: str, count: int, cells) -> Exported:
    content_type, write = FORMATS[format]
    return Exported(f"{stem}.{format.partition('-')[0]}", content_type, count, write(cells))


def _require_possible(format: str, count: int, formats: tuple[str, ...]) -> None:
    if format not in formats:
        raise BadInput(
            _("There is no format “%(format)s”. There are: %(formats)s.")
            % {"format": format, "formats": ", ".join(formats)}
        )
    if format == "xlsx" and count > MOST_ROWS:
        raise BadInput(_("A sheet holds no more than 1,048,575 records. Export as CSV."))


def _record(name: str, format: str, count: int, unit_id: int | None, asked: Asked) -> None:
    unit_id = unit_id or Unit.objects.system("the enterprise itself").get(parent=None).pk
    record(
        "workspace.list_exported",
        subject=Unit(pk=unit_id),
        actor=asked.actor,
        now=asked.now,
        unit_id=unit_id,
        details={"list": name, "format": format, "count": count},
    )
