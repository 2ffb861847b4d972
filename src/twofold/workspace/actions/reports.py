"""The report of an import: a CSV with the rejected lines and why; in a dry run, with every line."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from django.conf import settings

from twofold.core.plates import RowResult
from twofold.files.actions.store import store
from twofold.workspace.models import ImportFile, ImportRun
from twofold.workspace.queries.columns.formulas import neutral

LARGEST = 1 << 40


class Report:
    """Written beside the run, behind the part that an interrupted run has committed, and stored at the end."""

    def __init__(self, run: ImportRun, headers: Sequence[str]) -> None:
        self._path = working_report(run)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file: TextIO = self._path.open("a", encoding="utf-8", newline="")
        self._file.truncate(run.report_size)
        self._cells = csv.writer(self._file)
        if not run.report_size:
            self._file.write("\ufeff")  # by this mark spreadsheets know UTF-8
            self._cells.writerow(["line", "outcome", "field", "reason", *map(neutral, headers)])

    def add(self, result: RowResult, cells: Sequence[str]) -> None:
        """One line of the file and what became of it."""
        self._cells.writerow(
            [
                result.number,
                result.outcome,
                result.field,
                neutral(str(result.reason)),
                *map(neutral, map(_readable, cells)),
            ]
        )

    def flush(self) -> int:
        """Bring what was added to the disk's side.

        :returns: the size of the report so far, in bytes
        """
        self._file.flush()
        return os.fstat(self._file.fileno()).st_size

    def close(self) -> None:
        """Close the file; it stays for whoever goes on."""
        self._file.close()


def keep_report(run: ImportRun) -> None:
    """Move the finished report into the store of files."""
    path = working_report(run)
    with path.open("rb") as content:
        stored = store(content, limit=LARGEST)
    name = f"{Path(run.file_name).name.partition('.')[0]}-report.csv"
    ImportFile.objects.get_or_create(
        run=run, role=ImportFile.Role.REPORT, defaults={"name": name[-200:], "file": stored}
    )
    path.unlink()


def working_report(run: ImportRun) -> Path:
    """Where the report of a running import lies."""
    return settings.FILES_DIR / "imports" / f"{run.pk}.csv"


def _readable(cell: str) -> str:
    """Undecodable bytes, known by lone surrogates, as the sign for them."""
    return cell if cell.isascii() else cell.encode("utf-8", "replace").decode()
