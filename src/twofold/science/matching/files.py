"""Records on disk, one JSON object a line: how they come to the process that compares them."""

import json
from collections.abc import Iterable
from pathlib import Path

from twofold.science.matching.records import Record

PLAIN = ("id", "name", "given", "family", "street", "postcode", "city", "country")
SETS = ("emails", "phones", "groups")


def write(path: Path, records: Iterable[tuple[Record, bool]]) -> int:
    """Write records, each with whether it is new since the last search: pairs of two old ones are not compared again.

    :returns: how many there were
    """
    count = 0
    with path.open("w", encoding="utf-8") as lines:
        for record, is_new in records:
            row = {name: getattr(record, name) for name in PLAIN}
            row |= {name: sorted(getattr(record, name)) for name in SETS}
            lines.write(json.dumps(row | {"is_new": is_new}) + "\n")
            count += 1
    return count
