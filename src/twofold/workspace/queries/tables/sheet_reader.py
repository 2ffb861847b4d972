"""Reads a workbook in a process of its own, which may only have so much memory: whatever is in a file, the server lives on.

Run by its path, with nothing of Twofold imported: ``sheet_reader.py FILE`` writes the name and height of each sheet,
``sheet_reader.py FILE SHEET`` its rows, a line of JSON for each.
"""

import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

MEMORY = 2 << 30
SECONDS = 600
LONGEST_ROW = 1 << 20
DAMAGED = 3
"""How the process ends if the file is no workbook; any other end but a good one means that it was too much."""


def as_text(cell: Any) -> str:
    """A cell as one would write it into a CSV file: 3.0 → "3", a date in ISO form, True → "yes"."""
    match cell:
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            return str(cell.date() if cell.time() == time() else cell)
        case date() | time() | timedelta() | int():
            return str(cell)
    return ""


def write_sheets(workbook: Any) -> None:
    """Write name and height of each sheet; the height of an empty one is 0."""
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        print(json.dumps([name, sheet.end[0] + 1 if sheet.end else 0]))


def write_rows(workbook: Any, name: str) -> None:
    """Write number and cells of each row that is not blank; null instead of the cells of one that is too long."""
    for number, row in enumerate(workbook.get_sheet_by_name(name).iter_rows(), start=1):
        cells = [as_text(cell) for cell in row]
        if any(cells):
            is_long = sum(map(len, cells)) > LONGEST_ROW
            print(json.dumps([number, None if is_long else cells]))


def main(path: str, sheet: str = "") -> None:
    """Do as asked, within bounds."""
    import resource

    from python_calamine import CalamineError, CalamineWorkbook

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        workbook = CalamineWorkbook.from_path(path)
        write_rows(workbook, sheet) if sheet else write_sheets(workbook)
    except CalamineError:
        sys.exit(DAMAGED)


if __name__ == "__main__":
    main(*sys.argv[1:])
