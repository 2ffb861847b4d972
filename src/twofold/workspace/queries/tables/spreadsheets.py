"""The sheets of a workbook and their rows, as texts: read in a process of its own, so that a hostile file costs only itself."""

import json
import subprocess  # nosec B404: our own reader, by its own path
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables import sheet_reader
from twofold.workspace.queries.tables.records import Record


def sheet_heights(path: Path) -> dict[str, int]:
    """Name of each sheet of a workbook → how many rows it has.

    :raises BadInput: if it is damaged, locked by a password, or too large to be read
    """
    with _reader(path) as lines:
        return dict(map(json.loads, lines))


def sheet_names(path: Path) -> list[str]:
    """The sheets of a workbook that have a cell.

    :raises BadInput: if there is none, or as :func:`sheet_heights`
    """
    names = [name for name, height in sheet_heights(path).items() if height]
    if not names:
        raise BadInput(_("This file is empty."))
    return names


def sheet_records(path: Path, sheet: str) -> Iterator[Record]:
    """Row number, cells and "" for each row of a sheet that is not blank, or what is wrong. Raises as :func:`sheet_heights`."""
    with _reader(path, sheet) as lines:
        for number, cells in map(json.loads, lines):
            if cells is None:
                yield number, [], _("This line is longer than a million characters. Shorten it.")
            else:
                yield number, cells, ""


@contextmanager
def _reader(*arguments: Path | str) -> Iterator[Iterator[str]]:
    command = [sys.executable, "-I", sheet_reader.__file__, *map(str, arguments)]
    with subprocess.Popen(  # nosec B603: no shell, and a path that we made
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="ascii"
    ) as process:
        try:
            yield process.stdout
            process.stdout.read()
        except BaseException:
            process.kill()  # whoever reads has enough
            raise
        _require_read(process.wait())


def _require_read(status: int) -> None:
    if status == sheet_reader.DAMAGED:
        raise BadInput(_("This workbook cannot be opened. If it has a password, save it without one."))
    if status:
        raise BadInput(_("This workbook is too large. Save the sheet as CSV and import that."))
