"""One row of the index, as it is written."""

from datetime import datetime
from typing import NamedTuple


class IndexRow(NamedTuple):
    """The columns of a :class:`twofold.search.models.SearchEntry`, in the order in which the engines write them."""

    kind: str
    object_id: int
    title: str
    body: str
    words: str
    at: datetime


COLUMNS = ", ".join(IndexRow._fields)
OVERWRITE = ", ".join(f"{name} = excluded.{name}" for name in IndexRow._fields[2:])
