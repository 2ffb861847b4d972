"""The files of an import, opened as one table."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from twofold.workspace.queries.plans import JoinPlan
from twofold.workspace.queries.tables import JoinedTable, Table, TableShape, open_table
from twofold.workspace.queries.tables.contents import open_bytes
from twofold.workspace.queries.tables.spreadsheets import sheet_heights

CHUNK = 1 << 20


@contextmanager
def open_source(files: Sequence[Path], shape: TableShape, joins: Sequence[JoinPlan]) -> Iterator[Table]:
    """The main file's lines, each with the cells of its partners in the joined files.

    :param files: the main file, then one per join
    :raises BadInput: if a file cannot be read as a table, or not be joined
    """
    main, *others = files
    with ExitStack() as stack:
        table = stack.enter_context(open_table(main, shape))
        headers, lines = table.headers, table.lines
        for join, path in zip(joins, others, strict=True):
            joined = stack.enter_context(
                closing(JoinedTable(path, join.shape, name=join.name, left=join.left, right=join.right))
            )
            lines = joined.widen(headers, lines)
            headers += joined.headers(headers)
        yield Table(headers, lines)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def count_lines(path: Path, shape: TableShape) -> int:
    """About how many lines there are below the header: line ends within cells count too."""
    if shape.is_spreadsheet:
        return max(sheet_heights(path)[shape.sheet] - 1, 0)
    with open_bytes(path, is_packed=shape.is_gzip) as content:
        ends = last = 0
        while chunk := content.read(CHUNK):
            ends += chunk.count(b"\n")
            last = chunk[-1]
    return max(ends - (last == ord("\n")), 0)
