"""What the cells of a column mean: numbers, days, countries, yes and no; and which field a column is."""

from twofold.workspace.queries.columns.converters import converter
from twofold.workspace.queries.columns.errors import BadCell
from twofold.workspace.queries.columns.guessing import guess_mapping, normalized
from twofold.workspace.queries.columns.reading import ColumnReading, read_columns

__all__ = ["BadCell", "ColumnReading", "converter", "guess_mapping", "normalized", "read_columns"]
