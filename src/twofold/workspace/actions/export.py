"""Handing a list out as a file: who took what, and how much of it, is written down; never what it said."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import Asked
from twofold.directory.models import Unit
from twofold.timeline.actions.record import record
from twofold.workspace.actions.bulk_edit import unit_of
from twofold.workspace.queries.lists.files import FORMATS, Sheet
from twofold.workspace.queries.lists.files.workbook import MOST_ROWS
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

    :param format: one of `FORMATS`
    :raises BadInput: if there is no such format, or its files cannot hold so many
    """
    if format not in FORMATS:
        raise BadInput(
            _("There is no format “%(format)s”. There are: %(formats)s.")
            % {"format": format, "formats": ", ".join(FORMATS)}
        )
    count = found.rows.order_by().count()
    if format == "xlsx" and count > MOST_ROWS:
        raise BadInput(_("A sheet holds no more than 1,048,575 records. Export as CSV."))
    _record(shown, format, count, asked)
    content_type, write = FORMATS[format]
    suffix = format.partition("-")[0]
    day = asked.today.isoformat()
    return Exported(
        f"{shown.listed.type.name}-{day}.{suffix}", content_type, count, write(Sheet(shown, found, asked))
    )


def _record(shown: Shown, format: str, count: int, asked: Asked) -> None:
    unit_id = unit_of(asked.actor) or Unit.objects.system("the enterprise itself").get(parent=None).pk
    record(
        "workspace.list_exported",
        subject=Unit(pk=unit_id),
        actor=asked.actor,
        now=asked.now,
        unit_id=unit_id,
        details={"list": shown.listed.type.name, "format": format, "count": count},
    )
