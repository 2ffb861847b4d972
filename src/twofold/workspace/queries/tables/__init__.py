"""Reading tables out of files: told by content, line by line, with flat memory."""

from twofold.workspace.queries.tables.joins import JoinedTable
from twofold.workspace.queries.tables.shape import TableShape, find_shape
from twofold.workspace.queries.tables.table import Line, Table, open_table

__all__ = ["JoinedTable", "Line", "Table", "TableShape", "find_shape", "open_table"]
